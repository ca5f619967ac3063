"""The readers of a cluster: parts of files as tasks, their readings in the order of the files.

As many tasks are under way as keep all cores busy, and no more: what waits to be saved stays bounded.
A task whose machine dies is done again by Ray, and nothing was saved of it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from typing import Any, TypeVar

from ...batch.answers import Limits, jobs
from ...batch.pump import Job
from ...batch.readers import IsHeld, Stream
from ...batch.sources import Source
from ...corpus.ingests import Step
from ...judges.relevance import Topic
from ...records import Seed
from ...settings import Settings
from ..cluster import Cluster
from .tasks import as_task, patience
from .worker import Part, Preparation, read_pages, read_part

T = TypeVar("T")
PART = 4 << 20  # bytes of a file, some 100 pages, for which a core needs some seconds
PAGES = 16  # that are sent along with a task
AHEAD = 2  # tasks for each core: one at work, one that waits; a cluster that grows by need sees the need
FEWEST_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Pending:
    """A part that is being read."""

    part: Part
    ref: Any


class Remote:
    """Reads on the cores of a cluster."""

    def __init__(
        self,
        cluster: Cluster,
        settings: Settings,
        seeds: Sequence[Seed],
        topic: Topic | None,
    ) -> None:
        """Send what is read for to the cluster."""
        self.cluster = cluster
        reference = cluster.ray.put((settings, tuple(seeds), topic))
        self.preparation = Preparation([reference], version("corpuscle"))
        self.read_part = as_task(cluster, read_part)
        self.read_pages = as_task(cluster, read_pages)
        self.check = patience(cluster)
        self.rest: Iterator[Part] = iter(())
        self.pending: deque[Pending] = deque()
        self.left: set[str] = set()
        """Sources of which no more is wanted."""

    async def ready(self) -> None:
        """Make sure that somebody reads; raises ScaleError."""
        await self.result(self.read_pages.remote(self.preparation, []))

    @property
    def ahead(self) -> int:
        """How many tasks may be under way."""
        return max(AHEAD * self.cluster.cpus(), FEWEST_AHEAD)

    def plan(self, waiting: Sequence[tuple[Source, int, int]], limits: Limits) -> None:
        """Hear which sources will be asked for in this order."""
        self.rest = (
            part
            for source, position, size in waiting
            if not source.pages
            for part in parts(source, (position, size), limits)
        )

    async def stream(self, source: Source, position: int, limits: Limits, is_held: IsHeld) -> Stream[Step]:
        """Read what a source holds from a position on; saved pages are read here, and sent."""
        if source.pages:
            found = jobs(source, position, limits, lambda page: limits.takes(page) and not is_held(page))
            async for job, reading in self.read(found):
                yield job, reading
            return
        try:
            while self.submit() and self.pending[0].part.source.name == source.name:
                pending = self.pending.popleft()
                if position >= pending.part.end:  # a record before it was larger than it
                    self.cluster.ray.cancel(pending.ref)
                    continue
                found_there = await self.result(pending.ref)
                if found_there.start != position:
                    exact = replace(pending.part, start=position, is_exact=True)
                    found_there = await self.result(self.send(exact).ref)
                for step, reading in found_there.readings:
                    yield Job(step), reading
                    position = step.position
        finally:
            self.leave(source)

    def submit(self) -> bool:
        """Have parts read until enough are under way; return whether any is."""
        ahead = self.ahead
        while len(self.pending) < ahead:
            part = next((part for part in self.rest if part.source.name not in self.left), None)
            if part is None:
                break
            self.pending.append(self.send(part))
        return bool(self.pending)

    def send(self, part: Part) -> Pending:
        """Have a part read."""
        return Pending(part, self.read_part.remote(self.preparation, part))

    def leave(self, source: Source) -> None:
        """Want no more of a source."""
        self.left.add(source.name)
        while self.pending and self.pending[0].part.source.name == source.name:
            self.cluster.ray.cancel(self.pending.popleft().ref)

    async def read(self, found: Iterator[Job[T]]) -> Stream[T]:
        """Read pages, some in a task."""
        waiting: deque[tuple[list[Job[T]], Any]] = deque()
        is_more = True
        while True:
            ahead = self.ahead
            while is_more and len(waiting) < ahead:
                some = list(islice(found, PAGES))
                is_more = len(some) == PAGES
                if some:
                    pages = [(job.target, job.page) if job.target and job.page else None for job in some]
                    waiting.append((some, self.read_pages.remote(self.preparation, pages)))
            if not waiting:
                return
            some, ref = waiting.popleft()
            for job, reading in zip(some, await self.result(ref), strict=True):
                yield job, reading

    async def result(self, ref: Any) -> Any:
        """Wait for a result, letting Ctrl-C through; raises what the task raised, and ScaleError."""
        while not self.cluster.wait([ref])[0]:
            await asyncio.sleep(0)
            self.check()
        await asyncio.sleep(0)
        return self.cluster.result(ref)

    def stop(self) -> None:
        """Let go what is under way."""
        for pending in self.pending:
            self.cluster.ray.cancel(pending.ref)
        self.pending.clear()


def parts(source: Source, span: tuple[int, int], limits: Limits) -> Iterator[Part]:
    """Cut a file into parts, from a position at which a record begins to its end."""
    position, end = span
    for start in range(position, end, PART):
        yield Part(source, start, min(start + PART, end), limits, is_exact=start == position)
