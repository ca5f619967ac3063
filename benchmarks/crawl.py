"""The whole crawl against its parts: corpuscle, plain Scrapy, and trafilatura from memory.

    python benchmarks/crawl.py [FOLDER …] [--pages 1000] [--rounds 3]

A FOLDER holds saved pages (*.html, *.html.gz); without one the demo web's pages are used. They
are repeated until there are enough, put on several loopback addresses by nginx if it is
installed, else by Python's own server, and the same list of addresses is given to

    corpuscle   `corpuscle crawl`: links, judges, database and search index included, delays off
    scrapy      a plain spider: links by CSS, trafilatura in the callback, one insert per page
    memory      trafilatura alone with metadata, from memory, one process per core

each as a process of its own, in turn, round by round. Prints medians of pages per second and CPU
per page, and corpuscle's speed as a ratio of the other two.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
HOSTS = 16  # 127.0.0.1 … 127.0.0.16: a crawl asks one page of a host at a time
CANDIDATES = ("corpuscle", "scrapy", "memory")
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ text/html html; }} root {folder}/pages;
client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
server {{ listen 0.0.0.0:{port}; }} }}
"""
SETTINGS = """[manners]
delay = 0.0
allow_private = true
[crawl]
depth = 0
per_host = 100000
pages = 1000000
"""


class Result(NamedTuple):
    """One run of one candidate."""

    seconds: float
    cpu: float
    texts: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = write_pages(folder / "pages", list(sources(given.folders)), given.pages)
        with served(folder) as port:
            urls = [f"http://127.0.0.{1 + i % HOSTS}:{port}/{page}" for i, page in enumerate(pages)]
            (folder / "pages.urls").write_text("\n".join(urls) + "\n")
            results = [{name: run(name, folder) for name in CANDIDATES} for _ in range(given.rounds)]
    report(results, len(pages))


def sources(folders: list[Path]) -> Iterator[bytes]:
    """Return the bodies of the pages in folders, or those of the demo's articles."""
    if not folders:
        from crawler.demo import DemoWeb  # noqa: PLC0415

        with DemoWeb() as web:
            for article in web.articles:
                yield fetch(article.url)
        return
    for folder in folders:
        found = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
        if not found:
            sys.exit(f"no *.html or *.html.gz in {folder}")
        for path in found:
            yield gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def fetch(url: str) -> bytes:
    """Fetch a page of the demo web, whose names only browsers resolve."""
    from http.client import HTTPConnection  # noqa: PLC0415
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port)
    connection.request("GET", f"{parts.path}?{parts.query}", headers={"Host": parts.netloc})
    return connection.getresponse().read()


def write_pages(folder: Path, bodies: list[bytes], count: int) -> list[str]:
    """Write pages, again and again until there are enough; return their names."""
    folder.mkdir()
    names = []
    for number in range(count):
        names.append(f"page-{number}.html")
        (folder / names[-1]).write_bytes(bodies[number % len(bodies)])
    return names


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve the pages on all of loopback; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx:
        (folder / "t").mkdir()
        os.chmod(folder, 0o755)  # noqa: PTH101, S103  (nginx' workers are another user)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        command = [nginx, "-c", str(folder / "nginx.conf")]
    else:
        command = [sys.executable, "-m", "http.server", str(port), "-d", str(folder / "pages")]
        print("nginx is not installed: Python's own server is used, which costs the crawls some CPU")
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server did not start")


def run(name: str, folder: Path) -> Result:
    """Run a candidate as a process of its own; the CPU is that of all its processes."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    (work / "corpuscle.toml").write_text(SETTINGS)
    if name == "corpuscle":
        command = [sys.executable, "-m", "crawler", "crawl", str(folder / "pages.urls"), "--quiet"]
    else:
        command = [sys.executable, str(HERE / "candidates.py"), name, str(folder)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=work, check=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    result = Result(seconds, cpu, count_texts(name, work))
    print(f"{name:10} {result.seconds:7.1f} s  {result.cpu:7.1f} s CPU  {result.texts} texts", flush=True)
    return result


def count_texts(name: str, work: Path) -> int:
    """Return how many pages a candidate found a text on."""
    import sqlite3  # noqa: PLC0415

    if name == "memory":
        return int(json.loads((work / "texts.json").read_text()))
    table = "articles" if name == "corpuscle" else "pages where text is not null"
    with sqlite3.connect(work / ("corpus.db" if name == "corpuscle" else "scrapy.db")) as db:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])


def report(results: list[dict[str, Result]], pages: int) -> None:
    """Print medians and ratios."""
    print(f"\n{pages} pages, {len(results)} rounds, medians; {os.cpu_count()} cores\n")
    print("| candidate | pages/s | CPU ms/page | texts |\n|---|---|---|---|")
    for name in CANDIDATES:
        speed = statistics.median(pages / result[name].seconds for result in results)
        cpu = statistics.median(1000 * result[name].cpu / pages for result in results)
        print(f"| {name} | {speed:.1f} | {cpu:.0f} | {results[0][name].texts} |")
    for other in CANDIDATES[1:]:
        ratios = [result[other].seconds / result["corpuscle"].seconds for result in results]
        print(f"\ncorpuscle is {statistics.median(ratios):.2f} × as fast as {other}", end="")
        print(f" ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
