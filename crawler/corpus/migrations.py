"""How a corpus.db comes to its shape. A migration is never edited after a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..without import without
from . import tables

if TYPE_CHECKING:
    from sqlite_utils import Database

DONE = "select name from _sqlite_migrations where migration_set = 'corpus'"
IS_MIGRATED = "select 1 from sqlite_master where name = '_sqlite_migrations'"


def initial(db: Database) -> None:
    """Make every table declared so far."""
    for table in tables.TABLES:
        table.create(db)


MIGRATIONS: dict[str, Callable[[Database], None]] = {"m001_initial": initial}
"""By name, in the order they are applied in."""


def done(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the migrations that a file has had."""
    if connection.execute(IS_MIGRATED).fetchone() is None:
        return set()
    return {name for (name,) in connection.execute(DONE)}


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what a file has not had yet, inside the open transaction."""
    with without("pandas"):  # which sqlite-utils loads wherever it is installed: half a second, and 50 MB
        from sqlite_utils import Database, Migrations  # noqa: PLC0415

    migrations = Migrations("corpus")
    for name, migration in MIGRATIONS.items():
        migrations(name=name)(migration)
    # plugins of sqlite-utils are none of ours, and to look for some takes longer than all migrations
    migrations.apply(Database(connection, execute_plugins=False))
