"""Words in the names of elements: looked for by one pattern, and once for each name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from ..answers import Answers

LONGEST_NAME = 500  # characters of all classes of an element, if they are remembered
MOST_NAMES = 16_384  # those of a hundred designs

Answer = TypeVar("Answer")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that finds any of the words; a word that begins another one is enough.

    They are grouped by their first letters: three times as quick as a row of them.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    if "" in rests:
        return ""
    found = [re.escape(letter) + any_of(ends) for letter, ends in rests.items()]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


class AnswersForNames(Answers[str, Answer]):
    """Name → what was answered for it, if it is not too long."""

    def __missing__(self, name: str) -> Answer:
        """Ask for a name."""
        return super().__missing__(name) if len(name) <= LONGEST_NAME else self.ask(name)


def remembered(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Remember what is answered for a name, as sites repeat theirs; what is known takes one call into C."""
    return AnswersForNames(ask, MOST_NAMES).__getitem__
