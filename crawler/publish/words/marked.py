"""Texts with marks around what was found, as FTS5 hands them out."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...corpus.search import SEPARATOR

OPEN, CLOSE = "\x02", "\x03"  # no text has them: reading leaves control characters out
MARKS = re.compile(f"[{OPEN}{CLOSE}]")
# FTS5's snippet() compares all places of a text with each other, which nothing can interrupt: 1 s for a
# word that stands there 10,000 times, 12 s for 33,000. Few articles are longer than this.
LONG = 10_000
LENGTH, BEFORE = 240, 60  # characters of a passage, of them before the first place that was found
GAP = " … "


def pieces(text: str | None) -> list[str]:
    """Cut a text at its marks: every second piece was found."""
    return MARKS.split((text or "").replace(SEPARATOR, ""))


def passage(text: str) -> str:
    """Return the passage of a marked text in which most was found."""
    places = [found.start() for found in re.finditer(OPEN, text)] or [0]
    at = max(range(len(places)), key=lambda n: bisect_right(places, places[n] + LENGTH) - n)
    start = max(places[at] - BEFORE, text.rfind(CLOSE, 0, places[at]) + 1)
    end = places[at] + LENGTH
    return f"{GAP if start else ''}{text[start:end]}{GAP if end < len(text) else ''}"
