"""py3langid's model of languages, read at once and walked through at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model

from ..cache import Arrays, arrays, version

LONGEST_FEATURE = 6  # bytes by which the model knows a language
TABLES = ("weights", "priors", "classes", "moves", "rows", "ends")
STATE = 256  # entries of a state's row in the table of moves: one for each byte
# From a number of two bytes to the same in four: its bits move up, and but for the sign nothing stays
# above them; what is left is the difference of where exponents begin.
SHIFT, ABOVE, BEGIN = 13, ~0x70000000, np.float32(2.0**112)


class Model(LanguageIdentifier):
    """The model. The library walks through a text byte by byte; here all places of it are walked to at once.

    Where its automaton is behind a byte depends on no more bytes than its longest feature has.
    """

    def __init__(self, tables: Arrays) -> None:
        """Use tables as `unpacked` returns them."""
        classes = tables["classes"].tolist()
        super().__init__(tables["weights"], tables["priors"], classes, (), (), norm_probs=True, tk_row=())
        self.moves, self.rows, self.ends = tables["moves"], tables["rows"], tables["ends"]

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        """Weigh the features of a text for each language, in the order they come in, as the library does."""
        features, first, counts = np.unique(self.features(text), return_index=True, return_counts=True)
        if not len(features):
            return np.zeros(len(self.nb_classes), np.float32)
        order = np.argsort(first)
        weights = np.log1p(counts[order].astype(np.float32))
        return weights @ widened(self.nb_ptc.take(features[order], axis=0)) + self.nb_pc

    def features(self, text: bytes) -> NDArray[np.int32]:
        """Return the features that end at the bytes of a text; no text has the byte that stands before it."""
        letters = np.frombuffer(b"\0" * (LONGEST_FEATURE - 1) + text, np.uint8)
        states = np.zeros(len(text), np.int32)
        for start in range(LONGEST_FEATURE):
            states = self.moves.take(self.rows.take(states) + letters[start : start + len(text)])
        found = self.ends.take(states)
        return found[found >= 0]


def widened(halves: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return finite numbers of two bytes in four, as numpy does one by one, in five times the time."""
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= SHIFT
    bits &= ABOVE
    wide = bits.view(np.float32)
    wide *= BEGIN
    return wide


@cache
def model() -> Model:
    """Load the model, once per process; unpacking it takes the time of some twenty pages."""
    path = MODEL_DIR / MODEL_FILE
    return Model(arrays(f"language-{version(path)}", TABLES, lambda: unpacked(path)))


def unpacked(path: Path) -> Arrays:
    """Return the model's tables: what features weigh, and the automaton that finds them."""
    weights, priors, classes, moves, rows, ends = load_model(path)
    return {
        "weights": weights,
        "priors": priors,
        "classes": np.asarray(classes),
        "moves": np.asarray(moves),
        "rows": np.asarray(rows, np.int32) * STATE,
        "ends": np.asarray(ends, np.int32),
    }
