"""What is usual in a language: how rare its words are, what they mean, what an average text says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...cache import Arrays, arrays, version
from ...reading.stops import stop_words

FOLDER = Path(__file__).parent / "tables"
# A language that is written like another, closely enough to share its table.
ALIKE = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil", "gl": "pt"}
DIMENSIONS = 64
NATS = 12.0  # the tables keep -log of a word's frequency in twelfths
TEXT = 400  # words of a typical article: how many texts a word is in follows from that
# Everything rarer than 1 text in 400 is equally rare: a name that no table knows is worth two
# everyday words, not ten.
RAREST = 6.0
COMMONEST = 0.5  # what is in three of five texts says nothing at all
# Weight of a frequent word in what a text means: half, for a word that is 1 in 1,000.
USUAL = 1e-3
# As they are unpacked, which takes three times as long as all else; to be raised with any change of that.
UNPACKED = ("words", "rarity", "weight", "vectors", "lengths", "centre")
SCHEME = 1
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Background:
    """One language. Rows of `vectors` belong to the first words of `index`."""

    index: Mapping[str, int]
    rarity: Floats
    """By word: log of one in how many texts has it."""
    weight: Floats
    """By word: its share in what a text means."""
    vectors: Floats
    lengths: Floats
    """Of the vectors."""
    centre: Floats
    """What texts of the language have in common, to be taken off."""
    ignored: frozenset[str] = frozenset()
    """Stop words, for a language that no table is shipped for."""

    def rarity_of(self, word: str) -> float:
        """Return the log of one in how many texts has a word."""
        row = self.index.get(word)
        if row is None:
            return 0.0 if word in self.ignored else RAREST
        return float(self.rarity[row])

    def rarities(self, words: Collection[str], rows: Rows) -> Doubles:
        """Return that of each of several words, of which `rows` are known."""
        if not len(self.rarity):
            return np.array([0.0 if word in self.ignored else RAREST for word in words])
        found = self.rarity.take(rows).astype(np.float64)
        found[rows < 0] = RAREST
        return found

    def rows(self, words: Collection[str]) -> Rows:
        """Return the row of each word, -1 where it has none."""
        return np.fromiter(map(self.index.get, words, repeat(-1)), np.intp, len(words))

    def vector(self, word: str) -> Floats | None:
        """Return what a single word means, at unit length; None if that is unknown."""
        row = self.index.get(word, len(self.vectors))
        return unit(self.vectors[row]) if row < len(self.vectors) else None

    def meaning(self, counts: Doubles, rows: Rows) -> Floats | None:
        """Return what weighted words mean together, as a vector of unit length; None if none is known.

        `rows` are those of the words, in the order of their weights.
        """
        has_vector = (rows >= 0) & (rows < len(self.vectors))
        at = rows[has_vector]
        if not len(at):
            return None
        weights = counts[has_vector].astype(np.float32) * self.weight[at]
        total: Floats = (weights @ self.vectors[at]).astype(np.float32)
        return unit(unit(total) - self.centre)


@lru_cache(maxsize=64)
def background(language: str | None) -> Background:
    """Load the table of a language, once per process; a language without one has stop words at best."""
    path = FOLDER / f"{ALIKE.get(language or '', language)}.npz"
    if not (language and language.isalpha() and path.exists()):
        none = np.zeros(0, np.float32)
        empty = np.zeros((0, DIMENSIONS), np.float32)
        return Background({}, none, none, empty, none, np.zeros(DIMENSIONS, np.float32), stop_words(language))
    name = f"words-{path.stem}-{SCHEME}-{version(path)}"
    found = arrays(name, UNPACKED, lambda: unpacked(path))
    words = found["words"].tobytes().decode().split("\n")
    index = dict(zip(words, range(len(words)), strict=True))
    return Background(
        index, found["rarity"], found["weight"], found["vectors"], found["lengths"], found["centre"]
    )


def unpacked(path: Path) -> Arrays:
    """Unpack a table: two numbers of four bits in each byte of the vectors."""
    with np.load(path) as table:
        frequency = np.exp(-table["rarity"].astype(np.float32) / NATS)
        rarity = -np.log(-np.expm1(-frequency * TEXT))
        packed = table["vectors"]
        halves = np.stack([packed >> 4, packed & 15], -1).reshape(len(packed), DIMENSIONS)
        vectors = (halves.astype(np.float32) - 8) * table["steps"]
        return {
            "words": table["words"],
            "rarity": np.where(rarity < COMMONEST, 0, np.minimum(rarity, RAREST)).astype(np.float32),
            "weight": USUAL / (USUAL + frequency),
            "vectors": vectors,
            "lengths": np.sqrt((vectors**2).sum(1)),
            "centre": table["centre"].astype(np.float32),
        }


def unit(vector: Floats) -> Floats:
    """Return a vector at length 1; one of no length stays."""
    # what np.linalg.norm does with a vector, in a quarter of the time
    return vector / (float(np.sqrt(vector.dot(vector))) or 1.0)
