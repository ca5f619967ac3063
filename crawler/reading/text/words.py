"""Words in the names of elements: looked for by one pattern, and once for each name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

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


class Answers(dict[str, Answer]):
    """Name → what was answered for it; begun anew when there are too many."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        """Begin without any."""
        super().__init__()
        self.ask = ask

    def __missing__(self, name: str) -> Answer:
        """Ask for a name, and remember the answer if the name is not too long."""
        answer = self.ask(name)
        if len(name) <= LONGEST_NAME:
            if len(self) >= MOST_NAMES:
                self.clear()
            self[name] = answer
        return answer


def remembered(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Remember what is answered for a name, as sites repeat theirs; what is known takes one call into C."""
    return Answers(ask).__getitem__
