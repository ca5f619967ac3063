"""What merging one corpus into another costs, by step, in CPU time: python benchmarks/merge.py [ARTICLES]."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from crawler.clock import now
from crawler.corpus import Corpus
from crawler.corpus.merging.merge import merge
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.likeness.shingles import fingerprint
from crawler.records import Article, Kind, Link, Page, Reading, Target
from crawler.settings import Settings

SETTINGS = Settings().with_values("manners", delay=0.0).with_values("archive", enabled=False)
WORDS, LINKS, HOSTS, BATCH = 480, 30, 200, 50
DICE = random.Random(3)
VOCABULARY = ["".join(DICE.choices("abcdefghiklmnoprstu", k=3 + n % 7)) for n in range(30_000)]


def reading(target: Target, name: str, articles: int) -> Reading:
    """Make a page of a text and links to others of the same corpus."""
    text = " ".join(DICE.choices(VOCABULARY, k=WORDS))
    urls = {address(name, DICE.randrange(articles * 4)): position for position in range(LINKS)}
    links = tuple(Link(url, Kind.RELATED, "Related", "More", position) for url, position in urls.items())
    targets = tuple(Target(link.url, link.kind, 2, 0.5, via=target.id) for link in links)
    article = Article(f"Story {target.id}", text, words=WORDS, language="en", extractor="made up")
    page = Page(target.url, target.url, 200, fetched_at=now())
    return Reading(target, page, article, links, targets=targets, fingerprint=fingerprint(text))


def address(name: str, number: int) -> str:
    """Return the address of a story."""
    return f"https://h{number % HOSTS}.{name}.example/story-{number}"


def fill(path: Path, name: str, articles: int) -> None:
    """Make a corpus."""
    with Corpus(path, create=True) as corpus:
        run = Run.start(corpus, SETTINGS)
        for start in range(0, articles, BATCH):
            targets = [Target(address(name, number), priority=0.5) for number in range(start, start + BATCH)]
            found = corpus.frontier.add_all(targets)
            ours = [replace(target, id=number) for target, (number, _) in zip(targets, found, strict=True)]
            run.save([reading(target, name, articles) for target in ours])
        run.finish(Stop.FILES)


def main(articles: int) -> None:
    """Make two corpora, merge them, and do it again."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.db") for name in ("one", "two")]
        for path in paths:
            fill(path, path.stem, articles)
        corpora = [Corpus(path) for path in paths]
        for what in ("merged", "merged again"):
            steps: dict[str, float] = {}
            last = time.process_time()

            def watch(step: str, _done: int, _all: int, steps: dict[str, float] = steps) -> None:
                nonlocal last
                steps[step] = steps.get(step, 0.0) + time.process_time() - last
                last = time.process_time()

            start = last
            merge(Path(folder, "all.db"), corpora, SETTINGS, watch)
            seconds = time.process_time() - start
            print(f"{what}: {seconds:.2f} s, {1000 * seconds / articles:.2f} ms an article")
            print("  " + ", ".join(f"{step} {spent:.2f}" for step, spent in steps.items()))
        for corpus in corpora:
            corpus.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
