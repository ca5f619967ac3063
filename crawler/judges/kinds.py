"""Where capitals and marks stand that a pattern may begin at: all places of a text looked at at once.

A pattern tries each character for itself, in twenty times the time, and few texts have any that it is after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import and_

import numpy as np
import numpy.typing as npt

from ..letters import codes
from .terms import LOWER, UPPER

MARKS = ",;!?."
SMALL, CAPITAL, LETTER, MARK, CONTROL, BEYOND, SIGN = (1 << number for number in range(7))
PATTERNS = {
    SMALL: f"[{LOWER}]", CAPITAL: f"[{UPPER}]", LETTER: r"[^\W\d_]", MARK: f"[{MARKS}]",
    CONTROL: r"[\x00-\x08\x0b\x0c\x0e-\x1f]", BEYOND: r"[^\x00-\x7f]",
    SIGN: "[&<{}]",
}  # fmt: skip
LAST = "я"  # of these
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What each character of a text is."""

    small: Flags
    capital: Flags
    letter: Flags
    """Or what stands behind the last of the patterns, and may be one."""
    mark: Flags
    control: Flags
    beyond: Flags
    """What is not ASCII."""
    sign: Flags
    """What markup is made of."""


@lru_cache(maxsize=2)  # several ask of one text
def kinds(text: str) -> Kinds:
    """Tell small letters, capitals and marks."""
    found = table().take(codes(text), mode="clip")
    return Kinds(*[(found & flag) != 0 for flag in PATTERNS])


@cache
def table() -> npt.NDArray[np.uint8]:
    """Return what each character is, up to the last that there are patterns for; then, for all others."""
    characters = "".join(map(chr, range(ord(LAST) + 1)))
    made = np.zeros(len(characters) + 1, np.uint8)
    for flag, pattern in PATTERNS.items():
        made[[found.start() for found in re.finditer(pattern, characters)]] |= flag
    made[-1] = LETTER | BEYOND
    return made


def following(*flags: Flags) -> list[int]:
    """Return where characters begin that are each of another kind."""
    size = max(0, len(flags[0]) - len(flags) + 1)
    found = reduce(and_, [flag[start : start + size] for start, flag in enumerate(flags)])
    places: list[int] = found.nonzero()[0].tolist()
    return places


def runs(kind: Flags, shortest: int) -> list[slice]:
    """Return where at least so many characters of a kind stand together."""
    edges = np.diff(kind, prepend=False, append=False).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    are_long = ends - starts >= shortest
    return list(map(slice, starts[are_long].tolist(), ends[are_long].tolist()))


def matches(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, as `finditer` does, given where they can begin."""
    end = 0
    for place in places:
        found = pattern.match(text, place) if place >= end else None
        if found:
            end = found.end()
            yield found
