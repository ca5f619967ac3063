"""What Datasette does with a corpus where nobody said otherwise."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..metadata import database_metadata

OUR_TABLES = """select count(*) = 2 from sqlite_master
where type = 'table' and name in ('frontier', 'articles')"""
SETTINGS = {
    "suggest_facets": False,  # costs 1.7 s a page at a million rows; declared facets stay
    "truncate_cells_html": 400,
    "allow_download": False,  # of a file that may be larger than its host would like
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 800,
    "max_returned_rows": 2000,
}


async def corpora(datasette: Any) -> frozenset[str]:
    """Return the names of the databases that have our tables."""
    databases = {name: db for name, db in datasette.databases.items() if name != "_internal"}
    return frozenset([name for name, db in databases.items() if await db.execute_fn(is_corpus)])


def is_corpus(connection: sqlite3.Connection) -> bool:
    """Say whether a database has our tables; what can't be read is left to Datasette to complain of."""
    try:
        return bool(connection.execute(OUR_TABLES).fetchone()[0])
    except sqlite3.DatabaseError:
        return False


def settle(datasette: Any) -> None:
    """Set our defaults where Datasette's own still stand.

    Datasette takes settings from the command line and from a folder only, not from a plugin, so
    this reaches into it.
    """
    from datasette.app import DEFAULT_SETTINGS  # noqa: PLC0415  (it is what imports us)

    for name, value in SETTINGS.items():
        if datasette.setting(name) == DEFAULT_SETTINGS[name]:
            datasette._settings[name] = value  # noqa: SLF001
    datasette.sql_time_limit_ms = datasette.setting("sql_time_limit_ms")
    datasette.max_returned_rows = datasette.setting("max_returned_rows")


def describe(datasette: Any, names: frozenset[str]) -> None:
    """Describe each corpus that no metadata file describes: one called other than corpus.db.

    The hook `get_metadata` would mix ours into a file that leaves something out on purpose.
    """
    databases = datasette._metadata_local.setdefault("databases", {})  # noqa: SLF001
    for name in names:
        databases.setdefault(name, database_metadata())
