"""A crawl on a cluster whose crawlers, readers and nodes are killed at random moments.

    python benchmarks/scale_kills.py [--kills 10] [--seed 1] [--delay 0.3]

Crawls the demo web alone, then on a cluster of a head and two nodes with three crawlers, and kills with
SIGKILL what the dice say: a crawler, the process of a reading task, or a whole node, which is replaced by a
new one. Then it compares: articles and texts must be the same, every address settled, none stored twice, and
no host asked by two at once or within its delay. Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from clusters import RunningCluster, kill  # noqa: E402  (the tests are no package)
from console import begin, corpuscle  # noqa: E402

from crawler.demo import DemoWeb  # noqa: E402

SEED = Path(__file__).parents[1] / "seeds" / "demo.md"
SETTINGS = """
[manners]
delay = {delay}
slow_answers = 0.0
timeout = 5.0
allow_private = true
retry_minutes = 0.001
longest_delay = {delay}
[crawl]
depth = 100
pages = 0
per_host = 0
[focus]
min_chance = 0.0
tunnel = 100
[reading]
workers = 1
"""
TITLES = {"crawler": "CrawlerActor", "reader": "ray::read"}
BETWEEN = (2, 14)  # requests between two kills: what dies often enough never gets anywhere


def main() -> None:
    """Crawl twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.3)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        alone, together = (Path(folder) / name for name in ("alone", "together"))
        for place, delay in ((alone, 0.0), (together, given.delay)):
            place.mkdir()
            (place / "corpuscle.toml").write_text(SETTINGS.format(delay=delay))
        with DemoWeb() as web:
            corpuscle("crawl", SEED, *starts(web), cwd=alone, timeout=600)
        with DemoWeb(delay=0.01) as web, RunningCluster() as cluster:
            killed = disturbed(cluster, web, together, dice, given.kills)
            print(f"killed: {dict(killed)}")
            sys.exit(not compare(alone, together, web, given.delay))


def starts(web: DemoWeb) -> list[str]:
    """Return where to begin."""
    return [argument for url in web.start_urls for argument in ("--start", url)]


def disturbed(
    cluster: RunningCluster, web: DemoWeb, folder: Path, dice: random.Random, kills: int
) -> Counter[str]:
    """Crawl and kill; return what was killed."""
    killed = Counter[str]()
    process = begin("crawl", SEED, *starts(web), "--ray", cluster.address, "--crawlers", "3", cwd=folder)
    began = time.monotonic()
    while process.poll() is None and killed.total() < kills:
        until = len(web.requests) + dice.randint(*BETWEEN)
        while len(web.requests) < until and process.poll() is None:
            time.sleep(0.05)
        time.sleep(dice.random())
        what = dice.choice(["crawler", "reader", "node"])
        if what == "node":
            cluster.kill_node()
            cluster.add_node()
        elif found := cluster.workers(TITLES[what]):
            kill(dice.choice(found))
        else:
            continue
        killed[what] += 1
        print(f"{time.monotonic() - began:6.1f} s  {what} killed, {len(web.requests)} requests", flush=True)
    _, err = process.communicate(timeout=600)
    print(f"ended with {process.returncode}: {err.splitlines()[-1:]}")
    return killed


def compare(alone: Path, together: Path, web: DemoWeb, delay: float) -> bool:
    """Print what differs; say whether nothing does."""
    found, wanted = articles(together), articles(alone)
    same = found == wanted
    open_ones = rows(together, "select count(*) from frontier where status in ('queued', 'claimed')")[0][0]
    answered = defaultdict(list)
    for request in web.requests:
        answered[request.host].append(request.time)
    shortest = min(after - before for times in answered.values() for before, after in pairwise(sorted(times)))
    asked = Counter((one.host, one.path) for one in web.requests)
    print(
        f"articles {len(found)} of {len(wanted)}, {'the same' if same else 'NOT THE SAME'}; "
        f"{open_ones} addresses not settled; {sum(asked.values()) - len(asked)} requests made again of "
        f"{len(web.requests)}; shortest gap {shortest:.3f} s of {delay:g} s; restarts "
        f"{rows(together, 'select sum(restarts) from crawlers')[0][0]}"
    )
    return same and not open_ones and shortest >= delay


def articles(folder: Path) -> list[tuple[str, str]]:
    """Return path and text of every article read, whatever port the web ran on."""
    found = rows(folder, "select url, digest from articles")
    return sorted((f"{urlsplit(url).hostname}{urlsplit(url).path}", digest) for url, digest in found)


def rows(folder: Path, sql: str) -> list[tuple]:
    """Ask the corpus in a folder."""
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


if __name__ == "__main__":
    main()
