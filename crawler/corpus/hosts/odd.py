"""Hosts that SQL can't work out of their addresses."""

from __future__ import annotations

from ... import urls


def odd_host(url: str) -> str | None:
    """Return the host of an address if it is not what SQL works out of it."""
    host, plain = urls.host(url), url.partition("://")[2].partition("/")[0]
    return None if plain.isascii() and plain and plain.lower() == host else host
