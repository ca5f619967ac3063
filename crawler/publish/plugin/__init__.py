"""Datasette plugin: search, reading pages, safer cells and defaults for every corpus it serves.

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
from . import cells, defaults, headers, pages

hookimpl = HookimplMarker("datasette")

# One value must not fill the memory: `select length(hex(zeroblob(400000000)))` took 2 GB. The
# largest body that is fetched is half of this.
LONGEST_VALUE = 20_000_000


@hookimpl(trylast=True)  # after Datasette's own escape_fts, which knows no CJK
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a corpus its search syntax."""
    if defaults.is_corpus(conn):
        conn.create_function("escape_fts", 1, fts_query, deterministic=True)
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> Callable[[], Awaitable[None]]:
    """Remember which databases are corpora, and give them their pages."""

    async def prepare() -> None:
        names = await defaults.corpora(datasette)
        env.globals["corpora"] = names
        pages.add(env, names)

    return prepare


@hookimpl
def startup(datasette: Any) -> None:
    """Set our defaults where a corpus is served."""
    names = datasette.jinja_env.globals["corpora"]
    if names:
        defaults.settle(datasette)
        defaults.describe(datasette, names)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[headers.App], headers.App]:
    """Send security headers where a corpus is served."""
    return lambda app: headers.with_headers(app, lambda: bool(corpora(datasette)))


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """Style a corpus, and the home page where nothing else is served."""
    names = corpora(datasette)
    ours = database in names if database else len(names) == len(served(datasette))
    return [datasette.urls.static_plugins("corpuscle", "corpuscle.css")] if names and ours else []


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead from everywhere to reading and search."""
    return [link for name in sorted(corpora(datasette)) for link in pages.menu(datasette, name)]


@hookimpl
def render_cell(
    value: object, column: str, row: Any, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Show marks in snippets, and links that give nothing away."""
    if database not in corpora(datasette):
        return None
    return cells.cell(value, cells.Place(column, row, table, database, datasette.urls))


def corpora(datasette: Any) -> frozenset[str]:
    """Return the names of the databases that are corpora; none before startup."""
    names: frozenset[str] = datasette.jinja_env.globals.get("corpora", frozenset())
    return names


def served(datasette: Any) -> list[str]:
    """Return the names of the databases a visitor sees."""
    return [name for name in datasette.databases if name != "_internal"]
