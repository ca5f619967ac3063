"""How much of a text a site shows: all of it, or, where it is not ours to publish, an excerpt.

With `excerpts_only` the database itself gives away no text to tables, SQL, JSON and CSV: SQLite
reads the columns as empty. Our own pages lift that for what they ask, and cut what they show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...cut import EXCERPT, cut

WITHHELD = frozenset(
    {
        ("articles", "text"),
        ("articles", "split_text"),
        ("versions", "text"),
        ("release_texts", "text"),
        ("fingerprints", "text"),
        ("seeds", "text"),
        ("releases", "seeds"),
    }
)


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The setting `excerpts_only` of the plugin, and how long an excerpt is."""

    only: bool = False
    length: int = EXCERPT

    @classmethod
    def of(cls, datasette: Any, database: str) -> Excerpts:
        """Read the plugin's settings in Datasette's metadata."""
        config = datasette.plugin_config("corpuscle", database=database) or {}
        length = config.get("excerpt_length")
        return cls(bool(config.get("excerpts_only")), length if isinstance(length, int) else EXCERPT)

    def shown(self, text: str) -> str:
        """Return what is shown of a text."""
        return cut(text, self.length) if self.only else text


def withhold(connection: sqlite3.Connection) -> None:
    """Let a connection read no texts."""
    connection.set_authorizer(no_texts)


@contextmanager
def lifted(connection: sqlite3.Connection, excerpts: Excerpts) -> Iterator[None]:
    """Let a connection read texts for as long as the block runs.

    Without an authorizer SQLite would go on with statements that were made when texts were withheld;
    it forgets them only when another one is set.
    """
    if not excerpts.only:
        yield
        return
    connection.set_authorizer(everything)
    try:
        yield
    finally:
        withhold(connection)


def no_texts(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    """Answer SQLite's question whether something may be done."""
    if action == sqlite3.SQLITE_READ and (table, column) in WITHHELD:
        return sqlite3.SQLITE_IGNORE
    return sqlite3.SQLITE_OK


def everything(*_: object) -> int:
    """Allow everything: the connection itself can only read."""
    return sqlite3.SQLITE_OK
