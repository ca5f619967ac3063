"""A text as the runs of words in it: what likeness of texts is measured on."""

from __future__ import annotations

import re
from hashlib import blake2b
from heapq import nsmallest
from unicodedata import category, normalize
from zlib import crc32

from ..records import Fingerprint

# To be raised with any change that makes other samples of a text: stored ones are then made again.
SCHEME = 1
# Four words: of five, 20 % of changed words leave a third of the runs as they were; of three,
# other stories share too many. Six characters of a script without spaces are as rare as that.
WORDS, CHARACTERS = 4, 6
# One run in nine goes into the index: a passage of 60 words has six of them, and all that is
# stored of an article of 400 words fits into a kilobyte.
ONE_IN = 9
FEWEST = 16  # samples of a short text, where one run in nine would be too few to survive changes
MOST_CHARACTERS = 100_000  # of a text, some 17,000 words; what stands behind them is not looked at
# Thai, Lao, Tibetan, Burmese, Khmer, kana, Han and Hangul: no spaces between words, or none that
# writers agree on.
UNSPACED = (
    r"\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[^\W_{UNSPACED}]+|[{UNSPACED}]")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
# Accents and vowel signs: lost in some copies, and no part of a word for \w. Beyond 16 bits a class of
# a regular expression is slow, and marks are rare.
MARKS = [chr(n) for n in range(0x300, 0x1F000) if category(chr(n))[0] == "M"]
MARK = re.compile(f"[{''.join(mark for mark in MARKS if mark < chr(0x10000))}]+")
HIGH = re.compile("[\U00010000-\U0001efff]")
HIGH_MARKS = {ord(mark): None for mark in MARKS if mark >= chr(0x10000)}

Shingle = tuple[str, ...]


def shingles(text: str) -> list[Shingle]:
    """Return the runs of words of a text, in order; of characters in scripts without spaces."""
    found = words(text)
    unspaced = 0 if text.isascii() else len(IS_UNSPACED.findall(text[:MOST_CHARACTERS]))
    length = CHARACTERS if unspaced * 2 > len(found) else WORDS
    return list(zip(*(found[start:] for start in range(length)), strict=False))


def words(text: str) -> list[str]:
    """Return the words of a text without case, accents and width of characters."""
    text = text[:MOST_CHARACTERS]
    if not text.isascii():
        text = MARK.sub("", normalize("NFKD", text))
        text = normalize("NFC", text.translate(HIGH_MARKS) if HIGH.search(text) else text)
    return WORD.findall(text.casefold())


def fingerprint(text: str) -> Fingerprint:
    """Return the samples of a text by which its copies and excerpts are found.

    Which runs are taken depends on nothing but the run, so that two texts take the same of what
    they share, wherever it stands.
    """
    runs = {" ".join(shingle).encode("utf-8", "surrogatepass") for shingle in shingles(text)}
    taken = [run for run in runs if crc32(run) < 2**32 // ONE_IN]
    if len(taken) < FEWEST:
        taken = nsmallest(FEWEST, runs, key=crc32)
    return Fingerprint(SCHEME, tuple(sorted({number(run) for run in taken})))


def number(run: bytes) -> int:
    """Return 32 bits that stand for a run, signed: SQLite stores them in four bytes.

    The cheap checksum that chose the run can't name it too: in one part of nine it has too few values.
    """
    return int.from_bytes(blake2b(run, digest_size=4).digest(), "big", signed=True)
