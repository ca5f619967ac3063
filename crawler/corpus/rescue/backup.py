"""A copy of corpus.db, made while others write to it: checked, and on disk before it has its name."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..database import CorpusError, check_ours
from .trouble import advice

COUNTED = ("seeds", "frontier", "pages", "articles", "links")
# SQLite's own copier took 2.2 s for 370 MB, `vacuum into` 3.8 s, and that can't say how far it is.
# The copier begins anew when somebody writes between two steps, unless a transaction keeps its
# snapshot, which ours does; then a step may be short.
STEP = 2000  # pages
OTHERS_FAULT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN)
"""Errors that speak of what is copied; all others of where it goes."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    bytes: int
    rows: dict[str, int]
    """Rows of the main tables."""


def named(corpus: Path, folder: Path) -> Path:
    """Return the path for a backup made now."""
    return folder / f"{corpus.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"


def earlier(corpus: Path, folder: Path) -> list[Path]:
    """Return the backups of a corpus that have the names we give, newest first."""
    ours = re.compile(re.escape(corpus.stem) + r"-\d{8}-\d{6}\.db")
    found = (path for path in folder.iterdir() if ours.fullmatch(path.name) and path.is_file())
    return sorted(found, key=lambda path: path.name, reverse=True)


def backup(corpus: Path, dest: Path, progress: Progress = lambda *_: None) -> Backup:
    """Copy a corpus to a path where nothing is yet; raises CorpusError, and then leaves nothing there.

    `progress` is told how many pages are copied, of how many.
    """
    if not corpus.is_file() or not corpus.stat().st_size:
        raise CorpusError(f"there is no corpus at {corpus}: --db names another")
    if not dest.parent.is_dir():
        raise CorpusError(f"{dest.parent} is not a folder: make it first, or name another")
    if dest.exists():
        raise CorpusError(f"{dest} exists: a backup never overwrites, so name another file")
    with complaining(corpus, dest), unfinished(dest) as part:
        rows = copy(corpus, part, progress)
        verify(part, rows, corpus)
        publish(part, dest)
    return Backup(dest, dest.stat().st_size, rows)


@contextmanager
def complaining(corpus: Path, dest: Path) -> Iterator[None]:
    """Say in one line what went wrong, and with which of both files."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise CorpusError(f"no backup: {advice(error, corpus if code in OTHERS_FAULT else dest)}") from error
    except FileExistsError as error:
        raise CorpusError(f"{dest} exists: a backup never overwrites, so name another file") from error
    except OSError as error:
        raise CorpusError(f"no backup: {dest}: {error.strerror}") from error


@contextmanager
def unfinished(dest: Path) -> Iterator[Path]:
    """Give a file beside the destination to work in, gone at the end."""
    part = dest.with_name(f"{dest.name}.part")
    remove(part)
    try:
        yield part
    finally:
        remove(part)


def remove(part: Path) -> None:
    """Remove an unfinished file, and what SQLite left beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def copy(corpus: Path, part: Path, progress: Progress) -> dict[str, int]:
    """Copy one moment of a corpus; return how many rows it had."""
    # one that only reads leaves its -wal and -shm behind
    uri = f"{corpus.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)) as source,
        closing(sqlite3.connect(part, isolation_level=None)) as target,
    ):
        check_ours(source, corpus)
        source.execute("begin")
        rows = count(source)
        source.backup(target, pages=STEP, progress=lambda _, left, all_: progress(all_ - left, all_), sleep=0)
        target.execute("pragma journal_mode = delete")  # one file, readable where nothing can be written
    return rows


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of the main tables."""
    return {
        table: connection.execute(f"select count(*) from {table} not indexed").fetchone()[0]
        for table in COUNTED
    }


def verify(part: Path, rows: dict[str, int], corpus: Path) -> None:
    """Make sure that a copy is whole: a backup is looked at when it is too late to make another."""
    with closing(sqlite3.connect(part)) as connection:
        (answer,) = connection.execute("pragma integrity_check(1)").fetchone()
        if answer != "ok":
            remedy = f"`corpuscle doctor --repair --db {corpus}` saves what can be read"
            raise CorpusError(f"no backup: {corpus} is damaged ({answer[:200]}): {remedy}")
        broken = connection.execute("pragma foreign_key_check").fetchone()
        if broken or count(connection) != rows:
            what = (
                f"a row of {broken[0]} refers to nothing"
                if broken
                else "its tables have other numbers of rows"
            )
            raise CorpusError(f"no backup: {what}; `corpuscle doctor --db {corpus}` says more")


def publish(part: Path, dest: Path) -> None:
    """Bring a finished file to the disk, then to its name; never over another file."""
    sync(part)
    try:
        os.link(part, dest)
    # what os.link raises where file system or platform know no links: then a look and a rename must do
    except (PermissionError, NotImplementedError):
        if dest.exists():
            raise FileExistsError(dest) from None
        part.rename(dest)
    sync(dest.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
