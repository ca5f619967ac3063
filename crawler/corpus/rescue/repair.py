"""Saving what can be read of a damaged corpus.db into a new one; the old file is only ever read."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from mmap import mmap
from pathlib import Path

from ...settings import Duplicates as Limits
from ..copies.rebuild import rebuild
from ..corpus import Corpus
from ..database import CorpusError, transaction
from ..derived import derive, wanted
from ..search import REBUILD
from ..tables import TABLES
from . import doctor
from .backup import publish, unfinished
from .btree import HEADER, Pages, has_header
from .doctor import COMPARE_AGAIN, Finding
from .mending import mend
from .salvage import Salvage
from .trouble import advice
from .wal import committed, fold

CHUNK = 1 << 16  # bytes read at once; what can't be read within one is zeros in the copy
SMALLEST = 512  # bytes of the smallest file that SQLite makes
DERIVED = ("reasons", "sketches")  # comes with the program, or is made where it is missing
MADE_FROM_TEXTS = ("fingerprints", "samples")
"""Tables that are made anew rather than saved from damaged pages."""
CARELESS = "pragma foreign_keys = off; pragma journal_mode = delete; pragma synchronous = off;"
# Where in the header
PAGE_SIZE, JOURNAL, CHANGES, PAGE_COUNT, FREE_PAGES, COUNT_IS_VALID = (
    slice(16, 18), slice(18, 20), slice(24, 28), slice(28, 32), slice(32, 40), slice(92, 96),
)  # fmt: skip
TRIGGERS = [name for name, sql in wanted().items() if sql.startswith("create trigger")]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one table."""

    table: str
    rows: int
    lost: int | None = 0
    """Rows known to be lost; None if nobody can tell how many."""
    left_out: int = 0
    """Rows that are no rows of this table: values that its columns don't take."""

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is missing."""
        return self.lost == 0 and self.left_out == 0


@dataclass(frozen=True, slots=True)
class Repair:
    """A new corpus, and what it has of the old one."""

    path: Path
    tables: tuple[Saved, ...]
    let_go: int
    """Rows that were read, but are nothing without others that are lost."""
    problems: tuple[Finding, ...]
    """What is wrong with the new file, if anything."""

    @property
    def is_whole(self) -> bool:
        """Say whether all was saved."""
        return not self.let_go and not self.problems and all(saved.is_whole for saved in self.tables)


def repair(corpus: Path, dest: Path, limits: Limits) -> Repair:
    """Save what can be read of a corpus into a new file; raises CorpusError if that can't be made.

    It needs room for twice the corpus for a while: everything is read from a copy, as SQLite may
    write into what it opens.
    """
    if not corpus.is_file() or corpus.stat().st_size < SMALLEST:
        raise CorpusError(f"there is nothing to repair at {corpus}: --db names another file")
    if not dest.parent.is_dir():
        raise CorpusError(f"{dest.parent} is not a folder: make it first, or name another with --into")
    if dest.exists():
        raise CorpusError(f"{dest} exists: a repair never overwrites, so name another file with --into")
    try:
        with unfinished(dest) as part, scratch_beside(dest) as scratch:
            result = fill(corpus, part, scratch, limits)
            publish(part, dest)
    except sqlite3.Error as error:
        raise CorpusError(f"no repair: {advice(error, dest)}") from error
    except OSError as error:
        raise CorpusError(f"no repair: {error.filename or dest}: {error.strerror}") from error
    return Repair(dest, *result)


@contextmanager
def scratch_beside(dest: Path) -> Iterator[Path]:
    """Give a path for a copy, in a folder that is gone at the end."""
    with tempfile.TemporaryDirectory(dir=dest.parent, prefix=f".{dest.name}-") as folder:
        yield Path(folder) / "old.db"


def fill(
    corpus: Path, part: Path, scratch: Path, limits: Limits
) -> tuple[tuple[Saved, ...], int, tuple[Finding, ...]]:
    """Make a new corpus of what can be read; return what that was, and what is wrong with it."""
    with Corpus(part, create=True) as new:
        connection = new.connection
        # it gets its name only when it is whole and on disk, so it needs no care on the way
        connection.executescript(CARELESS)
        with opened(corpus, scratch, part) as old, transaction(connection):
            if old.is_readable and "frontier" not in old.roots:
                raise CorpusError(f"{corpus} is a database, but not a corpus: --db names another")
            for name in TRIGGERS:
                connection.execute(f"drop trigger {name}")
            saved = tuple(save(old, connection, table.name) for table in TABLES if table.name not in DERIVED)
            if old.broken and not any(table.rows for table in saved):
                raise CorpusError(f"{corpus} was no corpus, or nothing of it can be read")
            let_go = mend(connection)
            derive(connection)
            connection.execute(REBUILD)
        compare_again(connection, limits)
        problems = tuple(finding for finding in doctor.examine(connection) if finding.problem)
    return saved, let_go, problems


def compare_again(connection: sqlite3.Connection, limits: Limits) -> None:
    """Find copies anew if what is known of them is not whole."""
    if any(finding.remedy == COMPARE_AGAIN and finding.problem for finding in doctor.examine(connection)):
        rebuild(connection, limits)


def save(old: Salvage, connection: sqlite3.Connection, table: str) -> Saved:
    """Save the rows of a table; those that it doesn't take are left out."""
    columns = [row["name"] for row in connection.execute("select name from pragma_table_info(?)", (table,))]
    there = old.shapes[table].columns
    common = [column for column in columns if column in there]
    places = [there.index(column) for column in common]
    insert = f"insert or ignore into {table} ({', '.join(common)}) values ({', '.join('?' * len(common))})"
    rows = left_out = 0
    for values in old.rows(table):
        try:
            taken = connection.execute(insert, [values[place] for place in places]).rowcount
        except (sqlite3.IntegrityError, OverflowError):
            taken = 0
        rows += taken
        left_out += 1 - taken
    if table not in old.broken:
        return Saved(table, rows, 0, left_out)
    if table in MADE_FROM_TEXTS:
        connection.execute(f"delete from {table}")
        return Saved(table, 0)
    # what SQL had read before it gave up was read again: that is no loss
    expected = old.count(table)
    return Saved(table, rows, None if expected is None else max(0, expected - rows))


@contextmanager
def opened(corpus: Path, scratch: Path, sound: Path) -> Iterator[Salvage]:
    """Copy a file, with what its log holds, and open the copy as far as that goes."""
    copy(corpus, scratch)
    log = corpus.with_name(f"{corpus.name}-wal")
    with scratch.open("r+b") as file, mmap(file.fileno(), 0) as data:
        if log.exists():
            fold(data, committed(log.read_bytes()))
        data[:HEADER] = header(sound.read_bytes()[:HEADER], data)
        data.flush()
        uri = f"{scratch.absolute().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            yield Salvage(connection, Pages(data))


def header(sound: bytes, data: mmap) -> bytes:
    """Return a header as ours are, with what only the file itself can know.

    That is the size of its pages, and which are out of use. How many it has is counted: one that
    was cut off has fewer than it says, and SQLite would not read any.
    """
    new = bytearray(sound)
    if has_header(data):
        new[PAGE_SIZE], new[FREE_PAGES] = data[PAGE_SIZE], data[FREE_PAGES]
    new[PAGE_COUNT] = Pages(data).count.to_bytes(4, "big")
    new[COUNT_IS_VALID] = new[CHANGES]
    new[JOURNAL] = b"\1\1"  # no log: what it had is folded in
    return bytes(new)


def copy(corpus: Path, scratch: Path) -> None:
    """Copy a file, with zeros for what its disk can't read any more."""
    size = corpus.stat().st_size
    with corpus.open("rb", buffering=0) as source, scratch.open("wb") as target:
        for at in range(0, size, CHUNK):
            target.write(chunk(source.fileno(), at, min(CHUNK, size - at)))


def chunk(source: int, at: int, size: int) -> bytes:
    """Read some bytes; those that can't be read are zeros."""
    try:
        return os.pread(source, size, at).ljust(size, b"\0")
    except OSError:
        return bytes(size)
