"""A text as the runs of words in it: what likeness of texts is measured on."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from struct import unpack
from typing import TYPE_CHECKING
from zlib import crc32

from ..records import Fingerprint, Runs
from .words import spaced, unspaced

if TYPE_CHECKING:
    from .checksums import Checksums, Numbers

# To be raised with any change that makes other samples of a text: stored ones are then made again.
SCHEME = 1
# Four words: of five, 20 % of changed words leave a third of the runs as they were; of three,
# other stories share too many. Six characters of a script without spaces are as rare as that.
WORDS, CHARACTERS = 4, 6
# One run in nine goes into the index: a passage of 60 words has six of them, and all that is
# stored of an article of 400 words fits into a kilobyte.
ONE_IN = 9
BOUND = 2**32 // ONE_IN  # of the checksums of those
UNHASHED = blake2b(digest_size=4)
FEWEST = 16  # samples of a short text, where one run in nine would be too few to survive changes


def fingerprint(text: str) -> Fingerprint:
    """Return the samples of a text by which its copies and excerpts are found, and all of its runs.

    Which runs are taken depends on nothing but the run, so that two texts take the same of what
    they share, wherever it stands.
    """
    cut = Cut.of(text)
    checksums = cut.checksums()
    taken = set(cut.runs((checksums < BOUND).nonzero()[0]))
    if len(taken) < FEWEST:
        taken = set(nsmallest(FEWEST, set(cut.all_runs()), key=crc32))
    runs = Runs(cut.size, array("I", checksums.tobytes()))
    return Fingerprint(SCHEME, tuple(sorted(set(numbers(taken)))), runs)


def runs_of(text: str) -> Runs:
    """Return the runs of words of a text, in their order."""
    cut = Cut.of(text)
    return Runs(cut.size, array("I", cut.checksums().tobytes()))


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into runs of words."""

    text: bytes
    """Words, with a space between them."""
    starts: Numbers
    """Where each word begins."""
    ends: Numbers
    size: int
    """Words in a run."""

    @classmethod
    def of(cls, text: str) -> Cut:
        """Cut a text."""
        from .checksums import bounds, single_spaced  # noqa: PLC0415  (numpy: most commands compare no texts)

        found = single_spaced(spaced(text))
        starts, ends = bounds(found)
        return cls(found, starts, ends, CHARACTERS if unspaced(text) * 2 > len(starts) else WORDS)

    @property
    def count(self) -> int:
        """How many runs there are."""
        return max(0, len(self.starts) - self.size + 1)

    def runs(self, numbers: Numbers) -> list[bytes]:
        """Return some of the runs, by their numbers."""
        starts, ends = self.starts[numbers].tolist(), self.ends[numbers + self.size - 1].tolist()
        return list(map(self.text.__getitem__, map(slice, starts, ends)))

    def all_runs(self) -> list[bytes]:
        """Return all of them."""
        import numpy as np  # noqa: PLC0415  (most commands compare no texts)

        return self.runs(np.arange(self.count))

    def checksums(self) -> Checksums:
        """Return the checksums of all runs."""
        import numpy as np  # noqa: PLC0415  (most commands compare no texts)

        from .checksums import LONGEST, checksums_of_runs  # noqa: PLC0415

        lengths = self.ends - self.starts
        if self.count and lengths.max() <= LONGEST:
            return checksums_of_runs(self.text, lengths, self.size)
        return np.fromiter(map(crc32, self.all_runs()), np.uint32, self.count)


def numbers(runs: Collection[bytes]) -> tuple[int, ...]:
    """Return 32 bits that stand for each of some runs, signed: SQLite stores them in four bytes.

    The cheap checksum that chose a run can't name it too: in one part of nine it has too few values.
    """
    hashes: list[bytes] = []
    for run in runs:
        hashed = UNHASHED.copy()  # half the time of a new one
        hashed.update(run)
        hashes.append(hashed.digest())
    return unpack(f">{len(hashes)}i", b"".join(hashes))
