"""The desk: one thread that owns the corpus, so that the reactor never waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from ..corpus import SiteFile
from ..corpus.hosts.shared import keep_address
from ..corpus.run import Run
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Reading, Target
from ..timing import Stage, join

P = ParamSpec("P")
T = TypeVar("T")
BREATH = 0.01  # seconds between two slices of a pass: claims and saves come in between
REST = 1.0  # seconds until it is asked again whether a pass is due
MOST_AT_ONCE = 50  # readings in one transaction; keeps the write lock short for others


class Desk:
    """Asynchronous access to a run. Readings that wait for the thread are saved together."""

    def __init__(self, run: Run) -> None:
        """Serve a run; call `close` at the end."""
        self.run = run
        self.thread = ThreadPoolExecutor(1, "corpus", join, (Stage.CORPUS,))
        self.waiting: list[tuple[Reading, asyncio.Future[Reason | None]]] = []
        self.saving: asyncio.Task[None] | None = None

    async def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of the corpus in its thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, lambda: function(*args, **kwargs))

    async def claim(self, limit: int, busy: Collection[str], under_way: Mapping[str, int]) -> list[Target]:
        """Take addresses to ask now."""
        return await self.ask(self.run.claim, limit, busy, under_way)

    async def release(self, target: Target, next_at: str | None = None) -> None:
        """Give an address back unasked."""
        await self.ask(self.run.release, target, next_at)

    async def next_at(self) -> str | None:
        """Return when there is something to claim."""
        return await self.ask(self.run.next_at)

    async def exhausted(self) -> Stop:
        """Say why there is nothing left to claim."""
        return await self.ask(self.run.exhausted)

    async def keep_address(self, host: str, address: str) -> None:
        """Remember which IP address a host has."""
        await self.ask(keep_address, self.run.corpus.connection, host, address)

    async def widen(self) -> int:
        """Plant further queries where those that were asked brought nothing; return how many."""
        return await self.ask(self.run.widen)

    async def events(self) -> dict[str, int]:
        """Return what the visits of the run came to so far."""
        return await self.ask(self.run.events)

    async def queue(self) -> tuple[int, int]:
        """Return how many addresses are ready, on how many hosts."""
        return await self.ask(self.run.corpus.queue)

    async def site_file(self, origin: str, path: str) -> SiteFile | None:
        """Return what is remembered of a file of a site."""
        return await self.ask(self.run.corpus.hosts.site_file, origin, path)

    async def keep_site_file(
        self, origin: str, path: str, file: SiteFile, delay: float | None = None
    ) -> None:
        """Remember a file of a site."""
        await self.ask(self.run.corpus.hosts.keep_site_file, origin, path, file, delay)

    async def rest(self, host: str, next_at: str) -> None:
        """Ask nothing of a host before a moment."""
        await self.ask(self.run.corpus.frontier.rest, host, next_at)

    async def save(self, reading: Reading) -> Reason | None:
        """Save a reading; returns once it is on disk, with what became of it (None: kept)."""
        future: asyncio.Future[Reason | None] = asyncio.get_running_loop().create_future()
        self.waiting.append((reading, future))
        if self.saving is None or self.saving.done():
            self.saving = asyncio.ensure_future(self.save_waiting())
        return await future

    async def save_waiting(self) -> None:
        """Save in batches until nobody waits."""
        while self.waiting:
            batch = self.waiting[:MOST_AT_ONCE]
            del self.waiting[:MOST_AT_ONCE]
            try:
                results = await self.ask(self.run.save, [reading for reading, _ in batch])
            except Exception as error:  # noqa: BLE001  (each waiter gets it raised)
                for _, future in batch:
                    future.set_exception(error)
            else:
                for (_, future), result in zip(batch, results, strict=True):
                    future.set_result(result)

    async def learn(self) -> None:
        """Weigh the queue anew, slice after slice, between everything else; until cancelled."""
        while True:
            is_busy = await self.ask(self.run.learn)
            await asyncio.sleep(BREATH if is_busy else REST)

    async def learn_all(self) -> None:
        """Weigh the queue anew to the end of the pass that is due, if one is."""
        while await self.ask(self.run.learn):
            pass

    def close(self) -> None:
        """Wait for what is under way, and end the thread."""
        self.thread.shutdown(wait=True)
