"""What stands beside a word more often than chance would have it."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ...corpus.search import SEPARATOR
from .marked import CLOSE, MARKS, OPEN
from .sample import Sample, draw, draw_others, texts
from .selection import Selection
from .tokens import GAP, Counts, count, folded, tokens, with_pairs

LEAST = 3  # times beside the word: below it logDice and MI tell about single sentences
WINDOWS = (1, 2, 3, 5, 10)
MARKED = """select highlight(articles_fts, 1, :open, :close) from articles_fts
where articles_fts match :match and +articles_fts.rowid in (select value from json_each(:ids))"""
ORDERS = ("log_dice", "t_score", "mutual_information", "beside")


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word, how often it stands beside the one asked for, and how unlikely that is."""

    word: str
    beside: int
    left: int
    right: int
    frequency: float
    """How often it stands anywhere, in as much text as was looked at."""
    log_dice: float
    t_score: float
    mutual_information: float


@dataclass(frozen=True, slots=True)
class Collocations:
    """The collocates of a word, and what they were counted in."""

    collocates: list[Collocate]
    nodes: int
    """How often the word itself stands there."""
    here: Sample
    there: Sample


@dataclass(slots=True)
class Beside:
    """Words beside a node, counted."""

    nodes: int = 0
    places: int = 0
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, left: list[str], right: list[str], *, has_cjk: bool) -> None:
        """Count what stands around one node, as the search finds it."""
        self.nodes += 1
        self.places += len(left) + len(right)
        self.left.update(with_pairs(left) if has_cjk else left)
        self.right.update(with_pairs(right) if has_cjk else right)


def collocations(connection: sqlite3.Connection, asked: Selection, window: int) -> Collocations:
    """Compare what stands beside words with how often it stands anywhere in the texts asked for."""
    if not asked.q:
        return Collocations([], 0, Sample(), Sample())
    here = draw(connection, asked)
    there = draw_others(connection, asked, replace(asked, q=""), here)
    beside, with_it = count_beside(marked(connection, asked, here), window)
    without = count(texts(connection, there), is_within=False)
    share = there.weight / here.weight if here.ids else 0.0
    return Collocations(list(collocates(beside, with_it, without, share)), beside.nodes, here, there)


def marked(connection: sqlite3.Connection, asked: Selection, here: Sample) -> Iterator[str]:
    """Yield the texts drawn, what was asked for in marks."""
    values = {"ids": json.dumps(here.ids), "match": asked.match, "open": OPEN, "close": CLOSE}
    for (text,) in connection.execute(MARKED, values):
        yield text.replace(SEPARATOR, "")


def count_beside(marked_texts: Iterable[str], window: int) -> tuple[Beside, Counts]:
    """Count the words beside each node, and all words of the texts."""
    beside, counts = Beside(), Counts(is_within=False)
    for text in marked_texts:
        found: list[str] = []
        nodes: list[tuple[int, int]] = []
        for index, piece in enumerate(MARKS.split(text)):
            start = len(found)
            found += tokens(piece)
            if index % 2:
                nodes.append((start, len(found)))
        plain = found if text.isascii() else list(map(folded, found))
        has_cjk = GAP in found
        for start, end in nodes:
            left, right = plain[max(0, start - window) : start], plain[end : end + window]
            beside.add(left, right, has_cjk=has_cjk)
        counts.add(found)
    return beside, counts


def collocates(beside: Beside, here: Counts, there: Counts, share: float) -> Iterator[Collocate]:
    """Yield the words that stand beside the node more often than by chance.

    `share` is how many texts of `there` each text of `here` comes with.
    """
    words = here.words + share * there.words
    spelled = here.spellings()
    for word, times in (beside.left + beside.right).items():
        frequency = here.times[word] + share * there.times[word]
        by_chance = beside.places * frequency / words
        if times >= LEAST and times > by_chance:
            yield Collocate(
                spelled.get(word, word),
                times,
                beside.left[word],
                beside.right[word],
                frequency,
                log_dice(times, beside.nodes, frequency),
                (times - by_chance) / math.sqrt(times),
                math.log2(times / by_chance),
            )


def log_dice(together: float, one: float, other: float) -> float:
    """Return logDice: 14 for words always together, 1 less for half as often; any corpus size."""
    return 14 + math.log2(2 * together / (one + other))
