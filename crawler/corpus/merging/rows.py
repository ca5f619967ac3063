"""Rows of another corpus, attached as `source`: which they are here, and the SQL that brings them.

A temporary table for each kind of number says which one in the source is which one here. What a
column refers to is declared with it, so that every number is translated, whatever the table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ..schema import Column
from ..tables import TABLES

DECLARED = {table.name: table for table in TABLES}
# What a column refers to → the table of numbers. An address, its page and its article have the same.
NUMBERS = {
    "frontier(id)": "addresses",
    "pages(id)": "addresses",
    "articles(id)": "addresses",
    "queries(id)": "addresses",
    "hosts(id)": "hosts_here",
    "seeds(id)": "seeds_here",
    "runs(id)": "runs_here",
    "blocks(id)": "blocks_here",
    "contents(id)": "contents_here",
    "ingests(id)": "ingests_here",
    "releases(id)": "releases_here",
    "warc_files(id)": "files",
}
# By what rows of two corpora are the same one.
IDENTITY = {
    "hosts": ("host",),
    "seeds": ("sha256",),
    "runs": ("started_at", "process"),
    "blocks": ("host", "kind", "heading", "path"),
    "contents": ("digest",),
    "ingests": ("fingerprint", "hosts"),
    "releases": ("made_at", "selection"),
}
DROP = "drop table if exists temp.{table}_here"
CREATE = (
    "create temp table {table}_here (old integer primary key, new integer not null, is_new integer not null)"
)
SAME = """insert into temp.{table}_here (old, new, is_new) select s.id, t.id, 0
from source.{table} s join main.{table} t using ({identity})"""
NEW = """insert into temp.{table}_here (old, new, is_new)
select id, (select coalesce(max(id), 0) from main.{table}) + row_number() over (order by id), 1
from source.{table} where id not in (select old from temp.{table}_here)"""


def number(connection: sqlite3.Connection, table: str) -> None:
    """Say which rows of a table are which here: a number that they have, or the next that is free."""
    identity = ", ".join(IDENTITY[table])
    for sql in (DROP, CREATE, SAME, NEW):
        connection.execute(sql.format(table=table, identity=identity))


def translated(column: str, numbers: str) -> str:
    """Return SQL for the number here of what a column of the source refers to."""
    return f"(select new from temp.{numbers} where old = {column})"


def bring(table: str, where: str = "true", *, over: Mapping[str, str] | None = None, **values: str) -> str:
    """Return SQL that brings rows `s` of the source; those whose key is taken are left out.

    `values` are SQL for columns that are not simply what they were. With `over`, rows whose key is
    taken get what the source has, but for columns that it has SQL for.
    """
    declared = DECLARED[table]
    chosen = {column.name: values.get(column.name) or value_of(column) for column in declared.columns}
    columns = [name for name, value in chosen.items() if value]
    taken = "on conflict do nothing"
    if over is not None:
        key = declared.key or tuple(one.name for one in declared.columns if "primary key" in one.sql)
        sets = [f"{name} = {over.get(name, f'excluded.{name}')}" for name in columns if name not in key]
        taken = f"on conflict ({', '.join(key)}) do update set {', '.join(sets)}"
    return f"""insert into main.{table} ({", ".join(columns)})
select {", ".join(chosen[name] for name in columns)} from source.{table} s where {where} {taken}"""


def value_of(column: Column) -> str:
    """Return SQL for a value of the source as it is here; empty for what is worked out here."""
    if column.generated:
        return ""
    numbers = NUMBERS.get(column.references or "")
    if numbers:
        return translated(f"s.{column.name}", numbers)
    return "" if column.name == "id" else f"s.{column.name}"
