"""What a task does on some machine of the cluster: it reads with the same readers as one machine does."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ...batch.answers import Limits, jobs
from ...batch.parts import before, first_record
from ...batch.pump import Job
from ...batch.readers import Local
from ...batch.sources import Source, SourceError
from ...corpus.ingests import Step
from ...judges.relevance import Topic
from ...records import Page, Reading, Seed, Target
from ...settings import Settings
from ..errors import ScaleError


@dataclass(frozen=True, slots=True)
class Preparation:
    """What readers are prepared for."""

    settings: Settings
    seeds: tuple[Seed, ...]
    topic: Topic | None
    version: str
    """Of Corpuscle, where the corpus is."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a WARC file, but for a record that begins before them."""

    source: Source
    start: int
    end: int
    limits: Limits
    is_exact: bool
    """A record begins at `start`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read in a part."""

    start: int | None
    """Where its first record begins; None if there is none."""
    readings: list[tuple[Step, Reading | None]]


class Bench:
    """The readers of one process of the cluster: a page that kills or hangs one costs only itself."""

    def __init__(self, preparation: Preparation) -> None:
        """Start one reader, as a task has one core."""
        if preparation.version != version("corpuscle"):
            raise ScaleError(
                f"{socket.gethostname()} has Corpuscle {version('corpuscle')}, and the corpus is of "
                f"{preparation.version}: install the same on all machines of the cluster"
            )
        settings = preparation.settings.with_values("reading", workers=1)
        self.readers = Local(settings, preparation.seeds, preparation.topic)
        self.runner = asyncio.Runner()

    def read(self, found: Iterator[Job[Any]]) -> list[tuple[Any, Reading | None]]:
        """Read pages in order."""

        async def collect() -> list[tuple[Any, Reading | None]]:
            return [(job.about, reading) async for job, reading in self.readers.read(found)]

        return self.runner.run(collect())

    def stop(self) -> None:
        """End the reader."""
        self.runner.close()
        self.readers.stop()


benches: dict[str, Bench] = {}
"""The readers that this process has, by the name of what they were prepared for: one at most."""


def bench_of(name: str, prepare: Callable[[], Preparation]) -> Bench:
    """Return the readers for a preparation; those for another one end."""
    if name not in benches:
        for other in list(benches):
            benches.pop(other).stop()
        benches[name] = Bench(prepare())
    return benches[name]


def read_part(name: str, prepare: Callable[[], Preparation], part: Part) -> Found:
    """Read the pages in a part of a file; raises SourceError, ArchiveError or OSError for the file."""
    source = part.source
    if not os.access(source.path, os.R_OK):
        raise SourceError(
            f"{source.name} can't be read on {socket.gethostname()}: files must lie where every machine of "
            "the cluster finds them under the same name, such as on a shared disk"
        )
    start = part.start if part.is_exact else first_record(source, part.start, part.end)
    if start is None:
        return Found(None, [])
    found = before(jobs(source, start, part.limits, part.limits.takes), start, part.end)
    return Found(start, bench_of(name, prepare).read(found))


def read_pages(
    name: str, prepare: Callable[[], Preparation], pages: list[tuple[Target, Page] | None]
) -> list[Reading | None]:
    """Read pages that were sent along; None for none."""
    found = (Job(None, *page) if page else Job(None) for page in pages)
    return [reading for _, reading in bench_of(name, prepare).read(found)]
