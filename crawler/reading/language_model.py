"""py3langid's model of languages, read at once and walked through at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model

from ..cache import Arrays, arrays, version

LONGEST_FEATURE = 6  # bytes by which the model knows a language
TABLES = ("numbers", "unit", "priors", "classes", "moves", "rows", "ends")
STATE = 256  # entries of a state's row in the table of moves: one for each byte
UNIT = np.float32(2.0**-9)  # that all weights are a multiple of, of at most 15 bits


class Model(LanguageIdentifier):
    """The model. The library walks through a text byte by byte; here all places of it are walked to at once.

    Where its automaton is behind a byte depends on no more bytes than its longest feature has.
    """

    def __init__(self, tables: Arrays) -> None:
        """Use tables as `unpacked` returns them."""
        classes = tables["classes"].tolist()
        super().__init__(tables["numbers"], tables["priors"], classes, (), (), norm_probs=True, tk_row=())
        self.unit = tables["unit"]
        self.moves, self.rows, self.ends = tables["moves"], tables["rows"], tables["ends"]
        letters = np.arange(STATE)
        first = self.moves.take(self.rows[0] + letters)
        self.begun = self.moves.take(self.rows.take(first)[:, None] + letters).ravel()
        """The state behind any two bytes."""

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        """Weigh the features of a text for each language, in the order they come in, as the library does."""
        features, counts = self.counted(self.features(text))
        if not len(features):
            return np.zeros(len(self.nb_classes), np.float32)
        # a unit that is a power of two takes nothing from any product: all come out as the library's
        weights = self.nb_ptc.take(features, axis=0).astype(np.float32)
        return (np.log1p(counts) * self.unit) @ weights + self.nb_pc

    def features(self, text: bytes) -> NDArray[np.int32]:
        """Return the features that end at the bytes of a text; no text has the byte that stands before it."""
        size = len(text)
        letters = np.frombuffer(b"\0" * (LONGEST_FEATURE - 1) + text, np.uint8)
        pairs = letters[:size] * np.intp(STATE) + letters[1 : size + 1]
        states = self.begun.take(pairs)
        for start in range(2, LONGEST_FEATURE):
            states = self.moves.take(self.rows.take(states) + letters[start : start + size])
        found = self.ends.take(states)
        return found[found >= 0]

    def counted(self, features: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return each feature once, in the order they come in, and how often it comes."""
        places = np.arange(len(features))
        first = np.empty(len(self.nb_ptc), np.intp)  # place of those that are here
        first[features[::-1]] = places[::-1]  # the last that is written stays
        times = np.bincount(first.take(features), minlength=len(features))
        comes_first = times > 0
        return features[comes_first], times[comes_first].astype(np.float32)


def whole(weights: NDArray[np.float16]) -> tuple[NDArray[Any], np.float32]:
    """Return weights as whole numbers of a unit, which are taken in four bytes in a third of the time.

    As they are, in four bytes, where they are none.
    """
    wide = weights.astype(np.float32)
    numbers = (wide / UNIT).astype(np.int16)
    return (numbers, UNIT) if np.array_equal(numbers * UNIT, wide) else (wide, np.float32(1))


@cache
def model() -> Model:
    """Load the model, once per process; unpacking it takes the time of some twenty pages."""
    path = MODEL_DIR / MODEL_FILE
    return Model(arrays(f"language-{version(path)}", TABLES, lambda: unpacked(path)))


def unpacked(path: Path) -> Arrays:
    """Return the model's tables: what features weigh, and the automaton that finds them."""
    weights, priors, classes, moves, rows, ends = load_model(path)
    numbers, unit = whole(weights)
    return {
        "numbers": numbers,
        "unit": np.asarray(unit),
        "priors": priors,
        "classes": np.asarray(classes),
        "moves": np.asarray(moves),
        "rows": np.asarray(rows, np.int32) * STATE,
        "ends": np.asarray(ends, np.int32),
    }
