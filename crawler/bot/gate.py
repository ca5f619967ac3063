"""The gate: what every request passes last on its way out, and what tells whether anything comes back."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.httpobj import urlparse_cached

from .. import urls
from ..reasons import Reason
from .failures import reason_and_detail
from .responses import LaterError

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from ..records import Target
    from .spider import ArticleSpider

FULL = 1.0  # seconds until a host is tried again whose IP address is being asked for others
# Reasons that can lie on our side of the network.
UNREACHED = frozenset({Reason.DNS, Reason.TIMEOUT, Reason.UNREACHABLE})


class Gate:
    """Downloader middleware: keeps each IP address to its share of requests, and notes what answers."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for a crawl."""
        self.crawler = crawler
        self.timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, and hear of every answer."""
        self = cls(crawler)
        crawler.signals.connect(self.headers_received, signals.headers_received)
        return self

    @property
    def spider(self) -> ArticleSpider:
        """The spider that asks."""
        return self.crawler.spider  # type: ignore[return-value]

    async def process_request(self, request: Request) -> None:
        """Raise LaterError for what is not ours to ask any more, or now: its IP address is being asked."""
        target: Target | None = request.meta.get("target")
        if target is None:
            return
        if not self.spider.desk.holds(target):
            raise LaterError(FULL)
        if not self.spider.traffic.per_address:
            return
        host = urlparse_cached(request).hostname or ""
        addresses = await self.spider.guard.look_up(host, self.timeout)
        # the first is the one that is tried first; what resolves to nothing fails by itself
        if addresses and not await self.admits(target, addresses[0]):
            await self.spider.desk.keep_address(urls.host(target.url), addresses[0])
            raise LaterError(FULL)

    async def admits(self, target: Target, address: str) -> bool:
        """Say whether a target may be asked for at an IP address: for our part, and for that of others."""
        return self.spider.traffic.admits(target, address) and await self.spider.desk.admits(target, address)

    def headers_received(self, request: Request) -> None:
        """Hear of an answer, of whatever kind."""
        self.spider.network.answered(request)

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Hear of a host that could not be reached."""
        reason, _ = reason_and_detail(exception)
        host = urlparse_cached(request).hostname or ""
        if reason in UNREACHED and not (
            isinstance(exception, CannotResolveHostError) and await is_unknown(host)
        ):
            self.spider.outage.failed(urls.host(request.url), time.monotonic())


async def is_unknown(name: str) -> bool:
    """Say whether a name server says that there is no such name: the network is there, then.

    Twisted's resolver does not tell that from a name server that can't be reached.
    """
    try:
        await asyncio.to_thread(socket.getaddrinfo, name, None)
    except socket.gaierror as error:
        return error.errno == socket.EAI_NONAME
    except (OSError, UnicodeError):
        return False
    return False
