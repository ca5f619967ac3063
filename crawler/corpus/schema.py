"""How a table is declared: shape, help and facets in one place.

Creation, migration, docs and `metadata.yml` all come from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, SQL type with its constraints, help."""

    name: str
    sql: str
    help: str
    references: str | None = None
    """Table and key that it holds, as `pages(id)`; Datasette fails where the key is left out."""
    generated: str | None = None
    """SQL that it is worked out by whenever it is read, where it is not stored."""

    @property
    def definition(self) -> str:
        """The column's line in `create table`."""
        reference = f" references {self.references}" if self.references else ""
        generated = f" generated always as ({self.generated}) virtual" if self.generated else ""
        return f"{self.name} {self.sql}{generated}{reference}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, its columns, and how it is browsed."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Primary key of more than one column; the rowid is left out then."""
    indexes: tuple[str, ...] = ()
    """`create index` statements."""
    triggers: tuple[str, ...] = ()
    """`create trigger` statements; derived, so made again on open when they differ."""
    facets: tuple[str, ...] = ()
    label: str | None = None
    """Column that stands for the row where another table refers to it."""
    sort_desc: str | None = None
    hidden: bool = False

    @property
    def sql(self) -> str:
        """`create table`, strict."""
        lines = [column.definition for column in self.columns]
        if self.key:
            lines.append(f"primary key ({', '.join(self.key)})")
        body = ",\n  ".join(lines)
        return f"create table {self.name} (\n  {body}\n) strict{', without rowid' if self.key else ''}"

    def create(self, db: Database) -> None:
        """Make the table and its indexes; for a migration."""
        db.execute(self.sql)
        for index in self.indexes:
            db.execute(index)


@dataclass(frozen=True, slots=True)
class View:
    """A view: what a row is, its columns' help, its SQL."""

    name: str
    help: str
    sql: str
    columns: tuple[tuple[str, str], ...]
    facets: tuple[str, ...] = ()
    sort_desc: str | None = None
    hidden: bool = False
