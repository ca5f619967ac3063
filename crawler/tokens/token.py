"""A token."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A word, number or mark as it stands in a text."""

    form: str
    after: str
    """What stands between it and the next token: white space mostly; empty where they touch."""
