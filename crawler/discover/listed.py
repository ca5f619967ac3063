"""Addresses that a person lists, or that a program of theirs prints: one a line, a tab and a title behind."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Find
from .answer import collected

COMMENT = "#"
MOST = 10_000  # addresses of one list


def read_list(text: str, source: str) -> tuple[Find, ...]:
    """Return the addresses of a list; lines that are none, and comments, are passed over."""
    return collected(lines(text, source), MOST)


def lines(text: str, source: str) -> Iterator[Find]:
    """Read lines."""
    for line in text.splitlines():
        href, _, title = line.strip().partition("\t")
        if href and not href.startswith(COMMENT) and "://" in href:
            yield Find(href, title, evidence=f"listed by {source}")
