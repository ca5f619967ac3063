"""Files that somebody else made, read into the corpus; killed at any moment, the next call goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from ..archive.store import ArchiveError
from ..corpus import Corpus
from ..corpus.ingests import Ingest, Intake, Step, is_finished, reached
from ..corpus.run import Run
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Reading
from ..settings import Settings
from ..timing import begin_work
from .answers import Limits
from .readers import Local, MakeReaders, Readers
from .sources import Source, SourceError

AT_ONCE = 50  # readings in one transaction
MOST_STEPS = 5_000  # records in one transaction: most of a file can be of other hosts
MEGABYTE = 2**20

Watch = Callable[["Ingested"], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for."""

    sources: Sequence[Source]
    hosts: tuple[str, ...] = ()
    """Hosts whose pages are taken, with their subdomains; empty for all."""
    base: str | None = None
    """Address that saved pages lay below."""
    links: bool = False
    """Links are stored too, and what they lead to is queued."""
    limit: int = 0
    """Articles after which it ends; 0 for no limit."""


@dataclass(slots=True)
class Ingested:
    """How far an ingestion is, and what it came to."""

    total: int = 0
    """Bytes of all files that were not ingested before."""
    done: int = 0
    """Bytes of those that were gone through."""
    files: int = 0
    """Files gone through to their end."""
    known: int = 0
    """Files that had been ingested before."""
    records: int = 0
    answers: int = 0
    articles: int = 0
    skipped: int = 0
    """Answers not read: held already, or of other hosts."""
    damaged: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    """Pages turned down, by reason."""
    failed: dict[str, str] = field(default_factory=dict)
    """Files that can't be read, and why."""
    stop: Stop = Stop.FILES

    def add(self, step: Step, results: Sequence[Reason | None]) -> None:
        """Add what was saved."""
        self.records += step.records
        self.answers += step.answers
        self.skipped += step.skipped
        self.damaged += len(step.damages)
        self.articles += sum(reason is None for reason in results)
        for reason in filter(None, results):
            self.refused[str(reason)] = self.refused.get(str(reason), 0) + 1


def ingest(
    corpus: Corpus,
    settings: Settings,
    order: Order,
    watch: Watch = lambda _: None,
    make: MakeReaders = Local,
) -> Ingested:
    """Read files into a corpus. Raises SourceError, ArchiveError or CorpusError for what ends it all."""
    tally = Ingested()
    hosts = " ".join(order.hosts)
    waiting: list[tuple[Source, tuple[int, str]]] = []
    for source in order.sources:
        facts = facts_of(source)
        if is_finished(corpus.connection, facts[1], hosts):
            tally.known += 1
        else:
            waiting.append((source, facts))
            tally.total += facts[0]
    if not waiting:
        return tally
    run = Run.start(corpus, settings)
    stop = Stop.FAILED
    readers = None
    try:
        readers = make(settings, corpus.seeds(), corpus.topic())
        work = Ingestion(run, readers, settings, order, tally, watch)
        begin_work()
        asyncio.run(work.all(waiting, hosts))
        stop = tally.stop
    except KeyboardInterrupt:
        stop = Stop.INTERRUPTED
        raise
    finally:
        if readers:
            readers.stop()
        run.finish(stop)
    return tally


def facts_of(source: Source) -> tuple[int, str]:
    """Return size and fingerprint of a source; raises SourceError."""
    try:
        return source.facts()
    except OSError as error:
        raise SourceError(f"{source.name}: {error.strerror or error}") from error


@dataclass(slots=True)
class Ingestion:
    """Goes through files, one after the other."""

    run: Run
    readers: Readers
    settings: Settings
    order: Order
    tally: Ingested
    watch: Watch

    async def all(self, waiting: Sequence[tuple[Source, tuple[int, str]]], hosts: str) -> None:
        """Go through files; one that can't be read is noted, and the next begun."""
        await self.readers.ready()
        connection = self.run.corpus.connection
        found = [(source, reached(connection, mark, hosts), size) for source, (size, mark) in waiting]
        self.readers.plan(found, self.limits)
        intake = Intake(self.run, self.settings, links=self.order.links)
        before = 0
        for source, facts in waiting:
            file = Ingest.begin(self.run, intake, source.name, hosts, facts)
            try:
                await self.one(source, file, (before, facts[0]))
            except (SourceError, OSError) as error:  # such as a disk that can't be read
                trouble = (
                    f"{source.name}: {error.strerror or error}" if isinstance(error, OSError) else str(error)
                )
            except ArchiveError as error:
                if source.name not in str(error):
                    raise  # our own archive can't be written
                trouble = str(error)
            else:
                trouble = ""
            if self.is_enough:
                self.tally.stop = Stop.PAGES
                return
            file.finish(trouble or None)
            if trouble:
                self.tally.failed[source.name] = trouble
            else:
                self.tally.files += 1
            before += facts[0]

    @property
    def limits(self) -> Limits:
        """What is read of a source."""
        largest = int(self.settings.manners.max_megabytes * MEGABYTE)
        return Limits(largest, self.order.base, self.order.hosts, self.order.links)

    @property
    def is_enough(self) -> bool:
        """Whether as many articles were kept as were asked for."""
        return 0 < self.order.limit <= self.tally.articles

    @property
    def room(self) -> int:
        """Readings that may be saved together."""
        left = self.order.limit - self.tally.articles if self.order.limit else AT_ONCE
        return min(AT_ONCE, left)

    async def one(self, source: Source, file: Ingest, place: tuple[int, int]) -> None:
        """Go through a file, from where it was left."""
        step, readings = Step(file.position), list[Reading]()
        found = self.readers.stream(
            source, file.position, self.limits, lambda page: file.is_held(page.url, page.fetched_at)
        )
        async with aclosing(found) as stream:
            async for job, reading in stream:
                step.add(job.about)
                if reading:
                    readings.append(without_file(reading))
                if len(readings) >= self.room or step.records >= MOST_STEPS:
                    self.save(file, step, readings)
                    self.show(source, file, place)
                    step, readings = Step(file.position), []
                    if self.is_enough:
                        return
        self.save(file, step, readings)
        self.show(source, file, place)

    def save(self, file: Ingest, step: Step, readings: list[Reading]) -> None:
        """Save what was read."""
        results = file.save(readings, step)
        self.tally.add(step, results)

    def show(self, source: Source, file: Ingest, place: tuple[int, int]) -> None:
        """Tell how far it is."""
        before, size = place
        within = size * file.position // len(source.pages) if source.pages else file.position
        self.tally.done = before + min(within, size)
        self.watch(self.tally)


def without_file(reading: Reading) -> Reading:
    """Return a reading without the record of what is no page: pictures and the like stay where they are."""
    is_page = reading.page.reason is None and reading.reason is not Reason.NOT_HTML
    return reading if is_page else replace(reading, record=None)
