"""What a migration need not remember: reasons, triggers, views and the search index.

Made again on open when it differs from its declaration.
"""

from __future__ import annotations

import sqlite3

from ..reasons import Reason
from . import search
from .recount import recount
from .tables import TABLES
from .tables.daily import TRIGGERS
from .views import VIEWS

UPSERT_REASON = """insert into reasons (slug, stage, meaning) values (?, ?, ?)
on conflict (slug) do update set stage = excluded.stage, meaning = excluded.meaning
where stage != excluded.stage or meaning != excluded.meaning"""

ALL_REASONS = "select slug, stage, meaning from reasons"


def wanted() -> dict[str, str]:
    """Name → SQL of everything derived, in the order it can be made in."""
    statements = [
        *(view.sql for view in VIEWS),
        search.SEARCH_VIEW,
        search.FTS,
        *search.FTS_TRIGGERS,
        *(trigger for table in TABLES for trigger in table.triggers),
    ]
    return {name_of(sql): sql for sql in statements}


def name_of(sql: str) -> str:
    """Return the name in `create [virtual] <type> <name> …`."""
    words = sql.replace("(", " ").split()
    return words[3] if words[1] == "virtual" else words[2]


def stale(connection: sqlite3.Connection) -> dict[str, str]:
    """Name → SQL of what is missing or differs."""
    have = dict(connection.execute("select name, sql from sqlite_master").fetchall())
    return {name: sql for name, sql in wanted().items() if body(name, have.get(name)) != body(name, sql)}


def body(name: str, sql: str | None) -> str | None:
    """Return what follows the name: SQLite keeps that as it was written, but not what stands before."""
    return sql.partition(name)[2] if sql else None


def is_derived(connection: sqlite3.Connection) -> bool:
    """Say whether `derive` would find nothing to do."""
    return not stale(connection) and reasons() == set(connection.execute(ALL_REASONS).fetchall())


def reasons() -> set[tuple[str, str, str]]:
    """Rows of the table `reasons`."""
    return {(str(reason), reason.stage, reason.meaning) for reason in Reason}


def derive(connection: sqlite3.Connection) -> None:
    """Bring everything derived up to date; for an open transaction."""
    kinds = dict(connection.execute("select name, type from sqlite_master").fetchall())
    statements = stale(connection)
    for name in statements:
        if name in kinds:
            connection.execute(f"drop {kinds[name]} {name}")
    for sql in statements.values():
        connection.execute(sql)
    if "articles_fts" in statements or "articles_search" in statements:
        connection.execute(search.TITLE_WEIGHS)
        connection.execute(search.REBUILD)
    if any(name_of(sql) in statements for sql in TRIGGERS):
        recount(connection)
    connection.executemany(UPSERT_REASON, reasons())
