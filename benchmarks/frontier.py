"""Claiming and saving with a large frontier: cost per address, and memory.

    python benchmarks/frontier.py [--urls 1000000] [--hosts 10000]

Plants synthetic addresses into a temporary corpus, then claims and settles them in batches as
a crawl does, then weighs all that are queued anew, as a crawl does in the background when it has
learned. Prints milliseconds per address (median and 95th percentile of the batches), seconds for the
whole queue with the longest slice, and the memory of the process.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

from crawler.corpus import Corpus
from crawler.corpus.database import transaction
from crawler.corpus.run import Run
from crawler.focus.chance import chance
from crawler.reasons import Reason
from crawler.records import Kind, Page, Reading, Target
from crawler.settings import Settings

PLANTED_AT_ONCE = 1_000
BLOCKS = 1_000
LINKS = (
    "insert into contents (id, block) select id, id from blocks",
    """insert into entries (content, target, anchor, position, score)
select block, id, 'A headline of the usual length about ' || id, id, 500 from frontier where id > 1""",
    "insert into shown (page, content, position) select 1, id, 0 from contents",
)
BATCH = 24  # what a crawl's window takes at a time


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=10_000)
    parser.add_argument("--batches", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frontier.db"
        with Corpus(path, create=True) as corpus:
            seconds = fill(corpus, given.urls, given.hosts)
            size = path.stat().st_size / given.urls
            rate = given.urls / seconds
            print(f"{given.urls} addresses on {given.hosts} hosts: {rate:.0f}/s, {size:.0f} B each")
            measure(corpus, given.batches)
            weigh_anew(corpus)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {memory:.0f} MiB")


def fill(corpus: Corpus, urls: int, hosts: int) -> float:
    """Plant addresses with random priorities, half of them on a tenth of the hosts; return seconds."""
    dice = random.Random(7)
    corpus.frontier.know_host("host0.example")
    corpus.connection.executemany(
        "insert into blocks (host, kind, heading, path) values ('host0.example', 'related', ?, '')",
        [(str(number),) for number in range(BLOCKS)],
    )
    corpus.frontier.add(Target("http://host0.example/"))
    start = time.perf_counter()
    for first in range(0, urls, PLANTED_AT_ONCE):
        targets = []
        for number in range(first, min(first + PLANTED_AT_ONCE, urls)):
            host = dice.randrange(hosts // 10 if number % 2 else hosts)
            url = f"http://host{host}.example/story/{number}/a-headline-of-usual-length"
            parts = {"kind": round(dice.uniform(-3, 3), 2), "anchor": -1.5, "page": 0.9}
            targets.append(
                Target(url, Kind.RELATED, 1, chance(parts), parts, block=1 + number % BLOCKS, via=1)
            )
        with transaction(corpus.connection):
            corpus.frontier.add_all(targets)
    return time.perf_counter() - start


def measure(corpus: Corpus, batches: int) -> None:
    """Claim and settle batches; print what each address costs."""
    run = Run.start(corpus, Settings().with_values("crawl", per_host=200))
    claims, saves = [], []
    for _ in range(batches):
        start = time.perf_counter()
        targets = run.claim(BATCH)
        claimed = time.perf_counter()
        run.save([Reading(target, Page(target.url, status=404, reason=Reason.GONE)) for target in targets])
        claims.append((claimed - start) / len(targets))
        saves.append((time.perf_counter() - claimed) / len(targets))
    for name, values in (("claim", claims), ("settle", saves)):
        median, late = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"{name}: {median * 1000:.3f} ms per address (95 %: {late * 1000:.3f} ms)")


def weigh_anew(corpus: Corpus) -> None:
    """Weigh the whole queue anew after every second block has yielded nothing; print what it costs."""
    for sql in LINKS:
        corpus.connection.execute(sql)
    run = Run.start(corpus, Settings())
    yields = run.saver.yields
    with transaction(corpus.connection):
        for number in range(10 * BLOCKS):
            yields.count(
                Target("http://host0.example/", Kind.RELATED), 1 + number % BLOCKS, kept=number % 2 == 0
            )
    for number in range(500):
        yields.lexicon.learn(f"a headline word{number}", "", is_near=number % 2 == 0)
    slices = []
    start = time.process_time()
    while run.learn():
        slices.append(time.process_time() - start - sum(slices))
    print(
        f"weigh anew: {sum(slices):.1f} s of CPU, {len(slices)} slices, longest {max(slices) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
