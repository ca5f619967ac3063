"""Addresses that name no page: where a site begins, or one of its languages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

HOME_PATH = re.compile(
    r"/?|/[a-z]{2}(?:[-_][a-z]{2})?/?|/(?:index|home|default|startseite|accueil|inicio)(?:\.\w+)?/?",
    re.IGNORECASE,
)


def is_home(url: str) -> bool:
    """Say whether an address is where a site begins."""
    parts = urlsplit(url)
    return is_start(parts.path) and not parts.query


def is_start(path: str) -> bool:
    """Say whether a path names no page."""
    return bool(HOME_PATH.fullmatch(path))
