"""Texts with marks around what was found, as FTS5 hands them out."""

from __future__ import annotations

import re

from ...corpus.search import ZERO_WIDTH_SPACE

OPEN, CLOSE = "\x02", "\x03"  # no text has them: reading leaves control characters out
MARKS = re.compile(f"[{OPEN}{CLOSE}]")


def pieces(text: str | None) -> list[str]:
    """Cut a text at its marks: every second piece was found."""
    return MARKS.split((text or "").replace(ZERO_WIDTH_SPACE, ""))
