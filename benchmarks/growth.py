"""A whole crawl into a large corpus beside the same crawl into a small one.

    python benchmarks/growth.py CORPUS [FOLDER …] [--small CORPUS] [--pages 324] [--rounds 3]

Each CORPUS is a corpus.db that `benchmarks/saving/measure.py --corpus` has filled, in a folder of its own:
it grows by what is crawled, and a corpuscle.toml is written beside it. Without --small the large one is
compared with one that is empty when each crawl begins.
The pages (of FOLDER; else the demo web's) are served by nginx on loopback; each round has pages
of its own, crawled in turn into the one and into the other, start-up included. Printed: pages/s, CPU a
page, the most memory of the main process; then what `status` and `--help` take.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from comparison.candidates import DEMO_SEED, SETTINGS
from comparison.measure import Cost, adopt, measured
from comparison.samples import samples
from comparison.web import Site, served

from crawler import clock

PROGRAM = [sys.executable, "-m", "crawler"]
SECONDS = 900.0  # after which a crawl is stopped
TIMES = 5  # a command is timed
REST_SECONDS = 6 * 3600.0
REST = "update hosts set next_at = ? where host not like '127.%'"  # made up: nobody answers there
SIZES = (
    "select (select count(*) from articles) as articles, (select count(*) from frontier) as addresses, "
    "page_count * page_size as bytes from pragma_page_count, pragma_page_size"
)


def main() -> None:
    """Crawl in turn, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--small", type=Path, metavar="CORPUS", help="what it is compared with; by default an empty one"
    )
    parser.add_argument("--pages", type=int, default=324, help="that a crawl fetches")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    corpus, small = ready(given.corpus), ready(given.small) if given.small else None
    bodies = [page.body for page in samples(given.folders)]
    adopt()
    first = "small" if small else "empty"
    costs: dict[str, list[Cost]] = {first: [], "large": []}
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name), bodies, given.pages * given.rounds) as site,
    ):
        for number in range(given.rounds):
            for label, path in ((first, small), ("large", corpus)):
                costs[label].append(crawl(site, number, given.pages, path))
                print(f"round {number + 1}  {told(label, costs[label][-1], given.pages)}", flush=True)
        for command in (["status", "--db", str(corpus)], ["--help"]):
            took = [measured([*PROGRAM, *command], site.folder, SECONDS).seconds for _ in range(TIMES)]
            print(f"{command[0]}: {min(took):.2f} s (best of {TIMES})")
    middle = {label: statistics.median(cost.cpu for cost in each) for label, each in costs.items()}
    print(
        f"CPU of a page in the large corpus: {middle['large'] / middle[first]:.2f} of that in the {first} one"
    )


def ready(corpus: Path) -> Path:
    """Let the made up hosts of a corpus rest, say how large it is, and return its whole path."""
    if not corpus.exists():
        sys.exit(f"{corpus} is missing: make it with benchmarks/saving/measure.py --corpus {corpus}")
    with closing(sqlite3.connect(corpus)) as db, db:
        db.execute(REST, (clock.after(REST_SECONDS),))
        articles, addresses, size = db.execute(SIZES).fetchone()
    print(f"{articles:,} articles, {addresses:,} addresses, {size / 2**30:.3g} GiB", flush=True)
    return corpus.resolve()


def crawl(site: Site, number: int, pages: int, corpus: Path | None) -> Cost:
    """Crawl the pages of a round, into a corpus or a new one."""
    work = site.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    corpus = corpus or work / "corpus.db"
    (corpus.parent / "corpuscle.toml").write_text(SETTINGS)
    mine = site.addresses[number * pages : (number + 1) * pages]
    (work / "mine.urls").write_text("".join(f"{address}\n" for address in mine))
    seeds = [str(DEMO_SEED), "mine.urls", "--db", str(corpus)]
    options = ["--no-discover", "--quiet", "--pages", str(pages)]
    return measured([*PROGRAM, "crawl", *seeds, *options], work, SECONDS)


def told(label: str, cost: Cost, pages: int) -> str:
    """Return a crawl as a line."""
    return (
        f"{label}  {pages / cost.seconds:6.1f} pages/s {1000 * cost.cpu / pages:7.1f} ms CPU/page "
        f"{cost.leader:6.0f} MiB main process"
    )


if __name__ == "__main__":
    main()
