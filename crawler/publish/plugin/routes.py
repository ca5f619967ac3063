"""The pages of a corpus, and where they are.

How to add a page `words`:

1. `views/words.py` with `async def view(visit: Visit) -> Response`. It asks `visit.rows(SQL, values)`
   or `visit.ask(function of a connection)`, both bounded in time, and ends with
   `return await visit.page("words", **context)`; `visit.missing("…")` is a 404. All strings in rows
   are already without control characters and bidi overrides; templates escape what they show.
   Whoever may not see the database (or its articles) never gets as far as the view.
2. `templates/corpuscle/words.html`, which begins `{% extends "corpuscle/base.html" %}` and fills the
   blocks `title`, `content`, and if need be `head` (its own style sheet:
   `<link rel="stylesheet" href="{{ corpuscle.asset("words.css") }}">`) and `width` ("wide" for tables and
   charts; prose is narrow). Links: `{{ corpuscle.url(database, "words", q="…") }}`. Pages must do without
   scripts; no inline styles or scripts (the policy sent with them forbids both), nothing from elsewhere.
   Text of strangers stands in `<bdi>` or under `dir="auto"`.
3. A line in ROUTES. Its address is `/{database}/-/words`, followed by what `rest` matches; named groups
   of `rest` are in `visit.parts`. With a `label` it is in the bar at the top, in the order of ROUTES.

The page of an article is the row page of `articles`: everything that Datasette links leads there.
The home page is that of the database, by template (`views/home.py`). Routes are made for corpora
only, so that another database beside them keeps all pages of its own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from .access import check
from .addresses import path
from .corpora import corpora, served
from .views import (
    article,
    behind,
    compare,
    dashboard,
    feed,
    graph,
    kwic,
    new,
    refusals,
    runs,
    search,
    seeds,
    sites,
    why,
    words,
)
from .visit import Visit

View = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Route:
    """One kind of page."""

    page: str
    """Its name, in links and in its address."""
    view: View
    label: str = ""
    """What the bar calls it; without one it is reached from other pages."""
    rest: str = ""
    """Pattern of what follows in the address."""


ROUTES = (
    Route("new", new.view, "New"),
    Route("search", search.view, "Search"),
    Route("kwic", kwic.view, "In context"),
    Route("words", words.view, "Words"),
    Route("seeds", seeds.view, "Seeds"),
    Route("seeds", seeds.one, rest=r"/(?P<seed>\d+)"),
    Route("sites", sites.view, "Sites"),
    Route("sites", sites.one, rest=r"/(?P<host>[^/]+)"),
    Route("dashboard", dashboard.view, "Dashboard"),
    Route("behind", behind.view),
    Route("graph", graph.view, "Graph"),
    Route("graph-data", graph.data),
    Route("runs", runs.view, "Runs"),
    Route("runs", runs.one, rest=r"/(?P<run>\d+)"),
    Route("refusals", refusals.view, "Refusals"),
    Route("article", article.view, rest=r"/(?P<article>\d+)"),
    Route("compare", compare.view, rest=r"/(?P<article>\d+)"),
    Route("why", why.view),
    Route("feed", feed.view),
)  # fmt: skip
TOO_LONG = "This corpus is too large to answer that in time; ask for less, such as a shorter period."
LABELS = {route.page: route.label for route in ROUTES if route.label}


def routes(datasette: Any) -> Iterator[tuple[str, View]]:
    """Yield Datasette's routes: pattern and view."""
    names = corpora(datasette)
    for name in names:
        for route in ROUTES:
            yield f"{re.escape(path(datasette, name, route.page))}{route.rest}$", handler(name, route.view)
    if names:
        yield r"/robots\.txt$", robots
    if len(names) == len(served(datasette)) == 1:
        yield "/$", doorway(*names)


def handler(database: str, view: View) -> Callable[..., Awaitable[Response]]:
    """Return what Datasette calls for a page."""

    async def answer(datasette: Any, request: Any) -> Response:
        await check(datasette, request.actor, database)
        visit = Visit(datasette, request, database)
        try:
            return await view(visit)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            return await visit.page("message", status=503, heading="That took too long", message=TOO_LONG)

    return answer


def doorway(database: str) -> Callable[..., Awaitable[Response]]:
    """Return what leads to the only corpus there is."""

    async def answer(datasette: Any) -> Response:
        return Response.redirect(str(datasette.urls.database(database)))

    return answer


async def robots(datasette: Any) -> Response:
    """Keep robots away, unless the setting `robots` of the plugin is `allow`: the texts are not ours."""
    config = datasette.plugin_config("corpuscle") or {}
    rule = "Allow" if config.get("robots") == "allow" else "Disallow"
    return Response.text(f"User-agent: *\n{rule}: /\n")
