"""What is known of sites, shared by all who ask while it is being found out, and by later ones."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from .. import clock
from ..corpus import SiteFile

T = TypeVar("T")
# Characters of files that are remembered as parsed, at some 15 bytes each; a site counts as 1,000 at least.
MOST = 4_000_000
LEAST = 1_000


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A file of a site, and what it says."""

    file: SiteFile
    content: T
    is_new: bool = False
    """It was fetched just now, so its host rests before the next request."""


class Memory(Generic[T]):
    """Loads what is not known or too old, once for all who ask; forgets what was not asked for longest."""

    def __init__(self, load: Callable[[str], Awaitable[Known[T]]], most: int = MOST) -> None:
        """Load by a function of the origin."""
        self.load = load
        self.most = most
        self.tasks: OrderedDict[str, asyncio.Future[Known[T]]] = OrderedDict()
        self.sizes: dict[str, int] = {}
        self.total = 0

    def held(self, origin: str) -> Known[T] | None:
        """Return what is known of a site, if that holds and is there without waiting."""
        task = self.tasks.get(origin)
        if task is None or not task.done() or is_stale(task):
            return None
        self.tasks.move_to_end(origin)
        return task.result()

    async def get(self, origin: str) -> tuple[Known[T], bool]:
        """Return what is known of a site, and whether this call had it loaded."""
        task = self.tasks.get(origin)
        is_first = task is None or is_stale(task)
        if task is None or is_first:
            task = self.tasks[origin] = asyncio.ensure_future(self.load(origin))
            task.add_done_callback(lambda _: self.weigh(origin))
            self.weigh(origin)
            self.trim()
        self.tasks.move_to_end(origin)
        # shielded: whoever waits may be cancelled, the others still want the answer
        return await asyncio.shield(task), is_first

    def weigh(self, origin: str) -> None:
        """Count what an entry takes now; adding all of them up for each new site took 5 ms."""
        task = self.tasks.get(origin)
        weight = size(task) if task else 0
        self.total += weight - self.sizes.pop(origin, 0)
        if weight:
            self.sizes[origin] = weight

    def trim(self) -> None:
        """Forget until the rest is small enough; nothing that is under way."""
        while self.total > self.most:
            oldest = next((origin for origin, task in self.tasks.items() if task.done()), None)
            if oldest is None:
                return
            del self.tasks[oldest]
            self.weigh(oldest)


def is_stale(task: asyncio.Future[Known[T]]) -> bool:
    """Say whether a file must be had anew: it is too old, or getting it failed on our side."""
    if not task.done():
        return False
    return task.cancelled() or task.exception() is not None or task.result().file.expires_at <= clock.now()


def size(task: asyncio.Future[Known[T]]) -> int:
    """Return how many characters an entry counts as."""
    is_had = task.done() and not task.cancelled() and task.exception() is None
    return max(LEAST, len(task.result().file.text)) if is_had else LEAST
