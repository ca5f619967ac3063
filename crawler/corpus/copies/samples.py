"""The index of samples: which kept articles have runs of words in common with a text."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import byteorder
from zlib import crc32

from ...records import Fingerprint
from .buckets import FIRST, MOST_ARTICLES, REST, bucket_of, entry, owners, without

# Articles in which a sample may stand before it says nothing any more: a phrase of the trade, or
# what a site writes under all of its texts. Copies are not in the index, so that a text which a
# thousand sites took over does not count as such.
COMMON = 16
FEWEST_SHARED = 2  # samples; of copies with every fifth word changed, 99 of 100 share five and more
MOST_CANDIDATES = 8  # looked at closely, those that share the most and the rarest first

LOOK_UP = "select bucket, entries from json_each(?) cross join samples on bucket = value"
STORED = "select scheme, samples from fingerprints where article = ?"
STORE = "insert into fingerprints (article, scheme, samples) values (?, ?, ?)"
FORGET = "delete from fingerprints where article = ?"
WRITE = "insert or replace into samples (bucket, entries) values (?, ?)"
EMPTY = "delete from samples where bucket = ?"


@dataclass(frozen=True, slots=True)
class Having:
    """What the index says of the samples of a text."""

    articles: Mapping[int, Sequence[int]]
    """Sample → articles in which it stands, of those that stand in any."""
    buckets: Mapping[int, bytes]
    """What stands in the buckets of all of them now."""


class Samples:
    """The tables `fingerprints` and `samples`, inside the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def put(self, article: int, fingerprint: Fingerprint, having: Having | None = None) -> bool:
        """Make sure that an article can be found by its fingerprint; say whether that is news.

        `having` is what `having` returned for the fingerprint, if nothing has changed since.
        """
        stored, wanted = self.stored(article), (fingerprint.scheme, packed(fingerprint.samples))
        if stored == wanted:
            return False
        if stored:
            self.remove(article)
        self.connection.execute(STORE, (article, *wanted))
        if having is None or stored:
            having = self.having(fingerprint)
        self.connection.executemany(WRITE, grown(article, fingerprint, having).items())
        return True

    def remove(self, article: int) -> None:
        """Make sure that an article is not found."""
        stored = self.stored(article)
        if stored:
            for bucket, entries in self.buckets(buckets_of(stored[1])).items():
                rest = without(entries, article)
                if not rest:
                    self.connection.execute(EMPTY, (bucket,))
                elif rest != entries:
                    self.connection.execute(WRITE, (bucket, rest))
            self.connection.execute(FORGET, (article,))

    def stored(self, article: int) -> tuple[int, bytes] | None:
        """Return scheme and packed samples by which an article is found now."""
        row = self.connection.execute(STORED, (article,)).fetchone()
        return (row["scheme"], row["samples"]) if row else None

    def buckets(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return the entries of buckets, of those that have any."""
        # a list of numbers is JSON as it is
        return dict(self.connection.execute(LOOK_UP, (str(list(numbers)),)).fetchall())

    def having(self, fingerprint: Fingerprint) -> Having:
        """Return which articles have each sample of a text, of those that any has."""
        buckets = self.buckets(map(bucket_of, fingerprint.samples))
        found: dict[int, list[int]] = {}
        for one in fingerprint.samples:
            if (entries := buckets.get(bucket_of(one))) and (articles := owners(entries, one)):
                found[one] = articles
        return Having(found, buckets)


def grown(article: int, fingerprint: Fingerprint, having: Having) -> dict[int, bytes]:
    """Return the buckets in which an article is new, as they are to be."""
    buckets: dict[int, bytes] = {}
    for sample in fingerprint.samples if article < MOST_ARTICLES else ():
        others = having.articles.get(sample, ())
        if len(others) < COMMON and article not in others:
            bucket = bucket_of(sample)
            before = buckets.get(bucket) or having.buckets.get(bucket, b"")
            buckets[bucket] = before + entry(sample, article)
    return buckets


def candidates(article: int, having: Having) -> list[int]:
    """Return articles that may have a good part of a text in common, the likeliest first."""
    telling = [others for others in having.articles.values() if len(others) < COMMON]
    shared = Counter(chain.from_iterable(telling))
    weight: dict[int, float] = defaultdict(float)
    for others in telling:
        share = 1 / len(others)
        for other in others:
            weight[other] += share
    found = [other for other, n in shared.items() if n >= FEWEST_SHARED and other != article]
    return sorted(found, key=lambda other: (-weight[other], other))[:MOST_CANDIDATES]


def packed(samples: Sequence[int]) -> bytes:
    """Return samples in short: the first 16 bits of each, which lead to its bucket, and a checksum of all."""
    firsts = array("H", [sample + FIRST >> 16 for sample in samples])
    whole = array("i", samples)
    if byteorder == "big":
        firsts.byteswap()
        whole.byteswap()
    return firsts.tobytes() + crc32(whole.tobytes()).to_bytes(4, "little")


def buckets_of(stored: bytes) -> list[int]:
    """Return the buckets in which packed samples can stand."""
    firsts = array("H", stored[:-4])
    if byteorder == "big":
        firsts.byteswap()
    alike = 2 ** (16 - REST)  # buckets that begin with the same 16 bits
    return [first * alike + number for first in firsts for number in range(alike)]
