"""Merging corpora: what others have comes into one, each of them whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ... import clock
from ...lists import AddressList, ListError
from ...settings import Settings, load
from ..before import FORBIDDEN
from ..captures import erase_captures
from ..copies.duplicates import Duplicates
from ..corpus import Corpus
from ..database import CorpusError, transaction
from ..forbidden.lists import entries
from ..judged.learning import judge_marked
from ..own_pages import look_back
from ..rescue.backup import copy, publish, unfinished
from ..rescue.trouble import advice
from . import addresses, history, readings
from .addresses import listed
from .files import Files
from .rows import number

ATTACH = "attach database ? as source"
DETACH = "detach database source"
STEPS = 100_000  # of SQLite's machine between two looks whether Ctrl-C was pressed
CHECK = "pragma quick_check(1)"
DEFER = "pragma defer_foreign_keys = on"
TAKEN_DOWN = "select url from frontier where reason = 'taken-down'"
# What may not be kept any more by the word of one corpus, and is in the archive of the other.
TO_ERASE = f"""select distinct c.page from captures c join frontier f on f.id = c.page
left join pages p on p.id = c.page
where f.reason = 'taken-down' or p.reason in ({listed(FORBIDDEN)})"""
RENAME = (
    "delete from warc_files where id not in (select old from temp.files)",
    "update warc_files set name = (select name from temp.files where old = id)",
)
NO_ARCHIVE = ("delete from captures", "delete from warc_files")
COUNTS = """select (select count(*) from seeds) as seeds, (select count(*) from runs) as runs,
  (select count(*) from frontier) as addresses, (select count(*) from articles) as articles,
  (select count(*) from versions) as versions, (select count(*) from captures) as captures"""
NOTE = """insert into merges (source, as_of, merged_at, seeds, runs, addresses, articles, versions, captures)
values (:source, (select max(fetched_at) from source.pages), :merged_at, :seeds, :runs, :addresses,
  :articles, :versions, :captures)"""

Watch = Callable[[str, int, int], None]
"""Told what is done, how much of it, of how much."""


@dataclass(slots=True)
class Merged:
    """What one corpus brought."""

    source: Path
    seeds: int = 0
    runs: int = 0
    addresses: int = 0
    """New ones."""
    articles: int = 0
    """New ones, and newer readings of known ones."""
    versions: int = 0
    captures: int = 0
    files: int = 0
    """Files of the archive that were copied."""
    erased: int = 0
    """Articles that had to go, because one of the corpora has them on its list of take-downs."""

    @property
    def is_news(self) -> bool:
        """Whether anything came."""
        return any(
            (self.seeds, self.runs, self.addresses, self.articles, self.versions, self.captures, self.erased)
        )


class Merger:
    """Brings other corpora into an open one."""

    def __init__(self, corpus: Corpus, settings: Settings, watch: Watch, *, with_archive: bool) -> None:
        """Use an open corpus; the settings say what is a copy."""
        self.corpus = corpus
        self.connection = corpus.connection
        self.settings = settings
        self.watch = watch
        self.with_archive = with_archive
        self.files = Files(self.connection)

    def adopt(self, source: Corpus) -> Merged:
        """Take over a corpus of which the file is a copy: its archive and its take-downs."""
        merged = Merged(source.path, **dict(self.connection.execute(COUNTS).fetchone()))
        with self.attached(source):
            merged.files = self.bring_files(source)
            with transaction(self.connection):
                for sql in RENAME if self.with_archive else NO_ARCHIVE:
                    self.connection.execute(sql)
        self.heed(source)
        merged.erased = self.erase()
        return merged

    def bring(self, source: Corpus) -> Merged:
        """Merge a corpus, all or nothing."""
        merged, copied = Merged(source.path), len(self.files.copied)
        self.heed(source)
        with self.attached(source):
            try:
                merged.files = self.bring_files(source)
                with interruptible(self.connection), transaction(self.connection):
                    self.connection.execute(DEFER)
                    self.bring_rows(merged)
            except BaseException:
                self.files.undo(copied)
                raise
        merged.erased = self.erase()
        return merged

    def bring_files(self, source: Corpus) -> int:
        """Copy the archive of a corpus; return how many files that took."""
        if not self.with_archive:
            return 0
        return self.files.bring(source.path, lambda done, total: self.watch("archive", done, total))

    def bring_rows(self, merged: Merged) -> None:
        """Bring everything, inside the open transaction."""
        connection, duplicates = self.connection, Duplicates(self.connection, self.settings.duplicates)
        self.watch("addresses", 0, 1)
        for table in ("seeds", "runs", "blocks", "contents", "ingests", "releases"):
            number(connection, table)
        addresses.number_addresses(connection)
        merged.seeds, merged.runs = history.bring_runs(connection)
        addresses.bring_hosts(connection)
        history.bring_blocks(connection)
        merged.addresses = addresses.bring_addresses(connection)
        self.watch("addresses", 1, 1)
        self.watch("texts", 0, 1)
        merged.articles, merged.versions = readings.bring_texts(connection, duplicates)
        if self.with_archive:
            merged.captures = readings.bring_captures(connection)
        history.bring_rest(connection)
        self.watch("texts", 1, 1)
        marked = history.bring_marks(connection)
        readings.compare(connection, duplicates, lambda done, total: self.watch("comparing", done, total))
        if marked:
            judge_marked(connection, self.settings, marked)
        if merged.seeds or merged.articles:
            for seed in connection.execute(history.WAITING).fetchall():
                look_back(connection, seed["id"], self.settings.duplicates)
        connection.execute(addresses.COUNT_HOSTS)
        if merged.is_news:
            facts = {name: getattr(merged, name) for name in NOTED}
            connection.execute(NOTE, facts | {"source": str(merged.source), "merged_at": clock.now()})

    def heed(self, source: Corpus) -> None:
        """Put on the list of take-downs what is on the other's: before anything of it is here."""
        takedowns = self.corpus.takedowns(self.settings)
        theirs = source.takedowns(load(source.path.parent))
        if theirs.path.absolute() != takedowns.path.absolute():
            takedowns.add([line for line, _ in theirs.lines()], f"from {source.path}")
        named = AddressList.of(entries(takedowns.path))
        rows = source.connection.execute(TAKEN_DOWN).fetchall()
        takedowns.add([row["url"] for row in rows if row["url"] not in named], f"from {source.path}")

    def erase(self) -> int:
        """Erase what must not be kept; return how many articles that were."""
        erased = self.corpus.takedowns(self.settings).apply().erased
        pages = [row["page"] for row in self.connection.execute(TO_ERASE).fetchall()]
        if pages:
            erase_captures(self.connection, pages)
        return len(erased)

    @contextmanager
    def attached(self, source: Corpus) -> Iterator[None]:
        """Give the connection another corpus, as `source`."""
        self.connection.execute(ATTACH, (str(source.path.absolute()),))
        try:
            yield
        finally:
            self.connection.execute(DETACH)


@contextmanager
def interruptible(connection: sqlite3.Connection) -> Iterator[None]:
    """Let Ctrl-C end a query, which else it waits for."""
    connection.set_progress_handler(lambda: 0, STEPS)
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


NOTED = ("seeds", "runs", "addresses", "articles", "versions", "captures")


def merge(
    target: Path, sources: Sequence[Corpus], settings: Settings, watch: Watch, *, with_archive: bool = True
) -> list[Merged]:
    """Merge open corpora into the one at a path; where there is none, it is made when all of it is there.

    Raises CorpusError, ArchiveError, SettingsError or OSError. What was merged before the one that
    failed stays; merging again goes on.
    """
    for source in sources:
        check(source, watch)
    try:
        if target.exists():
            with Corpus(target) as corpus:
                merger = Merger(corpus, settings, watch, with_archive=with_archive)
                done = [merger.bring(source) for source in sources]
                corpus.connection.execute("pragma wal_checkpoint(truncate)")
                return done
        return make(target, sources, settings, watch, with_archive=with_archive)
    except ListError as error:
        raise CorpusError(str(error)) from error


def make(
    target: Path, sources: Sequence[Corpus], settings: Settings, watch: Watch, *, with_archive: bool
) -> list[Merged]:
    """Make a corpus that begins as a copy of the first."""
    first, *others = sources
    with unfinished(target) as part:
        copy(first.path, part, lambda done, total: watch("copying", done, total))
        with Corpus(part) as corpus:
            # it gets its name only when it is whole and on disk
            corpus.connection.execute("pragma synchronous = off")
            merger = Merger(corpus, settings, watch, with_archive=with_archive)
            try:
                done = [merger.adopt(first), *map(merger.bring, others)]
            except BaseException:
                merger.files.undo()
                raise
        publish(part, target)
    return done


def check(source: Corpus, watch: Watch) -> None:
    """Raise CorpusError for a corpus that is damaged: nothing of it is to come into another."""
    watch("checking", 0, 1)
    try:
        (answer,) = source.connection.execute(CHECK).fetchone()
    except sqlite3.Error as error:
        raise CorpusError(advice(error, source.path)) from error
    if answer != "ok":
        remedy = f"`corpuscle doctor --repair --db {source.path}` saves what can be read into a new file"
        raise CorpusError(f"{source.path} is damaged ({answer[:200]}): {remedy}")
    watch("checking", 1, 1)
