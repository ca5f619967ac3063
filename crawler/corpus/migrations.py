"""How a corpus.db comes to its shape. A migration is never edited after a release."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from . import tables

migrations = Migrations("corpus")


@migrations()
def m001_initial(db: Database) -> None:
    """Make every table declared so far."""
    for table in tables.TABLES:
        table.create(db)
