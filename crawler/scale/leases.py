"""Which crawler may ask which host, and whose each claimed target is: pure, told the time.

Moments are monotonic seconds of the desk, never of a crawler: the clocks of machines differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heapreplace
from math import inf
from zlib import crc32

from .. import urls
from ..corpus.hosts.shared import counts
from ..records import Target

SLACK = 0.1  # seconds that two clocks of one machine may differ in what they call a pause
Ticket = tuple[int, int]
"""Number of a crawler, and how many had it before: a crawler that was replaced is known by that."""


@dataclass(slots=True)
class Lease:
    """A host that one crawler asks, or that rests after it was asked."""

    holder: Ticket
    began: float
    pause: float
    """Seconds that the host rests if its crawler says nothing else."""
    target: int | None = None
    """What it is asked for; None for a file of the site."""
    address: str | None = None
    until: float = inf
    """When the host may be asked again; infinity while it is being asked."""


class Leases:
    """Hosts that are asked or rest, and targets that are claimed; as many as crawlers have under way."""

    def __init__(self, per_address: int) -> None:
        """Allow so many requests at once to one IP address, 0 for any number."""
        self.per_address = per_address
        self.hosts: dict[str, Lease] = {}
        self.targets: dict[int, tuple[Ticket, Target]] = {}

    def begin(self, holder: Ticket, target: Target, pause: float, now: float) -> None:
        """Give a target that was claimed to a crawler, and its host."""
        number = target.id or 0
        self.targets[number] = (holder, target)
        self.hosts[urls.host(target.url)] = Lease(holder, now, pause, number, target.address)

    def is_free(self, host: str, now: float) -> bool:
        """Say whether a host is neither asked nor at rest."""
        lease = self.hosts.get(host)
        return lease is None or lease.until <= now

    def reserve(self, holder: Ticket, host: str, pause: float, now: float) -> bool:
        """Give a host to a crawler that wants a file of it, if it is free."""
        if not self.is_free(host, now):
            return False
        self.hosts[host] = Lease(holder, now, pause)
        return True

    def rest(self, holder: Ticket, rests: Mapping[str, float], now: float) -> None:
        """Let hosts rest that a crawler asked, for so many seconds from now on."""
        for host, seconds in rests.items():
            lease = self.hosts.get(host)
            if lease and lease.holder == holder and lease.until == inf:
                lease.until = now + seconds

    def owns(self, holder: Ticket, target: Target) -> bool:
        """Say whether a target is a crawler's to save or to give back."""
        found = self.targets.get(target.id or 0)
        return found is not None and found[0] == holder

    def settle(self, target: Target, now: float) -> None:
        """Let a target go that was saved or given back; its host rests from now on, if it did not before."""
        self.targets.pop(target.id or 0, None)
        lease = self.hosts.get(urls.host(target.url))
        if lease and lease.target == target.id and lease.until == inf:
            lease.until = now + lease.pause

    def end(self, holder: Ticket, grace: float, now: float) -> list[Target]:
        """Take everything from a crawler; return what it had claimed.

        Its hosts rest, so many seconds longer if it may still be asking them.
        """
        for lease in self.hosts.values():
            if lease.holder == holder and lease.until == inf:
                lease.until = now + lease.pause + grace
        lost = [target for owner, target in self.targets.values() if owner == holder]
        for target in lost:
            del self.targets[target.id or 0]
        return lost

    def busy(self, now: float) -> set[str]:
        """Return the hosts that must not be claimed but may seem free to the corpus; forget the rested.

        The corpus keeps a host for its pause from the claim on. Until then it need not be told.
        """
        self.hosts = {host: lease for host, lease in self.hosts.items() if lease.until > now}
        return {host for host, lease in self.hosts.items() if lease.began + lease.pause - SLACK <= now}

    def under_way(self) -> Counter[str]:
        """Return how many requests are under way to each IP address, over all crawlers."""
        asked = (lease.address for lease in self.hosts.values() if lease.until == inf)
        return Counter(address for address in asked if address and counts(address))

    def admits(self, holder: Ticket, host: str, address: str) -> bool:
        """Say whether a crawler may ask its host at an IP address; if so, it takes a place there."""
        lease = self.hosts.get(host)
        if lease is None or lease.holder != holder:
            return False
        lease.address = None
        if self.per_address and self.under_way()[address] >= self.per_address:
            return False
        lease.address = address
        return True

    def held(self) -> Counter[int]:
        """Return how many targets each crawler has, by its number."""
        return Counter(holder[0] for holder, _ in self.targets.values())


def deal(targets: Iterable[Target], room: Mapping[Ticket, int], crawlers: int) -> dict[Ticket, list[Target]]:
    """Deal targets to crawlers, each at most what it has room for.

    A host goes to the crawler that always had it, which has its robots.txt and its connection at
    hand, if that one asks and has room; else to whoever has most room left.
    """
    dealt: dict[Ticket, list[Target]] = {ticket: [] for ticket in room}
    tickets = {ticket[0]: ticket for ticket in room}
    others = []
    for target in targets:
        home = tickets.get(home_of(urls.host(target.url), crawlers))
        if home and len(dealt[home]) < room[home]:
            dealt[home].append(target)
        else:
            others.append(target)
    left = [(len(dealt[ticket]) - number, ticket) for ticket, number in room.items()]
    heapify(left)
    for target in others:
        minus, ticket = left[0]
        dealt[ticket].append(target)
        heapreplace(left, (minus + 1, ticket))
    return dealt


def home_of(host: str, crawlers: int) -> int:
    """Return the number of the crawler that a host belongs to, the same in every process."""
    return crc32(host.encode("utf-8", "surrogatepass")) % crawlers
