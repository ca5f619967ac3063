"""What a task does on some machine of the cluster: it reads as one machine does, with one reader."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any, TypeVar

from ...batch.answers import Limits, jobs
from ...batch.parts import before, first_record
from ...batch.pump import Job, read_in_order
from ...batch.sources import Source, SourceError
from ...corpus.ingests import Step
from ...records import Page, Reading, Target
from ..errors import ScaleError
from ..remote_readers import prepared

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a process reads with; the same for all tasks of a command."""

    reference: list[Any]
    """What leads to settings, seeds and topic; in a list, so that Ray does not send these themselves."""
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


def read_part(preparation: Preparation, part: Part) -> Found:
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
    readings = read(preparation, found)
    if not part.limits.links:  # they are most of what would be sent
        readings = [(step, one and replace(one, links=(), targets=())) for step, one in readings]
    return Found(start, readings)


def read_pages(preparation: Preparation, pages: list[tuple[Target, Page] | None]) -> list[Reading | None]:
    """Read pages that were sent along; None for none."""
    found = (Job(None, *page) if page else Job(None) for page in pages)
    return [reading for _, reading in read(preparation, found)]


def read(preparation: Preparation, found: Iterator[Job[T]]) -> list[tuple[T, Reading | None]]:
    """Read pages in order; one that kills or hangs its reader costs only itself."""
    if preparation.version != version("corpuscle"):
        raise ScaleError(
            f"{socket.gethostname()} has Corpuscle {version('corpuscle')}, and the corpus is of "
            f"{preparation.version}: install the same on all machines of the cluster"
        )
    here = prepared(preparation.reference[0])

    async def collect() -> list[tuple[T, Reading | None]]:
        return [(job.about, reading) async for job, reading in read_in_order(here.workers, found, 1)]

    return here.loop.run_until_complete(collect())
