"""The desk as many crawlers share it: claims in rounds, leases, budgets of the run. Nothing of Ray here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import urls
from ..bot.desk import Desk
from ..corpus import SiteFile
from ..corpus.hosts.pace import pause
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Reading, Target
from ..settings import Settings
from .crew import Crew, Member
from .leases import Leases, Ticket, deal

# Claims that come within one round are one question to the corpus: seconds of it at least, and for
# each crawler, which bounds what many idle ones cost.
ROUND, ROUND_PER_CRAWLER = 0.01, 0.001
MOST_OF_A_ROUND = 1000  # targets
NEWEST = 0.1  # share of the latest batch in the lag


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says to a crawler."""

    value: Any = None
    stop: Stop | None = None
    """Why the run is over, once it is."""
    is_stale: bool = False
    """Nothing was done: the crawler is out, and has to join anew."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A crawler's wish for targets."""

    ticket: Ticket
    limit: int
    future: asyncio.Future[list[Target]]


class SharedDesk:
    """A desk for many crawlers."""

    def __init__(
        self, desk: Desk, settings: Settings, crawlers: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Share a desk among so many crawlers."""
        self.desk = desk
        self.manners = settings.manners
        self.crawlers = crawlers
        self.now = now
        self.leases = Leases(settings.manners.per_address)
        self.crew = Crew(now())
        self.stop: Stop | None = None
        self.failure: Exception | None = None
        self.lag = 0.0
        """Seconds that a reading waited to be on disk, the latest weighing most."""
        self.wanted: list[Wanted] = []
        self.round: asyncio.Task[None] | None = None
        self.ending = asyncio.Lock()

    async def join(self, number: int, node: str, machine: str) -> Ticket:
        """Take in a crawler, also in place of one that died; what that one had is free again."""
        if not self.crew.members:
            self.desk.tally.begin()
        known = self.crew.members.get(number)
        if known:
            # one whose process ended on this node asks nothing any more; of a lost node nobody knows
            grace = 0.0 if known.node == node else self.manners.timeout
            await self.take_back(known, grace)
        return self.crew.join(number, node, machine, self.now()).ticket

    async def call(
        self, ticket: Ticket, rests: Mapping[str, float], name: str, args: Sequence[Any]
    ) -> Answer:
        """Do for a crawler what it asks for; `rests` are hosts whose answers came, and how long they rest."""
        member = self.crew.hear(ticket, self.now())
        if member is None:
            return Answer(is_stale=True)
        self.leases.rest(ticket, rests, self.now())
        try:
            value = await CALLS[name](self, member, *args)
        except Exception as error:
            self.fail(error)
            raise
        self.stop = self.stop or self.desk.spent()
        return Answer(value, self.stop)

    def fail(self, error: Exception) -> None:
        """End the run: the corpus can't be read or written."""
        self.failure = self.failure or error
        self.stop = Stop.FAILED

    async def beat(self, member: Member) -> tuple[int, int]:  # noqa: ARG002  (that it was heard is all)
        """Hear that a crawler is alive; return what is queued."""
        return self.desk.tally.queued, self.desk.tally.hosts

    async def claim(self, member: Member, limit: int) -> list[Target]:
        """Give a crawler its share of the next round."""
        future: asyncio.Future[list[Target]] = asyncio.get_running_loop().create_future()
        self.wanted.append(Wanted(member.ticket, limit, future))
        if self.round is None or self.round.done():
            self.round = asyncio.ensure_future(self.rounds())
        return await future

    async def rounds(self) -> None:
        """Claim for all who want something, until nobody does."""
        while self.wanted:
            await asyncio.sleep(ROUND + ROUND_PER_CRAWLER * len(self.crew.members))
            wanted, self.wanted = self.wanted, []
            try:
                dealt = await self.deal([one for one in wanted if self.is_in(one.ticket)])
            except Exception as error:  # noqa: BLE001  (each of them gets it raised)
                for one in wanted:
                    one.future.set_exception(error)
            else:
                for one in wanted:
                    one.future.set_result(dealt.get(one.ticket, []))

    def is_in(self, ticket: Ticket) -> bool:
        """Say whether a crawler has not been replaced or lost."""
        member = self.crew.members.get(ticket[0])
        return member is not None and member.ticket == ticket and not member.is_silent

    async def deal(self, wanted: Sequence[Wanted]) -> dict[Ticket, list[Target]]:
        """Claim once for all, and give each its share."""
        room = {one.ticket: one.limit for one in wanted}
        if self.stop or self.desk.spent() or not room:
            return {}
        limit = min(sum(room.values()), MOST_OF_A_ROUND)
        targets = await self.desk.take(limit, self.leases.busy(self.now()), self.leases.under_way())
        now = self.now()
        for target in [one for one in targets if not self.leases.is_free(urls.host(one.url), now)]:
            # the clock of the corpus was set forward
            targets.remove(target)
            await self.desk.release(target, pause(target.pace, self.manners))
        dealt = deal(targets, room, self.crawlers)
        for ticket, share in dealt.items():
            for target in share:
                self.leases.begin(ticket, target, pause(target.pace, self.manners), now)
            if not self.is_in(ticket):  # it was lost while the corpus was asked
                await self.give_back(self.leases.end(ticket, 0.0, now), 0.0)
                dealt[ticket] = []
        return dealt

    async def nothing_left(self, member: Member) -> None:  # noqa: ARG002  (it is the same for all)
        """End the run if nobody has anything under way and nothing can be claimed."""
        async with self.ending:
            self.stop = self.stop or await self.desk.nothing_left()

    async def save(self, member: Member, readings: Sequence[Reading]) -> list[Reason | None]:
        """Save what is a crawler's to save; of the rest nothing is kept, for somebody else fetches it."""
        began, ticket = self.now(), member.ticket
        owned = [reading for reading in readings if self.leases.owns(ticket, reading.target)]
        reasons = await asyncio.gather(*map(self.desk.save, owned))
        now = self.now()
        self.lag += NEWEST * (now - began - self.lag)
        for reading, reason in zip(owned, reasons, strict=True):
            member.tally.count(reading, reason)
            self.leases.settle(reading.target, now)
        found = {id(reading): reason for reading, reason in zip(owned, reasons, strict=True)}
        return [found.get(id(reading)) for reading in readings]

    async def release(self, member: Member, target: Target, seconds: float) -> None:
        """Take a target back unasked; its host rests."""
        if self.leases.owns(member.ticket, target):
            await self.desk.release(target, seconds)
            self.leases.settle(target, self.now())

    async def admits(self, member: Member, host: str, address: str) -> bool:
        """Say whether a crawler may ask its host at an IP address."""
        return self.leases.admits(member.ticket, host, address)

    async def keep_address(self, member: Member, host: str, address: str) -> None:  # noqa: ARG002
        """Remember which IP address a host has."""
        await self.desk.keep_address(host, address)

    async def reserve(self, member: Member, host: str, seconds: float) -> bool:
        """Give a host to a crawler that wants a file of it, if it is free."""
        if not self.leases.reserve(member.ticket, host, seconds, self.now()):
            return False
        return await self.desk.reserve(host, seconds)

    async def rest(self, member: Member, host: str, seconds: float) -> None:
        """Let a host rest that was reserved."""
        self.leases.rest(member.ticket, {host: seconds}, self.now())
        await self.desk.rest(host, seconds)

    async def site_file(self, member: Member, origin: str, path: str) -> SiteFile | None:  # noqa: ARG002
        """Return what is remembered of a file of a site."""
        return await self.desk.site_file(origin, path)

    async def keep_site_file(
        self,
        member: Member,  # noqa: ARG002
        origin: str,
        path: str,
        file: SiteFile,
        delay: float | None,
    ) -> None:
        """Remember a file of a site."""
        await self.desk.keep_site_file(origin, path, file, delay)

    async def check(self) -> None:
        """Take back what crawlers have that have fallen silent; they may still be asking it."""
        for member in self.crew.lost(self.now()):
            await self.take_back(member, self.manners.timeout)

    async def take_back(self, member: Member, grace: float) -> None:
        """Queue again what a crawler has; its hosts rest, so much longer if it may still be asking them."""
        await self.give_back(self.leases.end(member.ticket, grace, self.now()), grace)

    async def give_back(self, targets: Sequence[Target], grace: float) -> None:
        """Queue targets again."""
        for target in targets:
            await self.desk.release(target, pause(target.pace, self.manners) + grace)


CALLS = {
    call.__name__: call
    for call in (
        SharedDesk.beat, SharedDesk.claim, SharedDesk.nothing_left, SharedDesk.save, SharedDesk.release,
        SharedDesk.admits, SharedDesk.keep_address, SharedDesk.reserve, SharedDesk.rest,
        SharedDesk.site_file, SharedDesk.keep_site_file,
    )
}  # fmt: skip
"""What a crawler may ask for, by name."""
