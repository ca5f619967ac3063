"""Corpuscle beside what people would use in its place: the same pages, from the same server, in one run.

    python benchmarks/compare.py [FOLDER …] [--pages 1620] [--rounds 3] [--only NAME …] [--resume]

A FOLDER holds saved pages (*.html, *.html.gz); without one the demo web's are used. They are
repeated with other words and links until there are enough, linked by "Related Pages" blocks, and
served by nginx on 16 loopback addresses. Every candidate runs as a process of its own, in turn,
round by round, start-up included. Slow ones get fewer pages, always whole rounds of all bodies.

Writes benchmarks/comparison/results.json after every run, and the plot into docs/; the table in
docs/benchmarks.md is made of that file by `make docs`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from comparison.candidates import CANDIDATES, Candidate, Place
from comparison.measure import Cost, FailedError, adopt, measured
from comparison.plot import draw
from comparison.read_cpu import compare
from comparison.results import FILE, Entry, Results, machine
from comparison.samples import samples
from comparison.table import table
from comparison.venvs import UninstallableError, python_of, versions_of
from comparison.web import Site, served

READ_CPU = "read-cpu"
NAMES = (*CANDIDATES, READ_CPU)
PLOT = Path(__file__).parents[1] / "docs" / "comparison.svg"


def main() -> None:
    """Measure, write, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=1620, help="pages of the site")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--resume", action="store_true", help="keep what was measured, measure the rest")
    parser.add_argument("--minutes", type=float, default=10.0, help="after which a run is stopped")
    parser.add_argument("--results", type=Path, default=FILE, help="file to write")
    given = parser.parse_args()
    pages = samples(given.folders)
    bodies = [page.body for page in pages]
    about = machine() | {"pages": given.pages, "bodies": len(bodies), "real": bool(given.folders)}
    results = Results.load(given.results) if given.resume and given.results.exists() else None
    if results and results.about != about:
        sys.exit(f"{given.results} was measured on something else: leave out --resume, or name another file")
    results = results or Results(given.results, about)
    adopt()
    with tempfile.TemporaryDirectory() as name, served(Path(name), bodies, given.pages) as site:
        for number in range(given.rounds):
            for candidate in CANDIDATES.values():
                if candidate.name not in (given.only or NAMES) or candidate.name in results.round(number):
                    continue
                entry, versions = run(candidate, site, given.minutes * 60)
                results.keep(number, candidate.name, entry, versions)
                print(f"round {number + 1}  {candidate.name:20}{told(entry)}", flush=True)
    if READ_CPU in (given.only or NAMES) and READ_CPU not in results.round(0):
        for number, found in enumerate(compare(pages, given.rounds)):
            results.keep(number, READ_CPU, found, {})
            print(f"round {number + 1}  {READ_CPU:20}{found}", flush=True)
    draw(results, PLOT if given.results == FILE else given.results.with_suffix(".svg"))
    print(table(results))


def run(candidate: Candidate, site: Site, seconds: float) -> tuple[Entry, dict[str, str]]:
    """Run a candidate in an empty folder; return what it took, or why it did not come to its end."""
    work = site.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    pages = candidate.pages(site)
    versions: dict[str, str] = {}
    try:
        python = python_of(candidate.name, candidate.installs)
        versions = versions_of(python, candidate.packages)
        place = Place(python, site.list_of(pages), work, site.folder / "pages")
        cost = Cost(0.0, 0.0, 0.0)
        for command in candidate.commands(place):
            cost += measured(command, work, seconds)
        texts = candidate.texts(work)
    except (UninstallableError, FailedError) as error:
        return {"pages": pages, "reason": str(error)}, versions
    except Exception as error:  # noqa: BLE001  (what a peer left behind can be broken in any way)
        return {"pages": pages, "reason": f"left nothing to count: {error}"}, versions
    entry = {"seconds": cost.seconds, "cpu": cost.cpu, "megabytes": cost.megabytes}
    return {"pages": pages, "texts": texts} | {
        name: round(value, 2) for name, value in entry.items()
    }, versions


def told(entry: Entry) -> str:
    """Return a run as a line."""
    if "reason" in entry:
        return str(entry["reason"])
    speed, cpu = entry["pages"] / entry["seconds"], 1000 * entry["cpu"] / entry["pages"]
    return (
        f"{entry['pages']:5} pages {entry['seconds']:7.1f} s {speed:6.1f}/s {cpu:6.1f} ms CPU/page "
        f"{entry['megabytes']:6.0f} MiB {entry['texts']:5} texts"
    )


if __name__ == "__main__":
    main()
