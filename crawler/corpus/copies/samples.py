"""The index of samples: which kept articles have runs of words in common with a text."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from sys import byteorder

from ...records import Fingerprint

# Articles in which a sample may stand before it says nothing any more: a phrase of the trade, or
# what a site writes under all of its texts. Copies are not in the index, so that a text which a
# thousand sites took over does not count as such.
COMMON = 16
FEWEST_SHARED = 2  # samples; of copies with every fifth word changed, 99 of 100 share five and more
MOST_CANDIDATES = 8  # looked at closely, those that share the most and the rarest first

LOOK_UP = "select sample, article from samples where sample in (select value from json_each(?))"
STORED = "select scheme, samples from fingerprints where article = ?"
STORE = "insert into fingerprints (article, scheme, samples) values (?, ?, ?)"
FORGET = "delete from fingerprints where article = ?"
ADD = "insert into samples (sample, article) values (?, ?) on conflict do nothing"
REMOVE = "delete from samples where article = ? and sample in (select value from json_each(?))"

Having = dict[int, list[int]]
"""Sample → articles in which it stands."""


class Samples:
    """The tables `fingerprints` and `samples`, inside the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def put(self, article: int, fingerprint: Fingerprint, having: Having | None = None) -> bool:
        """Make sure that an article can be found by its fingerprint; say whether that is news.

        `having` is what `having` returned for the fingerprint, if nothing has changed since.
        """
        stored = self.stored(article)
        if stored == fingerprint:
            return False
        if stored:
            self.remove(article)
        values = (article, fingerprint.scheme, packed(fingerprint.samples))
        self.connection.execute(STORE, values)
        if having is None or stored:
            having = self.having(fingerprint)
        rare = [(one, article) for one in fingerprint.samples if len(having.get(one, ())) < COMMON]
        self.connection.executemany(ADD, rare)
        return True

    def remove(self, article: int) -> None:
        """Make sure that an article is not found."""
        stored = self.stored(article)
        if stored:
            self.connection.execute(REMOVE, (article, json.dumps(stored.samples)))
            self.connection.execute(FORGET, (article,))

    def stored(self, article: int) -> Fingerprint | None:
        """Return the fingerprint by which an article is found now."""
        row = self.connection.execute(STORED, (article,)).fetchone()
        return Fingerprint(row["scheme"], unpacked(row["samples"])) if row else None

    def having(self, fingerprint: Fingerprint) -> Having:
        """Return which articles have each sample of a text, of those that any has."""
        having: Having = {}
        for sample, article in self.connection.execute(LOOK_UP, (json.dumps(fingerprint.samples),)):
            having.setdefault(sample, []).append(article)
        return having


def candidates(article: int, having: Having) -> list[int]:
    """Return articles that may have a good part of a text in common, the likeliest first."""
    shared: Counter[int] = Counter()
    weight: dict[int, float] = defaultdict(float)
    for others in having.values():
        if len(others) < COMMON:
            shared.update(others)
            for other in others:
                weight[other] += 1 / len(others)
    found = [other for other, n in shared.items() if n >= FEWEST_SHARED and other != article]
    return sorted(found, key=lambda other: (-weight[other], other))[:MOST_CANDIDATES]


def packed(samples: Sequence[int]) -> bytes:
    """Return samples as bytes, the same on every machine."""
    numbers = array("i", samples)
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(stored: bytes) -> tuple[int, ...]:
    """Return the samples in stored bytes."""
    numbers = array("i", stored)
    if byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)
