"""Who is being asked, and who rests: by a clock that nobody can set back."""

from __future__ import annotations

import time
from collections import Counter
from math import inf

from .. import urls
from ..corpus.hosts.shared import counts
from ..records import Target


class Traffic:
    """Targets under way, by id, host and IP address."""

    def __init__(self, per_address: int, *, counts_loopback: bool = False) -> None:
        """Allow so many requests at once to one IP address, 0 for any number."""
        self.per_address = per_address
        self.counts_loopback = counts_loopback
        self.targets: dict[int, Target] = {}
        """Claimed and not yet saved."""
        self.until: dict[str, float] = {}
        """Host → when it may be asked again; infinity while it is being asked."""
        self.held: dict[int, float] = {}
        """Target whose host may have to rest longer, as is known once it is saved → the end of its pause."""
        self.addresses: dict[str, str] = {}
        """Host that is being asked → its IP address."""

    def __len__(self) -> int:
        """Return how many targets are claimed and not yet saved."""
        return len(self.targets)

    def begin(self, target: Target) -> None:
        """Note a target that was claimed."""
        host = urls.host(target.url)
        self.targets[target.id or 0] = target
        self.until[host] = inf
        if target.address and self.is_counted(target.address):
            self.addresses[host] = target.address

    def admits(self, target: Target, address: str) -> bool:
        """Say whether a target may be asked for at an address; if so, it takes a place there."""
        host = urls.host(target.url)
        self.addresses.pop(host, None)
        if not self.per_address or not self.is_counted(address):
            return True
        if self.under_way()[address] >= self.per_address:
            return False
        self.addresses[host] = address
        return True

    def is_counted(self, address: str) -> bool:
        """Say whether requests to an address are counted."""
        return self.counts_loopback or counts(address)

    def rest(self, target: Target, pause: float, *, until_saved: bool = False) -> None:
        """Let the host of a target be asked again after a pause, if need be not before it is let go."""
        host, until = urls.host(target.url), time.monotonic() + pause
        if until_saved:
            self.held[target.id or 0] = until
        else:
            self.until[host] = until
        self.addresses.pop(host, None)

    def end(self, target: Target) -> None:
        """Let a target go."""
        self.targets.pop(target.id or 0, None)
        until = self.held.pop(target.id or 0, None)
        if until is not None:
            self.until[urls.host(target.url)] = until

    def busy(self) -> set[str]:
        """Return the hosts that are being asked, or rest."""
        now = time.monotonic()
        self.until = {host: until for host, until in self.until.items() if until > now}
        return set(self.until)

    def under_way(self) -> Counter[str]:
        """Return how many requests are under way to each IP address."""
        return Counter(self.addresses.values())

    def next_rested(self) -> float | None:
        """Return the seconds until the next host has rested; None if none rests."""
        moment = min((until for until in self.until.values() if until != inf), default=None)
        return None if moment is None else moment - time.monotonic()
