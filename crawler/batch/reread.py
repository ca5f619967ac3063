"""Today's reader over the archive: in all cores, and where it was killed the next call goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from ..archive.answers import NoAnswerError, page_at
from ..archive.store import ArchiveError
from ..corpus import Corpus
from ..corpus.changes import Changes
from ..corpus.rereading import ALL, OTHERS, Rereading, target_of
from ..reading.text.extract import EXTRACTOR
from ..records import Reading
from ..settings import Settings
from ..timing import begin_work
from .pump import Job
from .readers import Local, MakeReaders, Readers

AT_ONCE = 50  # readings in one transaction
MEGABYTE = 2**20

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which pages are read again, and what for."""

    where: str | None = None
    """Condition in SQL; None for the pages that another reader read."""
    every: bool = False
    """All pages that are in the archive."""
    is_dry: bool = False
    """Count what would change, and change nothing."""

    @property
    def condition(self) -> str:
        """What the pages have in common, in SQL."""
        return self.where or (ALL if self.every else OTHERS)


def reread(
    corpus: Corpus,
    settings: Settings,
    wish: Wish,
    watch: Watch = lambda *_: None,
    make: MakeReaders = Local,
) -> Changes:
    """Read pages of the archive again; raises CorpusError for a condition that is none."""
    if not wish.is_dry:
        corpus.forbid(settings)
    rereading = Rereading(corpus, settings, EXTRACTOR, wish.condition)
    if not rereading.total:
        return rereading.changes
    if not wish.is_dry:
        rereading.begin()
    # what is read is in the archive already
    readers = make(settings.with_values("archive", enabled=False), corpus.seeds(), corpus.topic())
    begin_work()
    try:
        asyncio.run(every(rereading, readers, settings, wish, watch))
    finally:
        readers.stop()
    if not wish.is_dry:
        rereading.finish()
    return rereading.changes


async def every(rereading: Rereading, readers: Readers, settings: Settings, wish: Wish, watch: Watch) -> None:
    """Read all pages that are left."""
    await readers.ready()
    found = jobs(rereading, int(settings.manners.max_megabytes * MEGABYTE))
    batch: list[tuple[sqlite3.Row, Reading | None]] = []
    async with aclosing(readers.read(found)) as stream:
        async for job, reading in stream:
            if wish.is_dry:
                rereading.preview(job.about, reading)
                watch(rereading.changes.pages, rereading.total)
                continue
            batch.append((job.about, reading))
            if len(batch) >= AT_ONCE:
                rereading.save(batch)
                batch = []
                watch(rereading.changes.pages, rereading.total)
    if batch:
        rereading.save(batch)


def jobs(rereading: Rereading, largest: int) -> Iterator[Job[sqlite3.Row]]:
    """Yield the pages that are left with their answers; without where those are damaged or gone."""
    for row in rereading.pages(AT_ONCE):
        if row["file"] is None:  # its body stood with another page, and was erased there
            yield Job(row)
            continue
        try:
            page = page_at(rereading.folder / row["file"], row["offset"], largest)
        except (ArchiveError, NoAnswerError):
            yield Job(row)
            continue
        # of a body that several pages had, the address is that of the first
        page = replace(
            page,
            url=row["url"],
            final_url=row["url"],
            fetched_at=row["fetched_at"],
            statements=rereading.statements(row["id"]),
        )
        yield Job(row, target_of(row), page)
