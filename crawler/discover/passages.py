"""Passages of a text that no other text has: asked for word for word, they find its own page and copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..judges.relevance.background import Background, background
from ..reading.stops import stop_words
from .units import HAN, MOST_CHARACTERS, OTHERS, runs

CLAUSE = re.compile(r"[^.!?…:;,\n。！？：；，、。؟،।\"“”„«»‹›‘()\[\]《》「」『』（）–—|*＊@/_]+")
UNSPACED = re.compile(rf"[{HAN}{OTHERS}\u3040-\u30ff]")
WORDS = 9  # of a passage: as many as no other text has by chance, and search engines still look up
FEWEST_CHARACTERS, CHARACTERS = 12, 20  # of one in a script without spaces
LONGEST = 120  # characters
# A text is torn if so many of its words are function words with a capital amidst a sentence, as
# lost links and machine translation leave them: 2.9 % in such a text, 1.1 % at most in 1,438 news
# texts, above 1.5 % in one of 91 other English pages.
TORN = 0.015
FEWEST_TORN = 4


def passages(text: str, language: str | None, wanted: int) -> list[str]:
    """Return the passages with the rarest words, each of another clause, in the order of the text.

    None for a text that was torn: what was taken out or put in stands on no page.
    """
    text = text[:MOST_CHARACTERS]
    usual = background(language)
    if not wanted or is_torn(text, usual, stop_words(language)):
        return []
    rated = dict(best(clause, usual) for clause in CLAUSE.findall(text))
    rated.pop("", None)
    chosen = sorted(rated, key=lambda passage: (-rated[passage], passage))[:wanted]
    return [passage for passage in rated if passage in chosen]


def best(clause: str, usual: Background) -> tuple[str, float]:
    """Return the passage of a clause with the rarest words, and how rare they are; "" of a short clause."""
    if UNSPACED.search(clause):
        passage = "".join(clause.split())[:CHARACTERS]
        pairs = [passage[at : at + 2] for at in range(len(passage) - 1)]
        return rated(passage, pairs, usual) if len(passage) >= FEWEST_CHARACTERS else ("", 0.0)
    words = clause.split()
    cuts = [words[at : at + WORDS] for at in range(len(words) - WORDS + 1)]
    return max(
        (rated(" ".join(cut), cut, usual) for cut in cuts), key=lambda found: found[1], default=("", 0.0)
    )


def rated(passage: str, words: Sequence[str], usual: Background) -> tuple[str, float]:
    """Return a passage with the mean rarity of its words."""
    if len(passage) > LONGEST:
        return "", 0.0
    return passage, sum(usual.rarity_of(word.casefold()) for word in words) / len(words)


def is_torn(text: str, usual: Background, stops: frozenset[str]) -> bool:
    """Say whether words were lost or put together in a text: no page has it word for word."""
    words = [unit for run in runs(text) for unit in run if unit.kind == "word"]
    small = Counter(unit.key for unit in words if not unit.is_capital)
    torn = [
        unit
        for unit in words
        if unit.text.istitle()
        and not unit.is_first
        and unit.key in stops
        and small[unit.key]
        and not usual.rarity_of(unit.key)
    ]
    return len(torn) >= FEWEST_TORN and len(torn) > TORN * len(words)
