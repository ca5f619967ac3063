"""Which of the databases that Datasette serves are corpora."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

OUR_TABLES = """select count(*) = 2 from sqlite_master
where type = 'table' and name in ('frontier', 'articles')"""
OUR_CATALOGUE = """select count(*) = 2 from sqlite_master
where type = 'table' and name in ('shards', 'articles_fts')"""
INTERNAL = "_internal"


def corpora(datasette: Any) -> tuple[str, ...]:
    """Return the names of the databases that have our tables; looked at once.

    Datasette asks plugins for routes before it starts, so this can't wait for its connections.
    """
    if not hasattr(datasette, "corpora"):
        datasette.corpora = tuple(sorted(filter(lambda name: holds(datasette, name), served(datasette))))
    found: tuple[str, ...] = datasette.corpora
    return found


def served(datasette: Any) -> list[str]:
    """Return the names of the databases a visitor sees."""
    return [name for name in datasette.databases if name != INTERNAL]


def holds(datasette: Any, name: str) -> bool:
    """Say whether a served database is a corpus; what can't be opened is left to Datasette."""
    try:
        with closing(datasette.databases[name].connect()) as connection:
            return is_corpus(connection)
    except sqlite3.Error:
        return False


def is_corpus(connection: sqlite3.Connection) -> bool:
    """Say whether a database has our tables; what can't be read is left to Datasette to complain of."""
    return answers(connection, OUR_TABLES)


def is_catalogue(connection: sqlite3.Connection) -> bool:
    """Say whether a database finds texts that stand elsewhere, as `export shards` makes it."""
    return answers(connection, OUR_CATALOGUE)


def answers(connection: sqlite3.Connection, question: str) -> bool:
    """Ask a yes-or-no question; no is the answer of what is no database."""
    try:
        return bool(connection.execute(question).fetchone()[0])
    except sqlite3.DatabaseError:
        return False
