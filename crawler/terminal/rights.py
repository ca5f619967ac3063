"""What a site says about the use of a text, for people."""

from __future__ import annotations

import re

from .text import safe

DEED = re.compile(r"(?i)https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z+-]+)/(\d\.\d)\b")
NAMES = {"zero": "CC0", "mark": "Public Domain Mark"}


def said(name: str, value: str, source: str) -> str:
    """Return a statement: what about, what, and where it stands."""
    shown = licence(value) if name == "licence" else value
    return f"{name} {safe(shown)} ({safe(source)})"


def licence(value: str) -> str:
    """Return the common name of a licence of Creative Commons, any other as it was written."""
    deed = DEED.match(value)
    if deed is None:
        return value
    kind = deed[1].lower()
    return f"{NAMES.get(kind, f'CC {kind.upper()}')} {deed[2]}"
