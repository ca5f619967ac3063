"""How much of what a text's queries find is about the same.

    python benchmarks/terms.py FOLDER [--texts N]

FOLDER holds one file of JSON lines per topic (`politics.jsonl.gz`, with `id`, `topic`, `title` and
`text`), all in English. Each of N texts in turn is a seed: what its queries ask for is looked up in
a full-text index of all others, title and text, the ten best matches by BM25. Compared are queries
of words drawn at random from the text, and of those with the highest TF-IDF, in tuples as large.

"any" looks for some of the terms, as web search engines do, "all" for every one, as news archives
do; an index of 1,438 texts knows little with all of three.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from focus.stories import Story, load

from crawler.discover.queries import queries
from crawler.discover.terms import terms_of
from crawler.judges.relevance.sketch import Sketch, cosine, sketch
from crawler.records import Seed
from crawler.settings import Discovery

FOUND = 10  # matches looked at of each query
NEAR = 5  # texts that are nearest to a seed
LIMITS = Discovery(probes=0)
SIZES = (2, 3, 3, 4)
MAKE = "create virtual table stories using fts5(title, text, tokenize='unicode61 remove_diacritics 2')"
FILL = "insert into stories (rowid, title, text) values (?, ?, ?)"
ASK = "select rowid from stories where stories match ? and rowid <> ? order by bm25(stories, 3, 1) limit ?"
Tuples = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Index:
    """All texts, and where they are looked up."""

    stories: Sequence[Story]
    sketches: Sequence[Sketch]
    connection: sqlite3.Connection

    @classmethod
    def of(cls, stories: Sequence[Story]) -> Index:
        """Index texts."""
        connection = sqlite3.connect(":memory:")
        connection.execute(MAKE)
        connection.executemany(FILL, ((n, story.title, story.text) for n, story in enumerate(stories)))
        return cls(stories, [sketch(story.title, story.text, "en") for story in stories], connection)

    def ask(self, terms: Sequence[str], word: str, seed: int) -> list[int]:
        """Return the best matches but for the seed itself."""
        asked = f" {word} ".join(f'"{term.replace(chr(34), " ")}"' for term in terms)
        return [row for (row,) in self.connection.execute(ASK, (asked, seed, FOUND))]

    def near(self, seed: int) -> set[int]:
        """Return the texts that have most in common with a seed, by TF-IDF over all of their words."""
        own = self.sketches[seed].words
        others = (n for n in range(len(self.stories)) if n != seed)
        return set(sorted(others, key=lambda n: -cosine(own, self.sketches[n].words))[:NEAR])


def ours(index: Index, seed: int) -> Tuples:
    """Ask as discovery does."""
    story = index.stories[seed]
    one = Seed(story.id, story.text, story.title, language="en")
    return [query.terms for query in queries(one, terms_of(one, LIMITS), LIMITS)]


def heaviest(index: Index, seed: int) -> Tuples:
    """Ask for the words with the highest TF-IDF, the title counted three times."""
    words = index.sketches[seed].words
    return drawn(sorted(words, key=lambda word: (-words[word], word))[: LIMITS.terms], seed)


def any_words(index: Index, seed: int) -> Tuples:
    """Ask for any words that are not the most frequent ones."""
    words = sorted(index.sketches[seed].words)
    return drawn(random.Random(seed).sample(words, min(LIMITS.terms, len(words))), seed)


def drawn(words: Sequence[str], seed: int) -> Tuples:
    """Draw tuples of words."""
    dice = random.Random(seed)
    return [dice.sample(words, min(dice.choice(SIZES), len(words))) for _ in range(LIMITS.queries)]


WAYS: dict[str, Callable[[Index, int], Tuples]] = {
    "any words": any_words, "highest TF-IDF": heaviest, "terms": ours,
}  # fmt: skip


def main() -> None:
    """Print one line per way and kind of search."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=300, help="texts that are seeds")
    arguments = parser.parse_args()
    index = Index.of(load(arguments.folder))
    seeds = random.Random(3).sample(range(len(index.stories)), min(arguments.texts, len(index.stories)))
    near = {seed: index.near(seed) for seed in seeds}
    print(f"{len(seeds)} seeds among {len(index.stories)} texts")
    print("| queries of | matching | of its topic | nearest 5 found | texts found | queries without any |")
    print("|---|---|---|---|---|---|")
    for word, kind in (("OR", "any"), ("AND", "all")):
        for name, way in WAYS.items():
            print(f"| {name} | {kind} | {figures(index, way, word, near)} |", flush=True)


def figures(index: Index, way: Callable[[Index, int], Tuples], word: str, near: dict[int, set[int]]) -> str:
    """Return what a way comes to, over all seeds."""
    right, recall, distinct, empty = [], [], [], []
    for seed, nearest in near.items():
        answers = [index.ask(terms, word, seed) for terms in way(index, seed)]
        found = [row for answer in answers for row in answer]
        topic = index.stories[seed].topic
        right += [mean(index.stories[row].topic == topic for row in found)] if found else []
        recall.append(len(nearest.intersection(found)) / len(nearest))
        distinct.append(len(set(found)))
        empty += [not answer for answer in answers]
    return f"{mean(right):.3f} | {mean(recall):.0%} | {mean(distinct):.0f} | {mean(empty):.0%}"


if __name__ == "__main__":
    main()
