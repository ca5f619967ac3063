"""Which language a text is in, whatever its page declares."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ..timing import Stage, timed

ENOUGH = 1_000  # characters; more change no answer on news texts and take their time
SHORT = 200  # characters; longer texts have enough letters, or are given no language anyway
FEWEST_LETTERS = 12  # below, single words decide: "Los Angeles" is Occitan, "Hello" Breton
LEAST_CONFIDENCE = 0.25  # texts of 20 letters and more that were right had 0.3 and more
NO_LANGUAGE = "zxx"  # numbers, addresses, code
LONGEST_FEATURE = 6  # bytes by which the model knows a language


@timed(Stage.LANGUAGE)
def language_of(text: str) -> tuple[str | None, float]:
    """Return (ISO 639-1 code, 0..1); (None, …) where the text is too short or unclear to say."""
    return known_language(text[:ENOUGH])


@lru_cache(maxsize=4)
def known_language(sample: str) -> tuple[str | None, float]:
    """Look at the beginning of a text; judges ask again for what has just been read."""
    if len(sample) < SHORT and weight(sample) < FEWEST_LETTERS:
        return None, 0.0
    language, confidence = model().classify(sample)
    if language == NO_LANGUAGE or confidence < LEAST_CONFIDENCE:
        return None, round(float(confidence), 4)
    return language, round(float(confidence), 4)


def weight(text: str) -> int:
    """Count letters; those above the Indic scripts (Han, Kana, Hangul) say three times as much."""
    return sum(3 if letter >= "\u2e80" else 1 for letter in text if letter.isalpha())


class Model(LanguageIdentifier):
    """py3langid's model. It walks through a text byte by byte; here all places of it are walked to at once.

    Where its automaton is behind a byte depends on no more bytes than its longest feature has.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        """Put the tables of the automaton in arrays."""
        super().__init__(*arguments, **options)
        self.moves = np.asarray(self.tk_nextmove)
        self.rows = np.asarray(self._rowbase, np.int32)
        self.ends = np.asarray(self.tk_output, np.int32)
        del self._rowbase, self.tk_output  # lists, five times as large

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        """Weigh the features of a text for each language, in the order they come in, as the library does."""
        features, first, counts = np.unique(self.features(text), return_index=True, return_counts=True)
        if not len(features):
            return np.zeros(len(self.nb_classes), np.float32)
        order = np.argsort(first)
        weights = np.log1p(counts[order].astype(np.float32))
        return weights @ self.nb_ptc.take(features[order], axis=0) + self.nb_pc

    def features(self, text: bytes) -> NDArray[np.int32]:
        """Return the features that end at the bytes of a text; no text has the byte that stands before it."""
        letters = np.frombuffer(b"\0" * (LONGEST_FEATURE - 1) + text, np.uint8)
        states = np.zeros(len(text), np.int32)
        for start in range(LONGEST_FEATURE):
            states = self.moves.take(self.rows.take(states) + letters[start : start + len(text)])
        found = self.ends.take(states)
        return found[found >= 0]


@cache
def model() -> Model:
    """Load the model, once per process: it takes the time of some twenty pages."""
    return Model.from_model_file(MODEL_FILE, norm_probs=True)
