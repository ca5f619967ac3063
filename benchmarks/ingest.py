"""Ingest a large WARC file: how fast, with how much memory, and what is left after kills.

    python benchmarks/ingest.py FOLDER … [--megabytes 200] [--kills 10] [--seed 1]

A FOLDER holds saved pages (*.html, *.html.gz). They are put into a WARC file again and again, each copy with
an address and a paragraph of its own, until it has that many megabytes. It is ingested once without a
disturbance, once killed with SIGKILL at random moments until it is through. Reported are pages per second,
the peak memory of the main process, and whether both corpora hold the same texts, each once.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from crawler.archive.record import pack
from crawler.records import Page, Target

SETTINGS = "[duplicates]\nfind = false\n"
MOMENT = "2024-05-01T00:00:00.000Z"
HTML = {"content-type": "text/html; charset=utf-8"}
TEXTS = "select url, reason, title, text from articles order by url"
TWICE = "select count(*) - count(distinct url) from articles"
LEDGER = "select status, records, answers, articles + refused + skipped from ingests"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=200.0)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = make(folder / "pages.warc.gz", given.folders, given.megabytes * 1e6)
        print(f"{pages} pages in {given.megabytes:g} MB", flush=True)
        seconds, peak = whole(folder / "whole", folder / "pages.warc.gz")
        print(f"undisturbed: {pages / seconds:.1f} pages/s; the main process had {peak:.0f} MiB", flush=True)
        killed(folder / "killed", folder / "pages.warc.gz", given.kills, seconds, random.Random(given.seed))
        same = texts(folder / "whole") == texts(folder / "killed")
        print(f"killed {given.kills} times: {'the same texts' if same else 'OTHER TEXTS'}")
        for which in ("whole", "killed"):
            print(f"{which}: {len(texts(folder / which))} texts, ledger {rows(folder / which, LEDGER)}, "
                  f"{rows(folder / which, TWICE)[0][0]} twice")  # fmt: skip
        sys.exit(not same)


def make(path: Path, folders: list[Path], size: float) -> int:
    """Write the WARC file; return how many pages are in it."""
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    bodies = [
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in files
        if file.name.endswith((".html", ".html.gz"))
    ]
    number = 0
    with path.open("wb") as out:
        while out.tell() < size:
            mark = f"<p>This is copy {number}, of which {number * 7919} words were never said before.</p>"
            body = bodies[number % len(bodies)].replace(b"</body>", mark.encode() + b"</body>")
            url = f"http://site{number % 50}.example/2024/05/story-{number}.html"
            page = Page(url, url, 200, HTML, body, len(body), fetched_at=MOMENT)
            out.write(pack(Target(url), page, 1).content)
            number += 1
    return number


def begin(folder: Path, path: Path) -> subprocess.Popen[bytes]:
    """Start an ingestion."""
    folder.mkdir(exist_ok=True)
    (folder / "corpuscle.toml").write_text(SETTINGS)
    command = [sys.executable, "-m", "crawler", "ingest", str(path), "-q", "--no-archive"]
    return subprocess.Popen(command, cwd=folder)


def whole(folder: Path, path: Path) -> tuple[float, float]:
    """Ingest undisturbed; return seconds, and the peak memory of the main process in MiB."""
    start, peak = time.perf_counter(), 0.0
    process = begin(folder, path)
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"the ingestion ended with {process.returncode}")
    return time.perf_counter() - start, peak


def resident(pid: int) -> float:
    """Return the highest memory that a process has had, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def killed(folder: Path, path: Path, kills: int, seconds: float, dice: random.Random) -> None:
    """Ingest, killed now and then, then to the end."""
    for _ in range(kills):
        process = begin(folder, path)
        time.sleep(dice.uniform(1, max(3.0, 2 * seconds / (kills + 1))))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    if begin(folder, path).wait() not in (0, 3):
        sys.exit("the ingestion that was killed did not go on")


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a corpus."""
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def texts(folder: Path) -> list[str]:
    """Return all texts of a corpus, in order."""
    return [json.dumps(row) for row in rows(folder, TEXTS)]


if __name__ == "__main__":
    main()
