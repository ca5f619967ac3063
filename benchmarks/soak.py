"""A long crawl: whether memory stays flat, speed constant, and every file is closed.

    python benchmarks/soak.py [--fetches 200000] [--hosts 64]

Serves a synthetic web on loopback that never ends before the budget does: one page in eight is an
article, the others are lists; some are gone, moved, broken or closed to robots. Crawls it in one run
and looks at the process every few seconds. Prints each quarter of the run, and exits with 1 if in the
last one memory or the number of open files is more than a tenth above the second, or the speed more
than a tenth below it.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

WORDS = re.findall(
    r"\w+",
    """river council bridge budget repair school vote plan winter storm harbour engine market price report
    village doctor station garden summer letter museum copper forest signal voyage kitchen window market
    teacher painter valley mountain service contract payment weather traffic library concert factory""",
)
LINKS = 12
EVERY = 5.0  # seconds between two looks
SETTINGS = """[manners]
delay = 0.0
[crawl]
breadth = true
depth = 1000000
per_host = 0
parallel = 32
[judges]
min_relevance = 0.0
[traps]
host = 1000000
shape = 1000000
"""


class Look(NamedTuple):
    """The crawl at one moment."""

    seconds: float
    pages: int
    memory: float
    """MiB of the main process."""
    readers: float
    """MiB of all its readers."""
    files: int


def main() -> None:
    """Serve, crawl, look, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fetches", type=int, default=200_000)
    parser.add_argument("--hosts", type=int, default=64)
    given = parser.parse_args()
    port = multiprocessing.get_context("spawn").Value("i", 0)
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(port, given.fetches, given.hosts), daemon=True
    )
    server.start()
    while not port.value:
        time.sleep(0.05)
    with tempfile.TemporaryDirectory() as name:
        looks = list(crawl(Path(name), port.value, given.fetches))
    server.terminate()
    sys.exit(report(looks))


def crawl(folder: Path, port: int, fetches: int) -> Iterator[Look]:
    """Crawl in a process of its own, and look at it until it ends."""
    (folder / "corpuscle.toml").write_text(SETTINGS)
    command = [
        sys.executable,
        "-m",
        "crawler",
        "crawl",
        f"http://127.0.0.1:{port}/p/0",
        "--pages",
        str(fetches),
    ]
    process = subprocess.Popen([*command, "--allow-private", "--quiet"], cwd=folder)
    start = time.monotonic()
    while process.poll() is None:
        time.sleep(EVERY)
        look = look_at(process.pid, folder / "corpus.db", time.monotonic() - start)
        if look and look.pages:
            print(
                f"{look.seconds:7.0f} s  {look.pages:7d} pages  {look.memory:6.0f} MiB  "
                f"readers {look.readers:6.0f} MiB  {look.files} files", flush=True
            )  # fmt: skip
            yield look
    if process.returncode:
        sys.exit(f"the crawl ended with {process.returncode}")
    size = (folder / "corpus.db").stat().st_size / 2**20
    print(f"corpus.db: {size:.0f} MiB; free disk {shutil.disk_usage(folder).free / 2**30:.0f} GiB")


def look_at(pid: int, db: Path, seconds: float) -> Look | None:
    """Look at a process; None if it is not there yet, or any more."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=5)) as connection:
            (pages,) = connection.execute("select coalesce(sum(pages), 0) from runs").fetchone()
        files = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208  (a count)
        return Look(seconds, pages, memory(pid), sum(memory(child) for child in children(pid)), files)
    except (OSError, sqlite3.Error):
        return None


def memory(pid: int) -> float:
    """Return the resident memory of a process in MiB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def report(looks: Sequence[Look]) -> int:
    """Print the four quarters; return 1 if the last is worse than the second by a tenth."""
    last = looks[-1].pages
    quarters = [
        [look for look in looks if last * part / 4 <= look.pages <= last * (part + 1) / 4]
        for part in range(4)
    ]
    print(f"\n{last} fetches in {looks[-1].seconds:.0f} s\n")
    print("| quarter | pages/s | MiB | MiB of readers | open files |\n|---|---|---|---|---|")
    rows = [figures(quarter) for quarter in quarters]
    for number, (speed, *rest) in enumerate(rows, 1):
        print(f"| {number} | {speed:.1f} | " + " | ".join(f"{value:.0f}" for value in rest) + " |")
    (speed, main, readers, files), (speed4, main4, readers4, files4) = rows[1], rows[3]
    print(
        f"\nlast / second: memory {main4 / main:.3f}, readers {readers4 / readers:.3f}, "
        f"speed {speed4 / speed:.3f}, files {files4 / files:.3f}"
    )
    return int(main4 > 1.1 * main or readers4 > 1.1 * readers or speed4 < 0.9 * speed or files4 > 1.1 * files)


def figures(quarter: Sequence[Look]) -> tuple[float, float, float, float]:
    """Return pages per second, and medians of memory, readers' memory and open files."""
    first, last = quarter[0], quarter[-1]
    speed = (last.pages - first.pages) / (last.seconds - first.seconds)
    return (
        speed,
        statistics.median(look.memory for look in quarter),
        statistics.median(look.readers for look in quarter),
        statistics.median(look.files for look in quarter),
    )


def serve(port: multiprocessing.sharedctypes.Synchronized[int], fetches: int, hosts: int) -> None:
    """Serve the web; runs in a process of its own."""
    asyncio.run(Web(fetches * 2, hosts).serve(port))


class Web:
    """Pages /p/0 … on many loopback addresses: what stands on each follows from its number alone."""

    def __init__(self, pages: int, hosts: int) -> None:
        """Say how many pages there are, on how many hosts."""
        self.pages, self.hosts, self.port = pages, hosts, 0

    async def serve(self, port: multiprocessing.sharedctypes.Synchronized[int]) -> None:
        """Serve until the process is ended."""
        server = await asyncio.start_server(self.talk, "0.0.0.0", 0)  # noqa: S104  (all of loopback)
        self.port = server.sockets[0].getsockname()[1]
        port.value = self.port
        await server.serve_forever()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, extra, body = self.answer(head.split(b" ", 2)[1].decode())
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{extra}"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer(self, path: str) -> tuple[str, str, bytes]:
        """Return status, further headers and body for a path."""
        if path == "/robots.txt":
            return "200 OK", "", b"User-agent: *\nDisallow: /p/1*7$\n"
        if not path.startswith("/p/"):
            return "404 Not Found", "", b""
        number = int(path[3:])
        if number % 29 == 13:
            return "404 Not Found", "", b"nothing here"
        if number % 31 == 17:
            return "301 Moved Permanently", f"Location: {self.url(number + 1)}\r\n", b""
        if number % 997 == 5:
            return "500 Internal Server Error", "", b"broken"
        return "200 OK", "", self.page(number).encode()

    def url(self, number: int) -> str:
        """Return the address of a page."""
        number %= self.pages
        host = number % self.hosts
        return f"http://127.0.{host // 250}.{1 + host % 250}:{self.port}/p/{number}"

    def page(self, number: int) -> str:
        """Return a page: its links lead ahead, to every page there is, and some back."""
        dice = random.Random(number)
        title = " ".join(dice.choices(WORDS, k=6)).capitalize()
        near = [number * 3 + step for step in range(1, 4)]
        links = near + [dice.randrange(self.pages) for _ in range(LINKS - len(near))]
        listed = "".join(f'<li><a href="{self.url(n)}">Page {n} of the list</a></li>' for n in links)
        text = "" if number % 8 else "".join(f"<p>{self.sentence(dice)}</p>" for _ in range(12))
        return (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article>"
            f"<h2>Related</h2><ul>{listed}</ul></body></html>"
        )

    def sentence(self, dice: random.Random) -> str:
        """Return a paragraph."""
        return ". ".join(" ".join(dice.choices(WORDS, k=12)).capitalize() for _ in range(2)) + "."


if __name__ == "__main__":
    main()
