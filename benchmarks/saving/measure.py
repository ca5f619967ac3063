"""What it costs to save a reading, and how many bytes it takes, as a corpus grows.

    python benchmarks/saving/measure.py FOLDER … [--articles 0 1000 10000 100000] [--batches 20]

A FOLDER holds saved pages (*.html, *.html.gz) that readings are made of: see `readings.py`. A corpus in a
temporary folder is filled until it has so many articles, from the second size on with copies
of what was saved (`fill.py`); then batches of 50 are claimed and saved as a crawl does. Printed for each
size: saves per second of one thread, by wall clock and by CPU; milliseconds by stage; bytes of the file per
article, by table and index. `--curves` writes the figures as JSON, `--plot` draws them.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fill import grow
from readings import SEED, Web, real

from crawler.corpus import Corpus
from crawler.corpus.copies.duplicates import Duplicates
from crawler.corpus.frontier import Frontier
from crawler.corpus.links import Links
from crawler.corpus.run import Run
from crawler.corpus.save import Saver
from crawler.settings import Settings

BATCH = 50  # readings in one transaction, as the desk of a crawl has them
TABLE_BYTES = (
    "select name, sum(pgsize) as bytes, sum(unused) as unused from dbstat group by name order by 2 desc"
)
STAGES = (
    ("links and targets", Links, "save"), ("duplicates", Duplicates, "settle"),
    ("counts and state", Saver, "settle"), ("claim", Frontier, "claim"),
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[0, 1_000, 10_000, 100_000])
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument(
        "--corpus", type=Path, help="keep the corpus here; one that is there is measured as it is"
    )
    parser.add_argument("--curves", type=Path)
    given = parser.parse_args()
    settings = Settings().with_values("archive", enabled=False).with_values("manners", delay=0.0)
    settings = settings.with_values("judges", min_relevance=0.0).with_values("crawl", per_host=0, depth=1000)
    settings = settings.with_values("focus", min_chance=0.0)
    patterns = real(given.folders, settings)
    words = statistics.mean(one.article.words for one in patterns if one.article)
    links = statistics.mean(len(one.links) for one in patterns)
    print(f"{len(patterns)} patterns: {words:.0f} words, {links:.0f} links", flush=True)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        path = given.corpus or Path(folder) / "corpus.db"
        web = Web(patterns, given.hosts)
        with Corpus(path, create=True) as corpus:
            for articles in given.articles:
                begin(corpus, web)
                start = time.process_time()
                grow(corpus, web, settings, articles)
                print(
                    f"\n{articles} articles, filled in {time.process_time() - start:.0f} s of CPU", flush=True
                )
                figures.append(measure(corpus, web, settings, given.batches))
                if articles:
                    figures[-1]["bytes"] = bytes_by_table(corpus)
    if given.curves:
        given.curves.write_text(json.dumps(figures, indent=1))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", file=sys.stderr)


def begin(corpus: Corpus, web: Web) -> None:
    """Plant what a crawl begins with."""
    if not corpus.is_rooted():
        corpus.plant([SEED], web.starts())


def measure(corpus: Corpus, web: Web, settings: Settings, batches: int) -> dict[str, Any]:
    """Claim and save batches; print and return what they cost."""
    (articles,) = corpus.connection.execute("select count(*) from articles").fetchone()
    run = Run.start(corpus, settings)
    wall: list[float] = []
    cpu: list[float] = []
    spent: dict[str, float] = {}
    with ExitStack() as stack:
        for name, owner, method in STAGES:
            stack.enter_context(patch.object(owner, method, timed(spent, name, getattr(owner, method))))
        for _ in range(batches):
            targets = timed(spent, "claim", run.claim)(BATCH)
            readings = [web.reading(target) for target in targets]
            start, used = time.perf_counter(), time.process_time()
            run.save(readings)
            wall.append((time.perf_counter() - start) / len(readings))
            cpu.append((time.process_time() - used) / len(readings))
    stages = {name: round(seconds * 1000 / batches / BATCH, 3) for name, seconds in spent.items()}
    figures: dict[str, Any] = {
        "articles": articles,
        "wall_ms": round(statistics.mean(wall) * 1000, 3),
        "cpu_ms": round(statistics.mean(cpu) * 1000, 3),
        "median_cpu_ms": round(statistics.median(cpu) * 1000, 3),
        "best_cpu_ms": round(min(cpu) * 1000, 3),
        "stages_ms": stages,
        "urls": corpus.connection.execute("select count(*) from frontier").fetchone()[0],
    }
    print(json.dumps(figures), flush=True)
    per_second = 1 / (statistics.mean(cpu) + spent["claim"] / batches / BATCH)
    print(f"{per_second:.0f} claims and saves/s of CPU")
    return figures


def timed(spent: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds up its CPU seconds under a name."""

    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start

    return wrapped


def bytes_by_table(corpus: Corpus) -> dict[str, int]:
    """Return and print bytes per article of each table and index."""
    (articles,) = corpus.connection.execute("select count(*) from articles where reason is null").fetchone()
    rows = corpus.connection.execute(TABLE_BYTES).fetchall()
    found = {row["name"]: round(row["bytes"] / articles) for row in rows}
    shown = ", ".join(f"{name} {size}" for name, size in found.items() if size >= 10)
    print(f"{sum(row['bytes'] for row in rows) / articles:.0f} bytes per article: {shown}", flush=True)
    return found


if __name__ == "__main__":
    main()
