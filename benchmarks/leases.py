"""Many crawlers at one desk: whether hosts are shared fairly, nobody starves, and memory stays bounded.

    python benchmarks/leases.py [--crawlers 200] [--hosts 100000] [--urls 1] [--deaths 0.0002]

Synthetic crawlers claim from the frontier of a real corpus, in a time of its own that passes only while
everybody waits (`tests/swarm.py`). Printed: pages of the crawlers that had least and most, the longest
wait for an answer, what the desk held at most, the shortest gap of a host, CPU per page, and memory.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from swarm import Swarm  # noqa: E402  (the tests are no package)


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crawlers", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=100_000)
    parser.add_argument("--urls", type=int, default=1)
    parser.add_argument("--deaths", type=float, default=0.0002)
    given = parser.parse_args()
    swarm = Swarm(given.crawlers, given.hosts, given.urls, deaths=given.deaths)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        states = swarm.run(Path(folder) / "corpus.db")
        spent = time.process_time() - start
    pages = [swarm.pages[number] for number in range(given.crawlers)]
    total = sum(pages)
    print(f"{given.crawlers} crawlers, {given.hosts} hosts, {given.hosts * given.urls} addresses: {states}")
    print(f"{len(swarm.asked)} hosts were asked; {swarm.died} crawlers died and came back")
    print(f"pages per crawler: {min(pages)} to {max(pages)}, {total / len(pages):.0f} on average")
    print(f"longest wait for an answer {swarm.longest_wait:.2f} s of {swarm.time.seconds:.0f} s")
    print(f"most leases {swarm.most_leases}, most targets under way {swarm.most_targets}")
    print(f"shortest gap of a host {min(swarm.gaps(), default=float('inf')):.2f} s of {swarm.delay:g} s")
    print(f"{spent * 1000 / total:.2f} ms of CPU per page, planting and crawlers included")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
