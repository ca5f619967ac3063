"""Who reads: processes of this machine, or others that keep the same promise."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from ..corpus.ingests import Step
from ..judges.relevance import Topic
from ..records import Page, Reading, Seed
from ..settings import Settings
from ..workers import Workers
from .answers import Limits, jobs
from .pump import Job, read_in_order
from .sources import Source

T = TypeVar("T")
Stream = AsyncGenerator[tuple[Job[T], Reading | None], None]
IsHeld = Callable[[Page], bool]


class Readers(Protocol):
    """Reads pages, and gives the readings in the order of the pages."""

    async def ready(self) -> None:
        """Wait until there is somebody to read; raises if nobody can."""

    def plan(self, waiting: Sequence[tuple[Source, int, int]], limits: Limits) -> None:
        """Hear which sources will be asked for in this order: each with a position, and its size in bytes."""

    def stream(self, source: Source, position: int, limits: Limits, is_held: IsHeld) -> Stream[Step]:
        """Read what a source holds from a position on; raises SourceError, ArchiveError or OSError.

        What is held need not be read.
        """

    def read(self, found: Iterator[Job[T]]) -> Stream[T]:
        """Read pages."""

    def stop(self) -> None:
        """Let all go."""


MakeReaders = Callable[[Settings, Sequence[Seed], Topic | None], Readers]
"""Prepares readers for settings, seeds and what is sought."""


class Local:
    """Processes of this machine."""

    def __init__(self, settings: Settings, seeds: Sequence[Seed], topic: Topic | None) -> None:
        """Start them."""
        self.workers = Workers(settings, seeds, topic)
        self.processes = settings.reading.processes

    async def ready(self) -> None:
        """Wait until there is a process to read with."""
        await self.workers.ready()

    def plan(self, waiting: Sequence[tuple[Source, int, int]], limits: Limits) -> None:
        """Do nothing: one source is read after the other."""

    def stream(self, source: Source, position: int, limits: Limits, is_held: IsHeld) -> Stream[Step]:
        """Read what a source holds from a position on."""
        return self.read(
            jobs(source, position, limits, lambda page: limits.takes(page) and not is_held(page))
        )

    def read(self, found: Iterator[Job[T]]) -> Stream[T]:
        """Read pages."""
        return read_in_order(self.workers, found, self.processes)

    def stop(self) -> None:
        """End the processes."""
        self.workers.stop()
