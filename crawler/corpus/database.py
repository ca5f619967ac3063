"""Opening corpus.db: pragmas, migrations, and errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from .derived import derive, is_derived
from .migrations import migrations
from .search import fts_query

MIGRATIONS_DONE = "select name from _sqlite_migrations where migration_set = 'corpus'"
# WAL: Datasette reads while a crawl writes. FULL: a commit survives a power cut; in batches it
# costs 14 % of NORMAL's speed (978 against 1,135 pages/s). recursive_triggers: a `replace` keeps
# the search index right. The size limit hands disk space back after a long transaction.
PRAGMAS = """
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma recursive_triggers = on;
pragma cache_size = -65536;
pragma journal_size_limit = 67108864;
"""


class CorpusError(Exception):
    """A corpus.db that can't be used; the message says what to do."""


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a corpus for reading and writing, in today's shape.

    Raises CorpusError if there is none (unless `create`), or the file is something else.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and not create:
        msg = f"there is no corpus at {path}: `corpuscle crawl` makes one, --db names another"
        raise CorpusError(msg)
    if not path.parent.is_dir():
        msg = f"{path.parent} is not a folder: make it first, or name another file with --db"
        raise CorpusError(msg)
    connection = None
    try:
        # one thread at a time uses it, not always the same one
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        if not fresh:
            check_ours(connection, path)
        connection.executescript(PRAGMAS)
        bring_up_to_date(connection)
    except sqlite3.Error as error:
        if connection:
            connection.close()
        msg = f"{path} can't be opened as a corpus: {error}"
        raise CorpusError(msg) from error
    except CorpusError:
        if connection:
            connection.close()
        raise
    connection.create_function("escape_fts", 1, fts_query, deterministic=True)
    connection.row_factory = sqlite3.Row
    return connection


def check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise CorpusError unless the file is a corpus that this version understands."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master")}
    if tables and not {"frontier", "_sqlite_migrations"} <= tables:
        msg = f"{path} is a database, but not a corpus; it was left as it is: name another file with --db"
        raise CorpusError(msg)
    known = {migration.name for migration in migrations.pending(Database(":memory:"))}
    done = {name for (name,) in connection.execute(MIGRATIONS_DONE)} if tables else set()
    if done - known:
        msg = f"{path} was made by a newer Corpuscle: update this one (pip install -U corpuscle)"
        raise CorpusError(msg)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Migrate and derive; takes the write lock only if there is something to do."""
    db = Database(connection)
    if migrations.pending(db) or not is_derived(connection):
        with transaction(connection):
            migrations.apply(db)
            derive(connection)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction that takes the write lock at once; nested ones join it."""
    if connection.in_transaction:
        yield
        return
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
