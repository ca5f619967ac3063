"""One thing that is sought, and how likely a text is about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np

from .background import FOLDER, Floats
from .chance import ABROAD, BLIND, HOME
from .sketch import Sketch, cosine


@dataclass(frozen=True, slots=True)
class Aim:
    """A seed, smoothed by the examples that are like it."""

    sketch: Sketch
    usual: float = 0.0
    """Mean likeness in meaning of texts taken at random."""
    spread: float = 1.0
    """Its standard deviation."""

    @classmethod
    def at(cls, sketch: Sketch) -> Aim:
        """Take aim: see how near texts taken at random come to it."""
        if sketch.meaning is None:
            return cls(sketch)
        likeness = sample() @ sketch.meaning
        return cls(sketch, float(likeness.mean()), float(likeness.std()))

    def parts(self, text: Sketch) -> tuple[float, float]:
        """Return likeness in meaning, in standard deviations, and in words."""
        meaning = 0.0
        if self.sketch.meaning is not None and text.meaning is not None:
            meaning = (self.likeness(text.meaning) - self.usual) / self.spread
        return meaning, sqrt(cosine(self.sketch.words, text.words))

    def likeness(self, meaning: Floats) -> float:
        """Return the cosine of a meaning to this."""
        return 0.0 if self.sketch.meaning is None else float(self.sketch.meaning @ meaning)

    def log_odds(self, text: Sketch, parts: tuple[float, float] | None = None) -> float:
        """Return the log-odds that a text is about this; `parts` are those of the text, if at hand."""
        meaning, words = parts or self.parts(text)
        by = HOME if text.language == self.sketch.language else ABROAD
        if self.sketch.meaning is None or text.meaning is None:
            by = BLIND
        return by.bias + by.meaning * meaning + by.words * words


@cache
def sample() -> Floats:
    """Load where articles taken at random lie, once per process."""
    with np.load(FOLDER / "sample.npz") as table:
        points: Floats = table["points"].astype(np.float32)
    lengths: Floats = np.linalg.norm(points, axis=1, keepdims=True)
    return points / lengths
