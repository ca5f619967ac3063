"""How samples stand in the index: those with the same first bits in one bucket, as entries of five bytes.

A row for each sample would take more than twice the bytes, most of them SQLite's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from struct import iter_unpack

# Of a sample's 32 bits the first say in which bucket it stands, a row of the table. With a million
# articles a bucket has 140 entries, with ten million two pages.
BUCKET, REST = 19, 13
ENTRY = 5  # bytes: the rest of the sample, then the article
ARTICLE = 8 * ENTRY - REST
RESTS = 2**REST
MOST_ARTICLES = 2**ARTICLE  # what has a higher number is found by its text as a whole only
FIRST = 2**31  # what makes signed numbers count from 0


def bucket_of(sample: int) -> int:
    """Return the bucket in which a sample stands."""
    return sample + FIRST >> REST


def entry(sample: int, article: int) -> bytes:
    """Say that an article has a sample."""
    number: int = (sample + FIRST) % RESTS << ARTICLE | article
    return number.to_bytes(ENTRY, "big")


def owners(entries: bytes, sample: int) -> list[int]:
    """Return the articles that have a sample, given the entries of its bucket."""
    rest = (sample + FIRST) % RESTS
    first = rest >> REST - 8  # its first byte
    found = []
    at = entries.find(first)
    while at >= 0:
        if at % ENTRY == 0:
            number = int.from_bytes(entries[at : at + ENTRY], "big")
            if number >> ARTICLE == rest:
                found.append(number % MOST_ARTICLES)
        at = entries.find(first, at + 1)
    return found


def articles(entries: bytes) -> Iterator[int]:
    """Yield the article of each entry."""
    return (number % MOST_ARTICLES for _, number in iter_unpack(">BI", entries))


def without(entries: bytes, gone: Collection[int]) -> bytes:
    """Return the entries of a bucket without those of some articles."""
    kept = (number for number, one in enumerate(articles(entries)) if one not in gone)
    return b"".join(entries[ENTRY * number : ENTRY * (number + 1)] for number in kept)
