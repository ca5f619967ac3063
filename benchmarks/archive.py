"""What the archive costs a crawl: the same crawl with and without, in turn, round by round.

    python benchmarks/archive.py [FOLDER …] [--pages 400] [--rounds 3]

Folders as in compare.py. Prints the time of each crawl, the ratios of the rounds and their median.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from comparison.candidates import CANDIDATES, OURS, Place
from comparison.measure import Cost, measured
from comparison.samples import samples
from comparison.web import Site, served

STATES = {"on": "true", "off": "false"}
LONGEST = 1800.0  # seconds of a crawl


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    bodies = [page.body for page in samples(given.folders)]
    ratios, cpu = [], []
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name), bodies, given.pages) as site,
    ):
        for number in range(given.rounds):
            # each goes first every other time
            order = sorted(STATES, reverse=bool(number % 2))
            results = {state: crawled(site, state) for state in order}
            ratios.append(results["off"].seconds / results["on"].seconds)
            cpu.append(results["on"].cpu / results["off"].cpu)
    print(
        f"\nwith the archive a crawl has {statistics.median(ratios):.2f} × the speed it has without", end=""
    )
    print(f" ({min(ratios):.2f}–{max(ratios):.2f}), and takes {statistics.median(cpu):.2f} × the CPU", end="")
    print(f" ({min(cpu):.2f}–{max(cpu):.2f})")


def crawled(site: Site, state: str) -> Cost:
    """Crawl the site in an empty folder, with the archive on or off."""
    work = site.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    urls = site.list_of(len(site.addresses))
    place = Place(Path(sys.executable), urls, work, site.folder / "pages")
    (command,) = CANDIDATES[OURS].commands(place)
    with (work / "corpuscle.toml").open("a") as settings:
        settings.write(f"[archive]\nenabled = {STATES[state]}\n")
    cost = measured(command, work, LONGEST)
    print(f"archive {state:3}  {cost.seconds:7.1f} s  {cost.cpu:7.1f} s CPU", flush=True)
    return cost


if __name__ == "__main__":
    main()
