"""Measure what reading costs: CPU per stage, and all of it beside trafilatura's defaults.

    python benchmarks/reading.py FOLDER… [--most N] [--rounds N]

FOLDER holds pages, *.html or *.html.gz at any depth. Each page is met once in a round, as in a crawl;
comparison/read_cpu.py says what that takes. Prints the stages of one round, and the ratio of each.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from comparison.read_cpu import compare, forget
from comparison.samples import Sample, samples
from rich.console import Console

from crawler import timing
from crawler.reading.page import read
from crawler.terminal.timings import print_timings
from crawler.timing import Costs, Stage, timed
from crawler.workers import collect_less_often


def main() -> None:
    """Measure all pages of all folders."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--most", type=int, help="pages to measure, drawn from all")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the comparison")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = samples(options.folders)
    if options.most and options.most < len(pages):
        pages = random.Random(0).sample(pages, options.most)
    print_timings(Console(highlight=False, width=110), by_stages(pages), len(pages))
    rounds = []
    for found in compare(pages, options.rounds):
        rounds.append(found["ratio"])
        ours, theirs = found["read"], found["trafilatura"]
        print(f"read {ours:.1f} ms, trafilatura {theirs:.1f} ms, ratio {found['ratio']:.2f}")
    print(f"ratio {median(rounds):.2f} ({min(rounds):.2f}–{max(rounds):.2f})")


def by_stages(pages: Sequence[Sample]) -> Costs:
    """Read pages, twice; return what the stages took the second time, nothing remembered of the first."""
    collect_less_often()
    timing.start()
    for _ in range(2):
        forget()
        timing.take()
        for page in pages:
            with timed(Stage.READING):
                read(page.body, page.url, "text/html")
    costs = dict(timing.take() or {})
    timing.stop()
    del costs[Stage.START]
    return costs


if __name__ == "__main__":
    main()
