"""What the archive costs a crawl: the same crawl with and without, in turn, round by round.

    python benchmarks/archive.py [FOLDER …] [--pages 400] [--rounds 3]

Folders as in crawl.py. Prints the time of each crawl, the ratios of the rounds and their median.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

import crawl

STATES = {"on": "true", "off": "false"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    plain = crawl.SETTINGS
    ratios, cpu = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = crawl.write_pages(folder / "pages", list(crawl.sources(given.folders)), given.pages)
        with crawl.served(folder) as port:
            urls = [f"http://127.0.0.{1 + i % crawl.HOSTS}:{port}/{page}" for i, page in enumerate(pages)]
            (folder / "pages.urls").write_text("\n".join(urls) + "\n")
            for number in range(given.rounds):
                results = {}
                # each goes first every other time
                for state in sorted(STATES, reverse=bool(number % 2)):
                    crawl.SETTINGS = f"{plain}[archive]\nenabled = {STATES[state]}\n"
                    print(f"archive {state:3}  ", end="")
                    results[state] = crawl.run("corpuscle", folder)
                ratios.append(results["off"].seconds / results["on"].seconds)
                cpu.append(results["on"].cpu / results["off"].cpu)
    print(
        f"\nwith the archive a crawl has {statistics.median(ratios):.2f} × the speed it has without", end=""
    )
    print(f" ({min(ratios):.2f}–{max(ratios):.2f}), and takes {statistics.median(cpu):.2f} × the CPU", end="")
    print(f" ({min(cpu):.2f}–{max(cpu):.2f})")


if __name__ == "__main__":
    main()
