"""Pages through the readers, in order: as many at once as keep them busy, few enough to stay small."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ..records import Page, Reading, Target
from ..workers import Workers

T = TypeVar("T")
MOST_BYTES = 48_000_000  # of bodies under way; a usual page has 0.2 million
PER_READER = 6  # pages under way for each reader: while the corpus is written, none runs dry


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something that is gone through, with a page to read or without."""

    about: T
    target: Target | None = None
    page: Page | None = None

    @property
    def size(self) -> int:
        """Bytes of its body."""
        return len(self.page.body) if self.page else 0


async def read_in_order(
    workers: Workers, jobs: Iterator[Job[T]], readers: int
) -> AsyncGenerator[tuple[Job[T], Reading | None], None]:
    """Yield each job with its reading, in the order they come; a page with a reason is not read."""
    waiting: deque[tuple[Job[T], asyncio.Task[Reading] | None]] = deque()
    held = reading = 0
    is_more = True
    try:
        while True:
            while is_more and reading < readers * PER_READER and held < MOST_BYTES:
                job = next(jobs, None)
                if job is None:
                    is_more = False
                    break
                task = None
                if job.target and job.page and not job.page.reason:
                    task = asyncio.ensure_future(workers.read(job.target, job.page))
                    reading += 1
                held += job.size
                waiting.append((job, task))
                await asyncio.sleep(0)
            if not waiting:
                return
            job, task = waiting.popleft()
            held -= job.size
            if task:
                reading -= 1
                yield job, await task
            elif job.target and job.page:
                yield job, Reading(job.target, replace(job.page, body=b""))
            else:
                yield job, None
    finally:
        for _, task in waiting:
            if task:
                task.cancel()
