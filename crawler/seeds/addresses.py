"""Addresses as people write them: checked while the writer can still be told."""

from __future__ import annotations

import re

from ..urls import clean
from .errors import SeedError

WHOLE = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
COMMENT = re.compile(r"(?:^|\s)#.*")


def address(text: str) -> str | None:
    """Return the fetchable form of a whole http(s) address; None if it is none."""
    return clean(text) if WHOLE.fullmatch(text) else None


def is_address(source: str) -> bool:
    """Tell a URL, even a broken one, from the name of a file."""
    return re.match(r"https?:/", source, re.IGNORECASE) is not None


def listed(path: str, text: str) -> tuple[list[str], list[SeedError]]:
    """Read one address a line; `#` begins a comment at the start of a line or after a space."""
    urls: dict[str, None] = {}
    errors = []
    for number, line in enumerate(text.split("\n"), start=1):
        entry = COMMENT.sub("", line).strip()
        url = address(entry) if entry else None
        if url:
            urls[url] = None
        elif entry:
            message = (
                f"“{entry:.200}” is not a web address: write one a line, such as https://example.org/news"
            )
            errors.append(SeedError(path, number, message))
    return list(urls), errors
