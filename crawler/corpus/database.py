"""Opening corpus.db: pragmas, migrations, and errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from ..timing import Stage, timed
from . import migrations
from .derived import derive, is_derived
from .rescue.trouble import advice
from .search import fts_query
from .tables import TABLES

T = TypeVar("T")

# WAL: Datasette reads while a crawl writes. Each frame has a checksum that covers all frames before
# it, so a log torn by a power cut ends at its last whole commit, with no more care from us.
# FULL: a commit is on disk when it returns, so it survives the cut; NORMAL would only keep the file
# whole. In batches it costs 14 % of NORMAL's speed (978 against 1,135 pages/s).
# recursive_triggers: a `replace` keeps the search index right.
# wal_autocheckpoint: pages that every batch writes, those of indexes first of all, go into the file once for
# many batches; 16 MB of log is read by nobody's queries in more than a millisecond.
# secure_delete: off where SQLite was built with it on, as `erase` turns it on for what must not stay.
# journal_size_limit: hands disk space back after a long transaction, or a reader that kept the log.
# page_size: of a new file. An article takes a page or two of its own, and leaves half of the last one
# empty: 330 bytes an article less than with 4,096. With 1,024 the rows of other tables leave as much.
# cache_size: 32 MB, as many pages as 64 MB of the usual size; nobody misses what the system keeps.
# cell_size_check: a damaged page is an error when it is read, not nonsense in a row, at no cost that
# can be measured. mmap stays off: a failing disk would be a SIGBUS instead of an error, and a stray
# pointer could write into the file.
PRAGMAS = """
pragma page_size = 2048;
pragma mmap_size = 0;
pragma cell_size_check = on;
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma recursive_triggers = on;
pragma secure_delete = off;
pragma cache_size = -32768;
pragma wal_autocheckpoint = 8000;
pragma journal_size_limit = 67108864;
"""
PATIENCE = 30.0  # seconds for another writer to finish; ours hold the lock for half a second at most
AT_ONCE = 16  # rows in a statement, at most
ASKED_AT_ONCE = 64  # rows that a query looks up, at most
STATEMENTS = 512  # kept compiled; a save uses a hundred of them
COLUMNS = """select m.name, c.name from sqlite_master m, pragma_table_xinfo(m.name) c
where m.type = 'table'"""


# For each value of other types than numbers and texts, sqlite3 looks for a form that it takes: where it finds
# none, that takes longer than anything else it does with a value, and a page has hundreds of None. All of
# these give back what they are given, without a call of Python's.
sqlite3.register_adapter(type(None), {None: None}.get)
sqlite3.register_adapter(bool, int)
sqlite3.register_adapter(bytes, bytes)


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
        connection = sqlite3.connect(
            path,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )
        if not fresh:
            check_ours(connection, path)
        connection.executescript(PRAGMAS)
        bring_up_to_date(connection, path)
    except sqlite3.Error as error:
        if connection:
            connection.close()
        msg = f"{path} can't be opened as a corpus: {advice(error, path)}"
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
    if migrations.done(connection) - migrations.MIGRATIONS.keys():
        msg = f"{path} was made by a newer Corpuscle: update this one (pip install -U corpuscle)"
        raise CorpusError(msg)


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Migrate and derive; takes the write lock only if there is something to do."""
    if migrations.done(connection) == migrations.MIGRATIONS.keys():
        check_shape(connection, path)
        if is_derived(connection):
            return
    with transaction(connection):
        migrations.migrate(connection)
        check_shape(connection, path)
        derive(connection)


def check_shape(connection: sqlite3.Connection, path: Path) -> None:
    """Raise CorpusError if a column is missing; columns that people added are theirs."""
    missing = ", ".join(f"{table}.{column}" for table, column in missing_columns(connection)[:3])
    if missing:
        msg = (
            f"{path} was made by another stage of development: it has no {missing}; it was left as it is. "
            f"`corpuscle doctor --repair --db {path}` copies what it has into today's shape"
        )
        raise CorpusError(msg)


def missing_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables and columns that are declared, but not there."""
    have = {(table, column) for table, column in connection.execute(COLUMNS)}
    wanted = ((table.name, column.name) for table in TABLES for column in table.columns)
    return [pair for pair in wanted if pair not in have]


def file_of(connection: sqlite3.Connection) -> Path:
    """Return the file that a connection has open."""
    return Path(next(row[2] for row in connection.execute("pragma database_list") if row[1] == "main"))


def identity(path: Path) -> tuple[int, int] | None:
    """Tell a file from any other that may come to stand at its path; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def insert(connection: sqlite3.Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an `insert` of one row for many: several at a time, as each statement opens every index anew."""
    for some in pieces(rows, AT_ONCE):
        connection.execute(of_several(sql, len(some[0]), len(some)), list(chain.from_iterable(some)))


def look_up(connection: sqlite3.Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run a query for `values (?)` with many rows, several at a time; return what it finds as tuples.

    As a list in JSON they would be written and parsed, which takes as long as finding what they name.
    """
    cursor = connection.cursor()
    cursor.row_factory = None  # whoever asks for many needs no names
    found: list[Any] = []
    for some in pieces(rows, ASKED_AT_ONCE):
        values = list(chain.from_iterable(some))
        found += cursor.execute(of_several(sql, len(some[0]), len(some)), values).fetchall()
    return found


def pieces(rows: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Cut rows into pieces of at most so many, a power of two.

    What is left over goes by halves, quarters and so on, so that few statements are kept compiled.
    """
    start, size = 0, most
    while left := len(rows) - start:
        while size > left:
            size //= 2
        yield rows[start : start + size]
        start += size


@cache
def of_several(sql: str, columns: int, number: int) -> str:
    """Return a statement for one row of values as that for a number of rows."""
    row = f"({', '.join('?' * columns)})"
    return sql.replace(row, ", ".join([row] * number))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction that takes the write lock at once; nested ones join it."""
    if connection.in_transaction:
        yield
        return
    connection.execute("begin immediate")
    try:
        yield
        with timed(Stage.COMMIT):
            connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # a full or failing disk makes SQLite roll back by itself
            connection.execute("rollback")
        raise
