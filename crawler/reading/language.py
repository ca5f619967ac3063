"""Which language a text is in, whatever its page declares."""

from __future__ import annotations

from functools import lru_cache

from ..timing import Stage, timed
from .language_model import model

ENOUGH = 1_000  # characters; more change no answer on news texts and take their time
SHORT = 200  # characters; longer texts have enough letters, or are given no language anyway
FEWEST_LETTERS = 12  # below, single words decide: "Los Angeles" is Occitan, "Hello" Breton
LEAST_CONFIDENCE = 0.25  # texts of 20 letters and more that were right had 0.3 and more
NO_LANGUAGE = "zxx"  # numbers, addresses, code


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
