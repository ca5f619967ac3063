"""What a spider asks of a desk, whether that is a thread beside it or stands on another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..corpus import SiteFile
    from ..corpus.runs import Stop
    from ..reasons import Reason
    from ..records import Reading, Target
    from .traffic import Traffic


class AnyDesk(Protocol):
    """Hands out targets, takes in readings, and says when a run is over.

    Durations and not moments are told: the clocks of two machines differ.
    """

    async def claim(self, limit: int, traffic: Traffic) -> list[Target]:
        """Take at most so many addresses to ask now, of hosts that are free as far as traffic tells."""

    def spent(self) -> Stop | None:
        """Say which budget of the run is spent, as far as is known."""

    async def nothing_left(self) -> Stop | None:
        """Say why nothing can be claimed; None if waiting a little helps."""

    async def release(self, target: Target, seconds: float) -> None:
        """Give an address back unasked; its host rests."""

    async def save(self, reading: Reading) -> Reason | None:
        """Save a reading; returns once it is on disk, with what became of it (None: kept)."""

    def holds(self, target: Target) -> bool:
        """Say whether a target is still ours to ask, as far as is known."""

    async def admits(self, target: Target, address: str) -> bool:
        """Say whether a target may be asked for at an IP address, as far as others are concerned."""

    async def keep_address(self, host: str, address: str) -> None:
        """Remember which IP address a host has."""

    async def reserve(self, host: str, seconds: float) -> bool:
        """Take a host that nothing was claimed of, unless somebody else asks it; it is off for so long."""

    async def rest(self, host: str, seconds: float) -> None:
        """Let a host that was reserved be asked again after a pause."""

    async def site_file(self, origin: str, path: str) -> SiteFile | None:
        """Return what is remembered of a file of a site."""

    async def keep_site_file(
        self, origin: str, path: str, file: SiteFile, delay: float | None = None
    ) -> None:
        """Remember a file of a site."""

    async def learn(self) -> None:
        """Weigh the queue anew between everything else; until cancelled."""

    async def events(self) -> dict[str, int]:
        """Return what the visits of the run came to so far."""

    async def queue(self) -> tuple[int, int]:
        """Return how many addresses are ready, on how many hosts."""
