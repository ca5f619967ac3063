"""Whether the network is there: an outage is believed only if whoever answered last can't be reached either.

Links rot: a crawl often ends with hosts that are all dead, which is no reason to wait for the network.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .. import clock
from .resolver import installed_guard

if TYPE_CHECKING:
    from scrapy import Request

    from .outage import Outage

GLANCE = 0.2  # seconds between two looks at whether the network is down
PATIENCE = 5.0  # seconds for a connection to the witness


class Network:
    """What an outage is told, and asked."""

    def __init__(self, outage: Outage) -> None:
        """Begin without a witness."""
        self.outage = outage
        self.back_at = ""
        """When the network was back after it was down."""
        self.down_at = 0.0
        """When the witness could not be reached last, in monotonic seconds."""
        self.witness: str | None = None
        """Address that answered last; the proxy's, if there is one."""
        self.asking = asyncio.Lock()

    def answered(self, request: Request) -> None:
        """Hear of an answer, of whatever kind."""
        if self.outage.is_on:
            self.back_at = clock.now()
        self.witness = request.meta.get("proxy") or request.url
        self.outage.answered(time.monotonic())

    async def is_why(self, host: str) -> bool:
        """Say whether the network is why a host could not be reached; takes a few seconds if need be."""
        began, was_on = time.monotonic(), self.outage.is_on
        # answers come without an event, and all this is rare
        while (blame := self.outage.blames(host, time.monotonic())) is None:  # noqa: ASYNC110
            await asyncio.sleep(GLANCE)
        if not blame:
            return False
        async with self.asking:  # one connection for all who wait
            if self.outage.is_on and not await self.is_attested():
                self.down_at = time.monotonic()
            elif self.outage.is_on:
                self.back_at = clock.now() if was_on else self.back_at
                self.outage.answered(time.monotonic())
        # it may be back by now, but was down when the host was asked
        return was_on or self.down_at >= began

    async def is_attested(self) -> bool:
        """Connect to whoever answered last, and hang up; nothing is asked."""
        if self.witness is None:
            return False
        name, port = place(self.witness)
        guard = installed_guard()
        try:
            async with asyncio.timeout(PATIENCE):
                # anew: an answer from memory says nothing of the name server
                addresses = await guard.look_up_anew(name)
                address = next(address for address in addresses if guard.may_ask(name, address))
                _, writer = await asyncio.open_connection(address, port)
        except (OSError, TimeoutError, StopIteration):
            return False
        writer.close()
        return True


def place(url: str) -> tuple[str, int]:
    """Return whom an address asks."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
