"""Cells of tables: crawled text, so everything is escaped before anything becomes markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ..queries import MARK, UNMARK
from . import addresses
from .safe import harmless

WEB = re.compile(r"https?://(\S+)", re.IGNORECASE)
SHOWN = 80  # characters of an address: two lines of a column; the rest is in its link
# Rows of views have no page of their own in Datasette; these numbers lead to one.
TRAILS = {"corpus": ("id",), "refusals": ("id",), "edges": ("source", "target")}
ARTICLES = {"corpus": "id", "articles": "id", None: "article"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands; `table` is None in the answer to a query."""

    column: str
    row: Mapping[str, Any]
    table: str | None
    database: str
    datasette: Any


def cell(value: object, place: Place) -> Markup | None:
    """Return the markup of a cell; None where Datasette's own is good."""
    if place.column in TRAILS.get(place.table or "", ()):
        return trail_link(value, place)
    if not isinstance(value, str):
        return None
    clean = harmless(value)
    return of_text(clean, place) or (escape(clean) if clean != value else None)


def of_text(value: str, place: Place) -> Markup | None:
    """Return the markup of a text; None where none is called for."""
    if place.column == "snippet":
        return marked(value)
    if place.column == "title" and value.strip():
        return article_link(value, place)
    return web_link(value)


def marked(snippet: str) -> Markup:
    """Return a snippet with what was found in <mark>."""
    text = str(escape(snippet))
    return Markup(text.replace(MARK, "<mark>").replace(UNMARK, "</mark>"))  # noqa: S704  (escaped above)


def web_link(value: str) -> Markup | None:
    """Link an address that stands alone: not followed by robots, and not told where from."""
    url = value.strip()
    found = WEB.fullmatch(url)
    if not found:
        return None
    name = found[1] if len(found[1]) <= SHOWN else found[1][:SHOWN] + "…"
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(url, name)


def article_link(title: str, place: Place) -> Markup | None:
    """Link a title to the page its article is read on."""
    column = ARTICLES.get(place.table)
    number = place.row[column] if column in place.row.keys() else None  # noqa: SIM118  (a row, not a dict)
    if isinstance(number, Mapping):  # a reference, with its label
        number = number["value"]
    if not isinstance(number, int):
        return None
    url = addresses.url(place.datasette, place.database, "article", number)
    return Markup('<a href="{}">{}</a>').format(url, title)


def trail_link(number: object, place: Place) -> Markup | None:
    """Link a number to the trail of its address."""
    if not isinstance(number, int):
        return None
    url = addresses.url(place.datasette, place.database, "why", url=number)
    return Markup('<a href="{}" title="How it was found">{}</a>').format(url, number)
