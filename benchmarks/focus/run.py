"""Measure how well the crawl keeps to a topic, beside three other ways to walk the same webs.

    python benchmarks/focus/run.py FOLDER [--graphs 2] [--seeds 3] [--json FILE] [--plot FILE.svg]

FOLDER holds one NAME.jsonl.gz a topic. Each topic is sought in each web from each of several of
its stories; given are means and 95 % intervals over all of these walks. A fetch counts if it brings
a story of the topic that was not there before: copies, other topics and list pages don't.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import NormalDist, mean, stdev

from stories import Story, load
from walks import Reads, breadth_first, by_page, corpuscle, keywords_only
from web import Shape, Web, build

from crawler.reader import Reader
from crawler.records import Seed
from crawler.settings import Settings

BUDGET = 0.25  # of the web
NORMAL = NormalDist().inv_cdf(0.975)
WALKS = ("corpuscle", "best-first by page", "keyword blocks", "breadth-first")


@dataclass(frozen=True, slots=True)
class Walk:
    """What one walk found: after how many fetches each new story came."""

    way: str
    topic: str
    size: int
    """Stories of the topic in the web."""
    pages: int
    """Pages of the web."""
    found: tuple[int, ...] = field(repr=False)
    """Numbers of the fetches that brought a new story of the topic."""
    fetched: int = 0

    def harvest(self, budget: int) -> float:
        """Return new stories of the topic per page fetched, at a budget."""
        return sum(number < budget for number in self.found) / budget

    def recall(self, budget: int) -> float:
        """Return which share of the topic was found within a budget."""
        return sum(number < budget for number in self.found) / self.size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--graphs", type=int, default=2, help="webs, each of another graph seed")
    parser.add_argument("--seeds", type=int, default=3, help="seed stories a topic and web")
    parser.add_argument("--ways", nargs="+", choices=WALKS, default=WALKS)
    parser.add_argument("--json", type=Path, help="write every walk to this file")
    given = parser.parse_args()
    walks = list(measure(load(given.folder), given.graphs, given.seeds, given.ways))
    if given.json:
        given.json.write_text(json.dumps([vars_of(walk) for walk in walks]))
    report(walks)


def measure(stories: Sequence[Story], graphs: int, seeds: int, ways: Sequence[str]) -> Iterator[Walk]:
    """Walk every web for every topic from every seed."""
    for graph in range(graphs):
        web = build(stories, Shape(), graph)
        reads = Reads(web)
        for topic in sorted({story.topic for story in stories}):
            starts = random.Random(f"{graph} {topic}").sample([s for s in stories if s.topic == topic], seeds)
            for story in starts:
                for way in ways:
                    start = time.process_time()
                    walk = take(way, web, reads, story)
                    note = f"{graph} {topic} {story.id} {way}: {walk.harvest(int(BUDGET * walk.pages)):.3f}"
                    print(f"{note}  ({time.process_time() - start:.0f} s)", file=sys.stderr)
                    yield walk


def take(way: str, web: Web, reads: Reads, story: Story) -> Walk:
    """Walk from one story, twice the topic's size far or the budget, whichever is more."""
    url = web.first[story.id]
    size = len(web.on_topic(story.topic))
    budget = max(2 * size, int(BUDGET * len(web.pages)))
    walk = islice(addresses(way, reads, Seed(url, story.text, story.title, url, language="en")), budget)
    seen: set[str] = set()
    found = []
    fetched = 0
    for fetched, address in enumerate(walk, 1):
        here = web.stories.get(address)
        if here and here.topic == story.topic and here.id not in seen:
            seen.add(here.id)
            found.append(fetched - 1)
    return Walk(way, story.topic, size, len(web.pages), tuple(found), fetched)


def addresses(way: str, reads: Reads, seed: Seed) -> Iterator[str]:
    """Start a walk."""
    settings = free()
    url = seed.url or ""
    if way == "corpuscle":
        return corpuscle(reads, seed, settings)
    if way == "breadth-first":
        return breadth_first(reads, url)
    if way == "keyword blocks":
        return keywords_only(reads, url)
    return by_page(reads, url, Reader.make(settings, [seed]).follow.relevance)


def free() -> Settings:
    """Return settings without limits and delays: the walk ends, not the crawl."""
    settings = Settings().with_values("crawl", pages=0, per_host=0, depth=100)
    settings = settings.with_values("focus", min_chance=0.0)
    return settings.with_values("manners", delay=0.0)


def report(walks: Sequence[Walk]) -> None:
    """Print a table of the ways."""
    print(f"{'':<20} harvest at 25 % of the web   recall at twice the topic   fetched   walks")
    rates = {}
    for way in dict.fromkeys(walk.way for walk in walks):
        mine = [walk for walk in walks if walk.way == way]
        harvests = [walk.harvest(int(BUDGET * walk.pages)) for walk in mine]
        recalls = [walk.recall(2 * walk.size) for walk in mine]
        rates[way] = mean(harvests)
        fetched = mean(walk.fetched for walk in mine)
        print(f"{way:<20} {spread(harvests):<28} {spread(recalls):<27} {fetched:<9.0f} {len(mine)}")
    for way, rate in rates.items():
        if way != "corpuscle" and "corpuscle" in rates:
            print(f"corpuscle / {way}: {rates['corpuscle'] / rate:.2f}")


def spread(values: Sequence[float]) -> str:
    """Return mean and half a 95 % interval."""
    half = NORMAL * stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return f"{mean(values):.3f} ± {half:.3f}"


def vars_of(walk: Walk) -> dict[str, object]:
    """Return a walk as JSON has it."""
    return {name: getattr(walk, name) for name in Walk.__slots__}


if __name__ == "__main__":
    main()
