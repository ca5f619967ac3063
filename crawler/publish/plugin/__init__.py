"""Datasette plugin: reading pages, search, safer cells and defaults for every corpus it serves.

A corpus is a database with our tables, whatever its file is called; others are left alone.
Hooks only; what they do stands in the modules beside.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup
from pluggy import HookimplMarker

from ...corpus.search import fts_query
from . import addresses, cells, defaults, headers, templates
from .corpora import corpora, is_catalogue, is_corpus, served
from .excerpts import Excerpts, withhold
from .routes import routes
from .site import Site
from .views import home
from .visit import Visit

hookimpl = HookimplMarker("datasette")

# One value must not fill the memory: `select length(hex(zeroblob(400000000)))` took 2 GB. The
# largest body that is fetched is half of this.
LONGEST_VALUE = 20_000_000


@hookimpl(trylast=True)  # after Datasette's own escape_fts, which knows no CJK
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Give a corpus its search syntax, and keep its texts back where only excerpts are shown."""
    if is_corpus(conn) or is_catalogue(conn):
        conn.create_function("escape_fts", 1, fts_query, deterministic=True)
    if is_corpus(conn):
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        if Excerpts.of(datasette, database).only:
            withhold(conn)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give corpora their templates."""
    env.globals["corpuscle"] = Site(datasette)
    templates.add(env, corpora(datasette))


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Set our defaults where a corpus is served."""
    return lambda: defaults.prepare(datasette, corpora(datasette))


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Give corpora their pages."""
    return list(routes(datasette))


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[headers.App], headers.App]:
    """Send security headers where a corpus is served."""
    return lambda app: headers.with_headers(app, lambda: bool(corpora(datasette)))


@hookimpl
def extra_css_urls(database: str | None, view_name: str, datasette: Any) -> list[str]:
    """Style a corpus, and what belongs to no database where nothing else is served."""
    names = corpora(datasette)
    ours = database in names if database else len(names) == len(served(datasette)) > 0
    own = view_name in ("corpuscle", "database")
    sheets = ["corpuscle.css"] if own else ["corpuscle.css", "tables.css"]
    return [addresses.asset(datasette, sheet) for sheet in sheets] if ours else []


@hookimpl
def extra_template_vars(
    database: str | None, view_name: str, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Tell the page of a database what the home page of a corpus shows."""
    if view_name != "database" or database not in corpora(datasette):
        return None
    return lambda: home.facts(Visit(datasette, request, database))


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead to the pages of a corpus from everywhere."""
    return list(Site(datasette).menu())


@hookimpl
def render_cell(
    value: object, column: str, row: Any, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Show marks in snippets, and links that give nothing away."""
    if database not in corpora(datasette):
        return None
    return cells.cell(value, cells.Place(column, row, table, database, datasette))
