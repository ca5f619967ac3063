"""CRC-32 of every run of words in a text, without making the runs: eight in nine are good for nothing else.

A checksum of that kind is linear. Each byte of a word has its share in it, by how many bytes stand behind;
that of two pieces is the first's, moved on by as many bytes as the second has, XOR the second's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

LONGEST = 63  # bytes of a word that there are tables for; that of two, and a space, is the longest piece
SPACE = b" "
Checksums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tables:
    """Shares of bytes in a checksum, by how many bytes stand behind them, then by what they are."""

    of_words: Checksums
    """For each byte of a word, and for the space before it."""
    of_lengths: Checksums
    """By the length of a word: what is to be taken off for that space."""
    of_pieces: tuple[Checksums, ...]
    """For each of the bytes of a checksum, by the length of a piece behind it and a space."""

    @classmethod
    def make(cls) -> Tables:
        """Move every byte on, one byte at a time: a millisecond."""
        lengths = range(2 * LONGEST + 2)
        empty = [crc32(bytes(length)) for length in lengths]
        spaces = np.array([crc32(SPACE + bytes(length)) ^ empty[length] for length in lengths], np.uint32)
        step = np.array([crc32(bytes([byte])) ^ empty[1] for byte in range(256)], np.uint32)
        shares = np.arange(256, dtype=np.uint32) << np.arange(0, 32, 8, dtype=np.uint32)[:, None]
        pieces = np.empty((4, len(lengths), 256), np.uint32)
        for length in lengths:
            shares = (shares >> 8) ^ step[shares & 255]
            pieces[:, length] = shares
        of_words = pieces[0, : LONGEST + 1].flatten()
        pieces[0] ^= spaces[:, None]
        of_lengths = np.array(empty[1 : LONGEST + 2], np.uint32) ^ spaces[: LONGEST + 1]
        return cls(of_words, of_lengths, tuple(pieces.reshape(4, -1)))


tables = cache(Tables.make)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words, or runs of them: one from each word of a text on, as long as there are enough behind it."""

    checksums: Checksums
    lengths: Numbers
    """In bytes."""

    def followed_by(self, other: Pieces) -> Pieces:
        """Put a space and another piece behind each."""
        rows = other.lengths << 8
        old = self.checksums.astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)
        new = other.checksums
        for number, table in enumerate(tables().of_pieces):
            new = new ^ table.take(rows + old[:, number])
        return Pieces(new, self.lengths + other.lengths + len(SPACE))

    def between(self, start: int, end: int) -> Pieces:
        """Return some of them."""
        return Pieces(self.checksums[start:end], self.lengths[start:end])


def single_spaced(text: bytes) -> bytes:
    """Return a text without spaces around it, and with one where there are several."""
    letters = np.frombuffer(SPACE + text, np.uint8)
    is_space = letters == ord(SPACE)
    found: bytes = letters[1:][~(is_space[1:] & is_space[:-1])].tobytes()
    return found.removesuffix(SPACE)


def bounds(text: bytes) -> tuple[Numbers, Numbers]:
    """Return where the words of a text begin and end that has single spaces."""
    edges = (np.frombuffer(SPACE + text + SPACE, np.uint8) == ord(SPACE)).nonzero()[0]
    return edges[:-1], edges[1:] - len(SPACE)


def checksums_of_runs(text: bytes, lengths: Numbers, size: int) -> Checksums:
    """Return the checksums of all runs of an even number of words, one space between them.

    The text has single spaces and a run, and no word longer than `LONGEST`.
    """
    count = len(lengths)
    words = Pieces(checksums_of_words(text, lengths), lengths)
    pairs = words.between(0, count - 1).followed_by(words.between(1, count))
    runs = pairs.between(0, count - size + 1)
    for start in range(2, size, 2):
        runs = runs.followed_by(pairs.between(start, start + count - size + 1))
    return runs.checksums


def checksums_of_words(text: bytes, lengths: Numbers) -> Checksums:
    """Return those of all words of a text that has single spaces, of which the lengths are known."""
    known = tables()
    letters = np.frombuffer(SPACE + text, np.uint8)
    spaced = lengths + len(SPACE)
    ends = spaced.cumsum()
    places = ends.repeat(spaced)  # in the table, by what stands behind
    places -= np.arange(1, len(letters) + 1)
    places <<= 8
    places += letters
    shares = np.bitwise_xor.reduceat(known.of_words.take(places), ends - spaced)
    found: Checksums = shares ^ known.of_lengths.take(lengths)
    return found
