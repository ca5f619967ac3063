"""The desk as a crawler on another machine sees it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from math import inf
from typing import Any

from .. import urls
from ..bot.traffic import Traffic
from ..corpus import SiteFile
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Reading, Target
from .crew import SILENCE
from .leases import Ticket
from .shared import Answer

MOST_AT_ONCE = 50  # readings in one call
# A crawler that has not reached the desk for so long asks nobody anything: a little later its hosts
# are given to others.
SURE = SILENCE / 2


class RemoteDesk:
    """Asks the desk over the network, and keeps what it must know between two answers."""

    def __init__(
        self,
        join: Callable[[], Awaitable[Ticket]],
        send: Callable[..., Awaitable[Answer]],
    ) -> None:
        """Join by one call, and ask by another."""
        self.join = join
        self.send = send
        self.ticket: Ticket | None = None
        self.joining = asyncio.Lock()
        self.stop: Stop | None = None
        self.traffic: Traffic | None = None
        self.asked = set[str]()
        """Hosts that were claimed, and of whose answers the desk was not told."""
        self.ours = set[int]()
        """Targets that were claimed, and neither saved nor given back."""
        self.heard_at = time.monotonic()
        """When the last call was made that the desk answered."""
        self.waiting: list[tuple[Reading, asyncio.Future[Reason | None]]] = []
        self.saving: asyncio.Task[None] | None = None

    async def ask(self, name: str, *args: Any) -> Any:
        """Ask the desk for something."""
        _, value = await self.exchange(name, *args)
        return value

    async def exchange(self, name: str, *args: Any) -> tuple[Ticket, Any]:
        """Ask the desk; return as whom, and what it says. Joins before, and anew if it does not know us."""
        while True:
            ticket = self.ticket or await self.enter()
            began = time.monotonic()
            answer = await self.send(ticket, self.rests(), name, args)
            if not answer.is_stale:
                break
            if self.ticket == ticket:
                self.ticket = None
        self.heard_at = began
        self.stop = answer.stop or self.stop
        return ticket, answer.value

    async def enter(self) -> Ticket:
        """Join; what was claimed before is not ours any more."""
        async with self.joining:
            if self.ticket is None:
                ticket = await self.join()
                self.asked.clear()
                self.ours.clear()
                self.ticket = ticket
            return self.ticket

    def rests(self) -> dict[str, float]:
        """Return the hosts whose answers have come, and how many seconds they rest; each is told once."""
        until = {} if self.traffic is None else self.traffic.until
        now = time.monotonic()
        told = {
            host: max(until.get(host, 0.0) - now, 0.0) for host in self.asked if until.get(host, 0.0) != inf
        }
        self.asked -= told.keys()
        return told

    async def claim(self, limit: int, traffic: Traffic) -> list[Target]:
        """Take addresses to ask now."""
        self.traffic = traffic
        ticket, found = await self.exchange("claim", limit)
        if ticket != self.ticket:
            return []  # they were taken back, and we joined anew meanwhile
        targets: list[Target] = found
        self.ours.update(target.id or 0 for target in targets)
        self.asked.update(urls.host(target.url) for target in targets)
        return targets

    def spent(self) -> Stop | None:
        """Say why the run is over, as far as the desk has told."""
        return self.stop

    async def nothing_left(self) -> Stop | None:
        """Ask whether the run is over; None if waiting a little helps."""
        await self.ask("nothing_left")
        return self.stop

    async def release(self, target: Target, seconds: float) -> None:
        """Give an address back unasked; its host rests."""
        await self.ask("release", target, seconds)
        self.ours.discard(target.id or 0)

    async def save(self, reading: Reading) -> Reason | None:
        """Save a reading; returns once it is on disk. Those that wait meanwhile go in one call."""
        future: asyncio.Future[Reason | None] = asyncio.get_running_loop().create_future()
        self.waiting.append((reading, future))
        if self.saving is None or self.saving.done():
            self.saving = asyncio.ensure_future(self.save_waiting())
        reason = await future
        self.ours.discard(reading.target.id or 0)
        return reason

    async def save_waiting(self) -> None:
        """Save in batches until nobody waits."""
        while self.waiting:
            batch = self.waiting[:MOST_AT_ONCE]
            del self.waiting[:MOST_AT_ONCE]
            try:
                reasons = await self.ask("save", [reading for reading, _ in batch])
            except Exception as error:  # noqa: BLE001  (each waiter gets it raised)
                for _, future in batch:
                    future.set_exception(error)
            else:
                for (_, future), reason in zip(batch, reasons, strict=True):
                    future.set_result(reason)

    def holds(self, target: Target) -> bool:
        """Say whether a target is ours to ask: it was not taken back, and the desk was heard just now."""
        return (target.id or 0) in self.ours and time.monotonic() - self.heard_at < SURE

    async def admits(self, target: Target, address: str) -> bool:
        """Say whether a target may be asked for at an IP address, as far as others are concerned."""
        if target.address == address or (self.traffic is not None and not self.traffic.is_counted(address)):
            return True
        return bool(await self.ask("admits", urls.host(target.url), address))

    async def keep_address(self, host: str, address: str) -> None:
        """Remember which IP address a host has."""
        await self.ask("keep_address", host, address)

    async def reserve(self, host: str, seconds: float) -> bool:
        """Take a host that nothing was claimed of, unless somebody else asks it."""
        return bool(await self.ask("reserve", host, seconds))

    async def rest(self, host: str, seconds: float) -> None:
        """Let a host that was reserved be asked again after a pause."""
        await self.ask("rest", host, seconds)

    async def site_file(self, origin: str, path: str) -> SiteFile | None:
        """Return what is remembered of a file of a site."""
        file: SiteFile | None = await self.ask("site_file", origin, path)
        return file

    async def keep_site_file(
        self, origin: str, path: str, file: SiteFile, delay: float | None = None
    ) -> None:
        """Remember a file of a site."""
        await self.ask("keep_site_file", origin, path, file, delay)

    async def learn(self) -> None:
        """Do nothing: the queue is weighed where the corpus lies."""
        await asyncio.Event().wait()

    async def events(self) -> dict[str, int]:
        """Return nothing: what visits came to is shown by who shows the run."""
        return {}

    async def queue(self) -> tuple[int, int]:
        """Return how many addresses are ready, on how many hosts; asked every second, it is our heartbeat."""
        queued, hosts = await self.ask("beat")
        return queued, hosts
