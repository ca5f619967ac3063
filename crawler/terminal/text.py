"""Crawled text on a terminal: no escape sequences, no characters that turn the line around."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences among them), bidi overrides and isolates, lone surrogates
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: object) -> str:
    """Return text without anything that a terminal would obey."""
    return HARMFUL.sub("", str(text))


def shorten(text: str, length: int) -> str:
    """Cut a text to a length, on one line."""
    line = " ".join(safe(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def megabytes(count: int) -> str:
    """Write a number of bytes for people."""
    return f"{count / 2**20:.1f} MB"


def duration(seconds: float) -> str:
    """Write a time span for people: 1:02:03, or 4.2 s."""
    if seconds < 60:  # noqa: PLR2004  (a minute)
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def minute(moment: str) -> str:
    """Write a moment of the corpus for people: 2026-03-14 08:30 UTC."""
    return f"{moment[:16].replace('T', ' ')} UTC"
