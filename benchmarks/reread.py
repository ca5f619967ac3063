"""How fast the archive is read anew: `reread` against the same readers fed from memory, in turn.

    python benchmarks/reread.py FOLDER … [--pages 1500] [--rounds 3]

A FOLDER holds saved pages (*.html, *.html.gz), repeated until there are enough, each with its own address.
Prints pages per second of both, round by round, and the ratio. From memory: read and judged by as many
processes, the readings thrown away. `reread`: out of the archive and into the corpus, tables included.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

from crawler.archive.record import pack
from crawler.batch.ingest import Order, ingest
from crawler.batch.pump import Job, read_in_order
from crawler.batch.reread import Wish, reread
from crawler.batch.sources import sources
from crawler.corpus import Corpus
from crawler.records import Page, Target
from crawler.settings import Settings
from crawler.workers import Workers

HTML = {"content-type": "text/html; charset=utf-8"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    settings = Settings()
    pages = list(made(given.folders, given.pages))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = (pack(Target(page.url), page, 1).content for page in pages)
        (folder / "pages.warc.gz").write_bytes(b"".join(records))
        with Corpus(folder / "corpus.db", create=True) as corpus:
            ingest(corpus, settings, Order(sources([str(folder / "pages.warc.gz")])))
            (held,) = corpus.connection.execute("select count(*) from captures where held = 1").fetchone()
            print(f"{held} of {len(pages)} pages are in the archive; the rest asks not to be", flush=True)
            ratios = []
            for number in range(given.rounds):
                memory = from_memory(settings, pages[:held])
                start = time.perf_counter()
                changes = reread(corpus, settings, Wish(every=True))
                speed = changes.pages / (time.perf_counter() - start)
                ratios.append(speed / memory)
                print(f"round {number + 1}: from memory {memory:.1f} pages/s, reread {speed:.1f}", flush=True)
    if changes.changed or changes.failed:
        sys.exit(f"the same reader read something else: {changes}")
    print(f"reread has {statistics.median(ratios):.2f} × the speed of reading from memory", end="")
    print(f" ({min(ratios):.2f}–{max(ratios):.2f})")


def made(folders: list[Path], count: int) -> Iterator[Page]:
    """Yield pages, each with an address of its own."""
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    bodies = [
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in files
        if file.name.endswith((".html", ".html.gz"))
    ]
    for number in range(count):
        url = f"http://site{number % 50}.example/2024/05/story-{number}.html"
        mark = f"<p>This is copy {number} of what {number * 7919} people wrote.</p></body>".encode()
        body = bodies[number % len(bodies)].replace(b"</body>", mark)
        yield Page(url, url, 200, HTML, body, len(body), fetched_at="2024-05-01T00:00:00.000Z")


def from_memory(settings: Settings, pages: list[Page]) -> float:
    """Read pages in all cores and forget what was read; return pages per second, start included."""
    start = time.perf_counter()
    workers = Workers(settings.with_values("archive", enabled=False), ())
    asyncio.run(read(workers, pages, settings.reading.processes))
    workers.stop()
    return len(pages) / (time.perf_counter() - start)


async def read(workers: Workers, pages: list[Page], readers: int) -> None:
    """Read pages."""
    await workers.ready()
    jobs = (Job(page.url, Target(page.url), page) for page in pages)
    async with aclosing(read_in_order(workers, iter(jobs), readers)) as stream:
        async for _ in stream:
            pass


if __name__ == "__main__":
    main()
