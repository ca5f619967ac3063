"""The index of samples: which kept articles have runs of words in common with a text."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from struct import pack
from zlib import crc32

from ...likeness.shingles import SCHEME, fingerprint
from ...records import Fingerprint
from ..database import insert, look_up
from .buckets import BUCKET, FIRST, MOST_ARTICLES, bucket_of, entry, owners, without

# Articles in which a sample may stand before it says nothing any more: a phrase of the trade, or
# what a site writes under all of its texts. Copies are not in the index, so that a text which a
# thousand sites took over does not count as such.
COMMON = 16
FEWEST_SHARED = 2  # samples; of copies with every fifth word changed, 99 of 100 share five and more
MOST_CANDIDATES = 8  # looked at closely, those that share the most and the rarest first

LOOK_UP = """with asked (number) as (values (?))
select bucket, entries from asked cross join samples on bucket = number"""
RANGE = "select bucket, entries from samples where bucket >= ? and bucket < ?"
AT_ONCE = 2**12  # buckets that are read together, where all of them are
STORED = "select scheme, checksum from fingerprints where article = ?"
TEXT = """select coalesce(f.text, a.text, '') as text from fingerprints f
left join articles a on a.id = f.article where f.article = ?"""
STORE = "insert into fingerprints (article, scheme, checksum) values (?, ?, ?)"
AGREES = "update fingerprints set text = null where article = ? and text is not null"
FORGET = "delete from fingerprints where article = ?"
OF_OTHER_SCHEMES = "select article from fingerprints where scheme != ?"
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

    def put(
        self, article: int, known: Fingerprint, having: Having | None = None, *, is_new: bool = False
    ) -> bool:
        """Make sure that an article can be found by its fingerprint; say whether that is news.

        `having` is what `having` returned for the fingerprint, if nothing has changed since; `is_new` says
        that the article never had one.
        """
        stored, wanted = None if is_new else self.stored(article), told_by(known)
        if stored == wanted:
            self.connection.execute(AGREES, (article,))
            return False
        if stored:
            self.remove(article)
        self.connection.execute(STORE, (article, *wanted))
        if having is None or stored:
            having = self.having(known)
        insert(self.connection, WRITE, list(grown(article, known, having).items()))
        return True

    def remove(self, article: int) -> None:
        """Make sure that an article is not found."""
        stored = self.stored(article)
        if stored is None:
            return
        known = fingerprint(self.connection.execute(TEXT, (article,)).fetchone()["text"])
        if told_by(known) != stored:
            self.sweep(article)
            return
        self.take_out({article}, self.buckets(map(bucket_of, known.samples)))
        self.connection.execute(FORGET, (article,))

    def sweep(self, article: int) -> None:
        """Take an article out wherever it stands, and with it all whose samples are of another scheme.

        For what has samples that nobody can tell any more: the way of taking them has changed, or a
        text has while triggers were off. All of the index is read: half a minute, with a million articles.
        """
        gone = {article, *(row["article"] for row in self.connection.execute(OF_OTHER_SCHEMES, (SCHEME,)))}
        for first in range(0, 2**BUCKET, AT_ONCE):
            found = self.connection.execute(RANGE, (first, first + AT_ONCE)).fetchall()
            self.take_out(gone, dict(found))
        self.connection.executemany(FORGET, [(one,) for one in gone])

    def take_out(self, gone: Collection[int], buckets: Mapping[int, bytes]) -> None:
        """Write buckets without the entries of some articles."""
        for bucket, entries in buckets.items():
            rest = without(entries, gone)
            if not rest:
                self.connection.execute(EMPTY, (bucket,))
            elif rest != entries:
                self.connection.execute(WRITE, (bucket, rest))

    def stored(self, article: int) -> tuple[int, int] | None:
        """Return scheme and checksum of the samples by which an article is found now."""
        row = self.connection.execute(STORED, (article,)).fetchone()
        return (row["scheme"], row["checksum"]) if row else None

    def buckets(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return the entries of buckets, of those that have any."""
        return dict(look_up(self.connection, LOOK_UP, list(zip(numbers, strict=True))))

    def having(self, known: Fingerprint) -> Having:
        """Return which articles have each sample of a text, of those that any has."""
        numbers = list(map(bucket_of, known.samples))
        buckets = self.buckets(numbers)
        found: dict[int, list[int]] = {}
        for one, entries in zip(known.samples, map(buckets.get, numbers), strict=True):
            if entries and (articles := owners(entries, one)):
                found[one] = articles
        return Having(found, buckets)


def grown(article: int, known: Fingerprint, having: Having) -> dict[int, bytes]:
    """Return the buckets in which an article is new, as they are to be."""
    buckets: dict[int, bytes] = {}
    for sample in known.samples if article < MOST_ARTICLES else ():
        others = having.articles.get(sample)
        if others and (len(others) >= COMMON or article in others):
            continue
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


def told_by(known: Fingerprint) -> tuple[int, int]:
    """Return scheme and checksum of samples: what tells them from those that a text had before."""
    samples = known.samples
    return known.scheme, crc32(pack(f"<{len(samples)}i", *samples)) - FIRST
