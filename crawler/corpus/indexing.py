"""What a batch adds to the search index and to counts by day: all at once, at the end of its transaction.

FTS5 writes out what it holds in memory before each statement that SQLite could have to take back alone,
which with triggers is nearly every one: put in one by one, each article became a segment of its own, to be
merged with the others, at four times the cost. Counted one by one, an article and its page change ten rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from .tables.daily import COUNT_WAITING

IS_ON = "select 1 from unindexed where article = 0"
BEGIN = "insert into unindexed (article) values (0)"
INDEX = """insert into articles_fts (rowid, title, text) select id, title, text from articles_search
where id in (select article from unindexed where article <> 0) order by id"""
END = ("delete from unindexed", "delete from uncounted")


@contextmanager
def together(connection: sqlite3.Connection) -> Iterator[None]:
    """Index and count what a block inserts when it ends, in the open transaction; blocks within join it.

    Outside of one, what waits would be on disk, and wait for ever after a crash.
    """
    assert connection.in_transaction  # noqa: S101  (see above)
    if connection.execute(IS_ON).fetchone():
        yield
        return
    connection.execute(BEGIN)
    yield
    for sql in (INDEX, *COUNT_WAITING, *END):
        connection.execute(sql)
