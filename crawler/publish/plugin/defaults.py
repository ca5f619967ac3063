"""What Datasette does with a corpus where nobody said otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from ..metadata import database_metadata

SETTINGS = {
    "suggest_facets": False,  # costs 1.7 s a page at a million rows; declared facets stay
    "truncate_cells_html": 400,
    "allow_download": False,  # of a file that may be larger than its host would like
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 800,
    "max_returned_rows": 2000,
}

COUNTED = 100_000_000  # bytes of a database that Datasette still counts the rows of, on its front page too


async def prepare(datasette: Any, names: Iterable[str]) -> None:
    """Set, describe and offer what is not set, described and offered yet."""
    if not names:
        return
    settle(datasette)
    describe(datasette, names)
    for name in names:
        database = datasette.get_database(name)
        if database.is_mutable:
            database.table_counts = counts_for(database)
    if hasattr(datasette, "add_query"):
        await offer(datasette, names)


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


def counts_for(database: Any) -> Callable[..., Awaitable[dict[str, int | None]]]:
    """Return what counts the rows of a database's tables, of a large one none.

    Datasette counts them anew for each home page, in 5 ms a table, but nothing interrupts SQLite
    when it counts the blocks of the search index: of a million articles it took 1.3 s, from a cold
    disk 15 s. Our pages show no counts.
    """
    count = database.table_counts

    async def counts(limit: int = 10) -> dict[str, int | None]:
        if database.size < COUNTED:
            found: dict[str, int | None] = await count(limit)
            return found
        return dict.fromkeys(await database.table_names())

    return counts


def describe(datasette: Any, names: Iterable[str]) -> None:
    """Describe each corpus that no metadata file describes: one called other than corpus.db.

    The hook `get_metadata` would mix ours into a file that leaves something out on purpose.
    """
    databases = datasette._metadata_local.setdefault("databases", {})  # noqa: SLF001
    for name in names:
        databases.setdefault(name, database_metadata())


async def offer(datasette: Any, names: Iterable[str]) -> None:
    """Hand Datasette 1.0 the queries of the metadata, which it no longer looks for there."""
    databases = datasette._metadata_local.get("databases", {})  # noqa: SLF001
    for name in names:
        for query, entries in databases.get(name, {}).get("queries", {}).items():
            known = {key: entries[key] for key in ("title", "description", "hide_sql") if key in entries}
            await datasette.add_query(
                name, query, sql=entries["sql"], is_trusted=True, source="plugin", **known
            )
