"""A text cut into words, once for all judges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from ..letters import ASCII, StandIns, beyond_ascii, translated, written

NO_WORD = re.compile(r"\W")
# In UTF-8: a space for what is no letter, digit or underscore; what is beyond ASCII keeps its bytes.
SPACED = NO_WORD.sub(" ", ASCII.decode().casefold()).encode() + bytes(range(0x80, 0x100))
SHORT = 300  # characters of a text that are sooner put one kind after the other


@lru_cache(maxsize=2)  # judges ask one after the other
def split(text: str) -> tuple[str, ...]:
    """Return the runs of letters, digits and underscores of a text, case folded.

    Putting spaces for all that is none of these takes half the time of a pattern.
    """
    found = None if len(text) < SHORT or text.isascii() else STAND_INS.put(text)
    return tuple(cut(text, SPACED, set(beyond_ascii(text))) if found is None else written(found).split())


def stand_in(character: str) -> str:
    """Return what stands for a character: itself in small letters, a space where it is no letter."""
    small = character.casefold()
    return small if small.isalnum() else NO_WORD.sub(" ", small)


STAND_INS = StandIns(stand_in)


def cut(text: str, table: bytes, others: Collection[str]) -> list[str]:
    """Return what a table leaves of a text in runs, case folded; `others` are its characters beyond ASCII."""
    # folded first: most texts are ASCII then, which all else is done with in half the time
    return translated(folded(text, "".join(others)) if others else text, table).split()


def folded(text: str, others: str) -> str:
    """Fold what is beyond ASCII and put spaces for what is no letter there, character by character."""
    small = others.casefold()
    for character in others if small != others else ():
        folded = character.casefold()
        if folded != character:
            text = text.replace(character, folded)
    for character in NO_WORD.findall(small):
        text = text.replace(character, " ")
    return text


@lru_cache(maxsize=2)
def counted(text: str) -> Mapping[str, int]:
    """Return how often each word of a text stands there, in the order in which they come."""
    return Counter(split(text))
