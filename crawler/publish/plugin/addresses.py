"""Addresses of the pages of a corpus."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode

ARTICLE = "article"


def path(datasette: Any, database: str, page: str) -> str:
    """Return the path of a page, without the prefix that Datasette may be served under."""
    start = f"/{tilde_encode(datasette.get_database(database).route)}"
    if page == ARTICLE:  # the row page: what Datasette links when it links an article
        return f"{start}/articles"
    return f"{start}/-/{page}"


def url(datasette: Any, database: str, page: str, *rest: object, **query: object) -> str:
    """Return the address of a page, with what follows it and its query; empty inputs are left out."""
    parts = [path(datasette, database, page), *(tilde_encode(str(part)) for part in rest)]
    given = {name: value for name, value in query.items() if value not in (None, "")}
    asked = f"?{urlencode(given)}" if given else ""
    return f"{datasette.urls.path('/'.join(parts))}{asked}"


def asset(datasette: Any, name: str) -> str:
    """Return the address of a file of ours."""
    return str(datasette.urls.static_plugins("corpuscle", name))
