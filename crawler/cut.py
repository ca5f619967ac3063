"""How much of a text fits, and how much is an excerpt."""

from __future__ import annotations

from unicodedata import east_asian_width

EXCERPT = 500  # characters, CJK counted double: a paragraph or two, enough to know what it is about


def cut(text: str, width: int) -> str:
    """Return as much of a text as fits, where CJK characters take two places."""
    used = 0
    for at, character in enumerate(text):
        used += 2 if east_asian_width(character) in "WF" else 1
        if used > width:
            return text[: max(at - 1, 0)].rstrip() + "…"
    return text
