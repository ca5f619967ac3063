"""What each format of export costs: texts a second, and memory.

    python benchmarks/export.py CORPUS.db [--articles 100000] [--only FORMAT]

The corpus is made with made-up articles where it is not there yet (benchmarks/publish/fill.py). Each
format is written by a process of its own, as a user starts it; its memory is what the system counted
at most. A release is frozen, made again and compared with today at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from crawler.export import FORMATS

PROGRAM = (sys.executable, "-m", "crawler")
FILL = Path(__file__).with_name("publish") / "fill.py"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--only", help="one format")
    given = parser.parse_args()
    if not given.corpus.exists():
        subprocess.run([sys.executable, FILL, given.corpus, "--articles", str(given.articles)], check=True)
    with closing(sqlite3.connect(given.corpus)) as connection:
        (texts,) = connection.execute("select count(*) from corpus").fetchone()
    print(
        f"\n{texts} texts\n\n| what | texts/s | texts per CPU s | memory, MiB | MB |\n|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory(dir=given.corpus.parent) as folder:
        for what, command, dest in commands(Path(folder), given.only):
            seconds, worked, memory = measured([*PROGRAM, *command, "--db", str(given.corpus)], Path(folder))
            size = f"{bytes_of(dest) / 1e6:.0f}" if dest.exists() else ""
            rates = f"{texts / seconds:,.0f} | {texts / worked:,.0f}"
            print(f"| {what} | {rates} | {memory:.0f} | {size} |", flush=True)
            if dest.is_dir():
                shutil.rmtree(dest)
            else:
                dest.unlink(missing_ok=True)


def commands(folder: Path, only: str | None) -> Iterator[tuple[str, list[str], Path]]:
    """Yield what is measured: its name, a command, and what that makes."""
    for one in FORMATS:
        if only in (None, one.name):
            yield one.name, ["export", one.name, "out", "-q"], folder / "out"
    if only is None:
        name = f"bench-{os.getpid()}"
        yield "freeze", ["freeze", name, "-q"], folder / name
        yield "freeze, made again", ["freeze", name, "-q"], folder / name
        yield "diff with today", ["diff", name], folder / "nothing"


def measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Run a command; return its seconds, those of them it worked, and its memory in MiB."""
    begin = time.monotonic()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bytes_of(path: Path) -> int:
    """Return the size of a file, or of all under a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


if __name__ == "__main__":
    main()
