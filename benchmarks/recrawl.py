"""Fetching again: what a second run costs over a web that did not change, and over one that did.

    python benchmarks/recrawl.py [--pages 1000] [--sites 16] [--kilobytes 100] [--without-validators]

A server of its own answers with ETag and Last-Modified, or with neither. The first run crawls all of
it, the second fetches all of it again, then a twentieth of the pages get a new text and the third
fetches all of it again. A fourth turn asks only for what is due, which is nothing. Prints the CPU of
all processes of each run, what was answered with "not modified", what was read, and whether exactly
the pages that changed have a new version.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from changing_web import Changing  # noqa: E402  (the tests are no package)

SETTINGS = """[manners]
delay = 0.0
allow_private = true
contact = "benchmark@corpus.example"
[crawl]
pages = 0
per_host = 0
[traps]
shape = 0
host = 0
"""
VISITS = (
    "select event, count(*), sum(status = 304) from visits where run = (select max(id) from runs) group by 1"
)
VERSIONS = "select url from versions join articles on id = article order by url"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--sites", type=int, default=16)
    parser.add_argument("--kilobytes", type=int, default=100, help="size of a page; real ones have 180")
    parser.add_argument("--without-validators", action="store_true")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Changing(
            given.pages,
            given.sites,
            validators=not given.without_validators,
            sentences=40,
            menus=given.kilobytes // 2,
        ) as web,
    ):
        folder = Path(name)
        (folder / "corpuscle.toml").write_text(SETTINGS)
        starts = [part for url in web.lists() for part in ("--start", url)]
        first = run(folder, "crawl", "--breadth", *starts)
        print(f"first run: {first:.1f} s of CPU, {counts(folder, VISITS)}")
        second = run(folder, "recrawl", "--all")
        print(f"unchanged: {second:.1f} s of CPU, {second / first:.0%}, {counts(folder, VISITS)}")
        changed = range(0, given.pages, 20)
        web.versions = dict.fromkeys(changed, 1)
        third = run(folder, "recrawl", "--all")
        print(f"5 % changed: {third:.1f} s of CPU, {third / first:.0%}, {counts(folder, VISITS)}")
        versions = [url for (url,) in counts(folder, VERSIONS)]
        is_right = versions == sorted(web.url(number) for number in changed)
        print(f"versions: {len(versions)} of {len(changed)}, exactly the changed pages: {is_right}")
        idle = run(folder, "recrawl", status=3)
        print(f"nothing due: {idle:.1f} s of CPU, {idle / first:.0%}")


def run(folder: Path, *arguments: str, status: int = 0) -> float:
    """Run a command; return the CPU seconds of all its processes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "crawler", *arguments, "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != status:
        sys.exit(f"{arguments} ended with {done.returncode}: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout:
        print(
            f"  {json.loads(done.stdout)['pages']} pages in {time.perf_counter() - start:.1f} s", flush=True
        )
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def counts(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query over the corpus."""
    with sqlite3.connect(folder / "corpus.db") as db:
        return db.execute(sql).fetchall()


if __name__ == "__main__":
    main()
