"""Lines over a text that only repeat what is known of it: section, names, date, reading time."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 120  # characters; with three names, a date and a reading time lines have up to 100
UNKNOWN = 0.6  # most of its letters that may be unknown: "March 9, 2026 · 2 min read" beside a name
SENTENCE = re.compile(r"[.!?。！？…:]\s*$")
NOT_LETTERS = re.compile(r"[\W\d_]+")


def is_byline(line: str, known: Sequence[str]) -> bool:
    """Say whether a line is made of known names, and of a date if of anything else."""
    if len(line) > LONGEST or SENTENCE.search(line):
        return False
    rest = line.casefold()
    for name in known:
        rest = rest.replace(name.casefold(), " ")
    letters, left = len(NOT_LETTERS.sub("", line)), len(NOT_LETTERS.sub("", rest))
    if not left:
        return letters > 0
    return left <= UNKNOWN * letters and any(character.isdigit() for character in rest)
