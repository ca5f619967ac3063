"""What can be read of a damaged corpus.db: whole tables by SQL, the others page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import inf
from typing import Any

from ..tables import TABLES
from .btree import INDEX, INTERIOR_TABLE, LEAF_TABLE, Pages, Row, Value

MASTER = "select type, name, tbl_name, rootpage, sql from sqlite_master where sql is not null or rootpage"
# A damaged page can still be one, with damaged letters in its names and texts.
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
INDEXES = "select name from sqlite_master where type = 'index' and tbl_name = ?"
KINDS: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,), "REAL": (float, int), "TEXT": (str,), "BLOB": (bytes,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of a table are stored: its columns in that order."""

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    required: tuple[bool, ...]
    rowid: int | None = None
    """Which of the columns is the rowid, and stored as nothing."""
    has_rowid: bool = True

    def fits(self, row: Row) -> bool:
        """Say whether a row could be one of this table."""
        if (row.rowid is not None) != self.has_rowid or len(row.values) != len(self.columns):
            return False
        return all(
            isinstance(value, KINDS.get(kind, (object,))) or (value is None and not required)
            for value, kind, required in zip(self.of(row), self.types, self.required, strict=True)
        )

    def of(self, row: Row) -> tuple[Value, ...]:
        """Return the values of a row, the rowid in its place."""
        if self.rowid is None:
            return row.values
        return (*row.values[: self.rowid], row.rowid, *row.values[self.rowid + 1 :])


def shape(table: str, sql: str) -> Shape:
    """Work out from `create table` how rows are stored."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.execute(sql)
        (without,) = scratch.execute("select wr from pragma_table_list where name = ?", (table,)).fetchone()
        query = 'select name, type, pk, "notnull" from pragma_table_info(?)'
        columns = scratch.execute(query, (table,)).fetchall()
    if without:  # the key comes first
        columns.sort(key=lambda column: column[2] or inf)
    names, types, keys, required = zip(*((a, b.upper(), c, d) for a, b, c, d in columns), strict=True)
    is_alias = not without and sum(map(bool, keys)) == 1 and types[keys.index(1)].upper() == "INTEGER"
    alias = keys.index(1) if is_alias else None
    return Shape(table, names, types, tuple(map(bool, required)), alias, not without)


OBJECTS = Shape(
    "sqlite_master",
    ("type", "name", "tbl_name", "rootpage", "sql"),
    ("TEXT", "TEXT", "TEXT", "INTEGER", "TEXT"),
    (True, True, True, True, False),
)


class Salvage:
    """A copy of a damaged file, opened as far as it can be."""

    def __init__(self, connection: sqlite3.Connection, pages: Pages) -> None:
        """Read from SQLite and from the pages of the same file."""
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        self.connection = connection
        self.pages = pages
        self.is_readable = True
        """Whether SQLite knows what tables there are."""
        self.broken: set[str] = set()
        """Tables that SQLite could not read to their end."""
        self.roots: dict[str, int] = {}
        self.shapes = {table.name: shape(table.name, table.sql) for table in TABLES}
        objects = self.objects()
        for kind, name, _, root, sql in objects:
            if kind == "table" and name in self.shapes:
                self.shapes[name] = shape(name, sql)
                self.roots[name] = root
        self.strays = self.stray_pages({row[3] for row in objects if row[3]})

    def objects(self) -> list[tuple[Any, ...]]:
        """Return the rows of `sqlite_master`; if SQLite can't, those on any page that look like some."""
        try:
            return self.connection.execute(MASTER).fetchall()
        except UNREADABLE:
            self.is_readable = False
        rows = self.fitting(OBJECTS, iter(range(1, self.pages.count + 1)))
        return [
            row for row in rows if row[0] in ("table", "index") and 1 < int(str(row[3])) <= self.pages.count
        ]

    def stray_pages(self, roots: set[int]) -> list[int]:
        """Pages with rows that no tree leads to, because a page above them is damaged."""
        reached = set(self.pages.free())
        for root in {1} | roots:
            reached.update(self.pages.tree(root))
        strays = (number for number in range(2, self.pages.count + 1) if number not in reached)
        return [number for number in strays if self.pages.kind(number) in (*INDEX, LEAF_TABLE)]

    def rows(self, table: str) -> Iterator[tuple[Value, ...]]:
        """Walk through a table; where SQL gives up, begin anew page by page."""
        try:
            yield from self.by_sql(table)
        except UNREADABLE:
            self.broken.add(table)
            yield from self.by_page(table)

    def by_sql(self, table: str) -> Iterator[tuple[Value, ...]]:
        """Walk through a table; raises one of UNREADABLE at the first damage."""
        if not self.is_readable:
            raise sqlite3.DatabaseError(table)
        if table not in self.roots:  # it was not declared yet
            return iter(())
        columns = ", ".join(self.shapes[table].columns)
        return self.connection.execute(f"select {columns} from {table} not indexed")

    def by_page(self, table: str) -> Iterator[tuple[Value, ...]]:
        """Walk through what is left of a table: pages its tree leads to first, as they are surely in use."""
        shape = self.shapes[table]
        root = self.roots.get(table)
        yield from self.fitting(shape, self.pages.tree(root) if root else iter(()))
        yield from self.fitting(shape, iter(self.strays))

    def fitting(self, shape: Shape, numbers: Iterator[int]) -> Iterator[tuple[Value, ...]]:
        """Walk through the rows of pages that could be of a table."""
        for number in numbers:
            if self.pages.kind(number) == INTERIOR_TABLE:
                continue
            for row in self.pages.rows(number):
                if row is not None and shape.fits(row):
                    yield shape.of(row)

    def count(self, table: str) -> int | None:
        """Return how many rows a table had, as far as one of its indexes tells."""
        counts = []
        try:
            names = [name for (name,) in self.connection.execute(INDEXES, (table,))]
        except UNREADABLE:
            return None
        for name in names:
            try:
                counts += self.connection.execute(
                    f"select count(*) from {table} indexed by {name}"
                ).fetchone()
            except UNREADABLE:
                continue
        return max(counts, default=None)
