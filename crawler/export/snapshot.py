"""One moment of a corpus, read only: a crawl that writes meanwhile does not tear what leaves."""

from __future__ import annotations

import sqlite3
import uuid
from types import TracebackType
from typing import Self

from ..corpus import Corpus
from ..lists import ListError
from ..settings import Settings
from . import ExportError

# Writing is off by `query_only`; this keeps the rest shut, that pragma itself among it. What SQLite
# does for itself to make a virtual table known looks like writing, so that can't be said here.
DENIED = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_PRAGMA})
STEPS = 100_000  # of SQLite's machine between two looks whether Ctrl-C was pressed
FIRST_RUN = "select started_at, process from runs order by id limit 1"
FIRST_ADDRESS = "select url from frontier order by id limit 1"
NEWEST = "select max(fetched_at) from pages"
SEED = "select id from seeds where id = :given or path = :given or path like '%/' || :given order by id"


class Snapshot:
    """An open corpus within one read transaction; `with` begins and ends it.

    Nothing can be written through `connection`, attached to it or loaded into it. Its rows are
    `sqlite3.Row`. `barred` are numbers of texts that must not leave: they are on the list of
    take-downs, or copies of what is on it, and were not erased yet.
    """

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Use an open corpus, which must not be used for anything else meanwhile."""
        self.connection = corpus.connection
        self.corpus = corpus
        self.settings = settings
        self.barred: frozenset[int] = frozenset()

    def __enter__(self) -> Self:
        """Begin."""
        self.connection.execute("pragma query_only = on")
        self.connection.execute("begin")
        try:
            self.barred = frozenset(self.corpus.takedowns(self.settings).pending())
        except ListError as error:
            raise ExportError(str(error)) from None
        self.connection.set_progress_handler(lambda: 0, STEPS)
        self.connection.set_authorizer(may)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; a query that Ctrl-C ended was no error of SQLite."""
        self.connection.set_authorizer(None)
        self.connection.set_progress_handler(None, 0)
        if self.connection.in_transaction:  # a failing disk makes SQLite roll back by itself
            self.connection.execute("rollback")
        self.connection.execute("pragma query_only = off")
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error

    @property
    def corpus_id(self) -> str:
        """What tells this corpus from any other, and is the same in its copies."""
        rows = [self.connection.execute(sql).fetchone() for sql in (FIRST_ADDRESS, FIRST_RUN)]
        return str(uuid.uuid5(uuid.NAMESPACE_URL, repr([tuple(row) if row else () for row in rows])))

    @property
    def as_of(self) -> str | None:
        """When a page was last fetched, UTC."""
        (moment,) = self.connection.execute(NEWEST).fetchone()
        return str(moment) if moment else None

    def seed_number(self, given: str) -> int:
        """Return the seed with a number, path or file name; raises ExportError."""
        found = [row["id"] for row in self.connection.execute(SEED, {"given": given})]
        if len(found) != 1:
            what = "several seeds are" if found else "no seed is"
            msg = f"--seed: {what} called {given!r}; `corpuscle topics` shows them with their numbers"
            raise ExportError(msg)
        return int(found[0])


def may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Answer SQLite's question whether something may be done."""
    # the search index asks for its data_version, to know whether it has changed
    if action in DENIED and first != "data_version":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
