"""The desk: one thread that owns the corpus, so that the reactor never waits for a disk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar

from .. import clock
from ..corpus import SiteFile
from ..corpus.hosts.shared import keep_address
from ..corpus.outcome import may_rest
from ..corpus.run import Run
from ..corpus.runs import Stop
from ..hours import Hours
from ..reasons import Reason
from ..records import Reading, Target
from ..settings import Settings
from ..timing import Stage, join
from .tally import Tally
from .traffic import Traffic

P = ParamSpec("P")
T = TypeVar("T")
BREATH = 0.01  # seconds between two slices of a pass: claims and saves come in between
REST = 1.0  # seconds until it is asked again whether a pass is due
MOST_AT_ONCE = 50  # readings in one transaction; keeps the write lock short for others
# A transaction costs as much as all else that is written of a page, however many pages it is for.
# Seconds for which a reading waits for others, and the share of what is under way that waits for no more.
# Twenty at once take a sixth less than ten; fewer are saved when nothing else is under way: of a crawl that
# nears its end, every save keeps its last hosts from being claimed.
PATIENCE, ENOUGH, FEW = 0.8, 1 / 2, 10
# What is queued is counted host by host, for people to see. Of a hundred thousand hosts that takes a
# twentieth of a second: it is done so seldom that it takes this share of the time.
SHARE_OF_COUNTING = 0.01


class Desk:
    """Asynchronous access to a run. Readings that wait for the thread are saved together."""

    def __init__(self, run: Run, settings: Settings, tally: Tally) -> None:
        """Serve a run, within its budgets, and count what comes of it; call `close` at the end."""
        self.run = run
        self.limits = settings.crawl
        self.hours = Hours.parse(settings.manners.hours)
        self.tally = tally
        self.out = set[int]()
        """Claimed, and neither saved nor given back."""
        self.thread = ThreadPoolExecutor(1, "corpus", join, (Stage.CORPUS,))
        self.waiting: list[tuple[Reading, asyncio.Future[Reason | None]]] = []
        self.saving: asyncio.Task[None] | None = None
        self.queued, self.count_again = (0, 0), 0.0
        self.is_enough = asyncio.Event()
        """There is no reason to wait for more readings before those that wait are saved."""

    async def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of the corpus in its thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, lambda: function(*args, **kwargs))

    async def claim(self, limit: int, traffic: Traffic) -> list[Target]:
        """Take addresses to ask now, as many as the budget has pages left for."""
        return await self.take(limit, traffic.busy(), traffic.under_way())

    async def take(self, limit: int, busy: Collection[str], under_way: Mapping[str, int]) -> list[Target]:
        """Take addresses of hosts that are not busy, and whose IP address is not."""
        if self.limits.pages:
            limit = min(limit, self.limits.pages - self.tally.pages - len(self.out))
        targets = await self.ask(self.run.claim, limit, busy, under_way) if limit > 0 else []
        self.out.update(target.id or 0 for target in targets)
        return targets

    def spent(self) -> Stop | None:
        """Say which budget is spent."""
        if not self.hours.are_open():
            return Stop.HOURS
        if self.limits.pages and self.tally.pages >= self.limits.pages:
            return Stop.PAGES
        if self.limits.minutes and self.tally.seconds > self.limits.minutes * 60:
            return Stop.MINUTES
        return None

    async def nothing_left(self) -> Stop | None:
        """Say why nothing can be claimed; None if waiting a little helps, or for what is under way."""
        if self.out:
            return None
        next_at = await self.next_at()
        if next_at is None:
            # what was learned last may speak for what is left
            await self.learn_all()
            next_at = await self.next_at()
        pause = clock.seconds_until(next_at) if next_at else 0.0
        if next_at is not None and pause <= self.limits.patience:
            return None
        if await self.ask(self.run.widen) or self.out:  # something was claimed while we asked
            return None
        return await self.ask(self.run.exhausted) if next_at is None else Stop.WAITING

    async def release(self, target: Target, seconds: float) -> None:
        """Give an address back unasked; its host rests."""
        await self.ask(self.run.release, target, seconds)
        self.out.discard(target.id or 0)
        self.look_if_enough()

    async def next_at(self) -> str | None:
        """Return when there is something to claim."""
        return await self.ask(self.run.next_at)

    def holds(self, target: Target) -> bool:
        """Say whether a target was claimed and not given back."""
        return (target.id or 0) in self.out

    async def admits(self, target: Target, address: str) -> bool:  # noqa: ARG002  (its spider knows all that is asked)
        """Say that a target may be asked for, as far as others are concerned: there are none."""
        return True

    async def keep_address(self, host: str, address: str) -> None:
        """Remember which IP address a host has."""
        await self.ask(keep_address, self.run.corpus.connection, host, address)

    async def events(self) -> dict[str, int]:
        """Return what the visits of the run came to so far."""
        return await self.ask(self.run.events)

    async def queue(self) -> tuple[int, int]:
        """Return how many addresses are ready, on how many hosts; where there are many, a while ago."""
        return await self.ask(self.count_queue)

    def count_queue(self) -> tuple[int, int]:
        """Count what is queued, unless that was done lately; in the thread of the corpus."""
        start = time.monotonic()
        if start >= self.count_again:
            self.queued = self.run.corpus.queue()
            self.count_again = start + (time.monotonic() - start) / SHARE_OF_COUNTING
        return self.queued

    async def site_file(self, origin: str, path: str) -> SiteFile | None:
        """Return what is remembered of a file of a site."""
        return await self.ask(self.run.corpus.hosts.site_file, origin, path)

    async def keep_site_file(
        self, origin: str, path: str, file: SiteFile, delay: float | None = None
    ) -> None:
        """Remember a file of a site."""
        await self.ask(self.run.corpus.hosts.keep_site_file, origin, path, file, delay)

    async def reserve(self, host: str, seconds: float) -> bool:
        """Keep a host from being claimed; nobody else could ask it."""
        await self.rest(host, seconds)
        return True

    async def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for a while."""
        await self.ask(self.run.rest, host, seconds)

    async def save(self, reading: Reading) -> Reason | None:
        """Save a reading; returns once it is on disk, with what became of it (None: kept)."""
        future: asyncio.Future[Reason | None] = asyncio.get_running_loop().create_future()
        self.waiting.append((reading, future))
        if may_rest(reading.page):  # a host may have asked for time: whoever begins anew has to know
            self.is_enough.set()
        self.look_if_enough()
        if self.saving is None or self.saving.done():
            self.saving = asyncio.ensure_future(self.save_waiting())
        try:
            reason = await future
            self.tally.count(reading, reason)
        finally:  # it is saved even if its sender went away meanwhile
            self.out.discard(reading.target.id or 0)
            self.look_if_enough()
        return reason

    def look_if_enough(self) -> None:
        """Let those that wait be saved now if they are enough of what is under way, or all of it."""
        out = len(self.out)
        if len(self.waiting) >= min(max(ENOUGH * out, FEW), out, MOST_AT_ONCE):
            self.is_enough.set()

    async def save_waiting(self) -> None:
        """Save in batches until nobody waits."""
        while self.waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self.is_enough.wait()
            self.is_enough.clear()
            batch = self.waiting[:MOST_AT_ONCE]
            del self.waiting[:MOST_AT_ONCE]
            try:
                results = await self.ask(self.run.save, [reading for reading, _ in batch])
            except Exception as error:  # noqa: BLE001  (each waiter gets it raised)
                for _, future in batch:
                    if not future.done():  # as those are whose sender was cancelled
                        future.set_exception(error)
            else:
                for (_, future), result in zip(batch, results, strict=True):
                    if not future.done():
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
