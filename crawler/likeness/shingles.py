"""A text as the runs of words in it: what likeness of texts is measured on."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from hashlib import blake2b
from heapq import nsmallest
from itertools import compress
from struct import unpack
from zlib import crc32

from ..records import Fingerprint, Runs
from .words import unspaced, words

# To be raised with any change that makes other samples of a text: stored ones are then made again.
SCHEME = 1
# Four words: of five, 20 % of changed words leave a third of the runs as they were; of three,
# other stories share too many. Six characters of a script without spaces are as rare as that.
WORDS, CHARACTERS = 4, 6
# One run in nine goes into the index: a passage of 60 words has six of them, and all that is
# stored of an article of 400 words fits into a kilobyte.
ONE_IN = 9
BOUND = 2**32 // ONE_IN  # of the checksums of those
FEWEST = 16  # samples of a short text, where one run in nine would be too few to survive changes


def fingerprint(text: str) -> Fingerprint:
    """Return the samples of a text by which its copies and excerpts are found, and all of its runs.

    Which runs are taken depends on nothing but the run, so that two texts take the same of what
    they share, wherever it stands.
    """
    import numpy as np  # noqa: PLC0415  (most commands compare no texts)

    size, joined = cut(text)
    checksums = np.fromiter(map(crc32, joined), np.uint32, len(joined))
    taken = set(compress(joined, (checksums < BOUND).tobytes()))
    if len(taken) < FEWEST:
        taken = set(nsmallest(FEWEST, set(joined), key=crc32))
    runs = Runs(size, array("I", checksums.tobytes()))
    return Fingerprint(SCHEME, tuple(sorted(set(numbers(taken)))), runs)


def runs_of(text: str) -> Runs:
    """Return the runs of words of a text, in their order."""
    size, joined = cut(text)
    return Runs(size, array("I", map(crc32, joined)))


def cut(text: str) -> tuple[int, list[bytes]]:
    """Cut a text into runs; return how long they are, and the runs."""
    found = words(text)
    size = CHARACTERS if unspaced(text) * 2 > len(found) else WORDS
    return size, list(map(b" ".join, zip(*(found[start:] for start in range(size)), strict=False)))


def numbers(runs: Collection[bytes]) -> tuple[int, ...]:
    """Return 32 bits that stand for each of some runs, signed: SQLite stores them in four bytes.

    The cheap checksum that chose a run can't name it too: in one part of nine it has too few values.
    """
    hashes = [blake2b(run, digest_size=4).digest() for run in runs]
    return unpack(f">{len(hashes)}i", b"".join(hashes))
