"""The download handler: Scrapy's own, with a guard before each request and a limit on headers."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet import endpoints
from twisted.internet.abstract import FileDescriptor
from twisted.web._newclient import ParseError

from ..reasons import Reason
from .causes import causes
from .proxy import Proxy
from .resolver import installed_guard
from .responses import HostError
from .tls import Verified, trouble_with_certificate

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

IDLE = 30.0  # seconds a connection is kept for the next request to its host; Twisted's 240 run out of files
SHORTEST = 0.1  # seconds for an answer, however long the name took to look up
# Bytes taken from a connection at once. Twisted copies what came with a header at each of its lines, and
# does a lot for each piece of a body.
OF_HEADER, OF_BODY = 1 << 13, 1 << 18
STATUS_LINE = re.compile(rb"HTTP/\d\.\d [1-9]\d\d(?: .*)?", re.DOTALL)


class HeaderTooLargeError(Exception):
    """A header that goes on beyond the limit."""


class Handler(HTTP11DownloadHandler):
    """Asks nobody whom the guard refuses, and goes through the proxy if there is one."""

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings."""
        super().__init__(crawler)
        settings = crawler.settings
        self.guard = installed_guard()
        self.proxy = Proxy.parse(settings.get("PROXY", ""))
        self.timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        if settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            self._contextFactory: Any = Verified()
        spell_names_once()
        pool: Any = self._pool
        pool.cachedConnectionTimeout = IDLE
        pool._factory = partial(Factory, settings.getint("HEADER_MAXSIZE"))  # noqa: SLF001  (as Scrapy does)

    async def download_request(self, request: Request) -> Response:
        """Fetch; raises what the guard says."""
        began = monotonic()
        await self.guard.check(urlparse_cached(request).hostname or "", self.timeout)
        left = self.timeout - (monotonic() - began)
        request.meta["download_timeout"] = max(round(left, 1), SHORTEST)  # it is shown to people
        if self.proxy:
            self.proxy.take(request)
        try:
            return await super().download_request(request)
        except Exception as error:
            if trouble := trouble_with_certificate(causes(error)):
                raise HostError(Reason.TLS, trouble) from error
            raise


def spell_names_once() -> None:
    """Remember how names are spelled for the DNS: Twisted spells one for each request, connected or not."""
    names = vars(endpoints)
    spell = names["_idnaBytes"]  # Scrapy's, which has put it there
    if not hasattr(spell, "cache_info"):
        names["_idnaBytes"] = lru_cache(maxsize=4096)(spell)


class Factory(_LenientHTTP11ClientFactory):
    """Makes connections that read no more of a header than a limit."""

    def __init__(self, largest: int, *args: Any) -> None:
        """Set the limit in bytes."""
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self.largest = largest

    def buildProtocol(self, addr: Any) -> Protocol:  # noqa: ARG002, N802  (Twisted's interface)
        """Make one."""
        return Protocol(self.largest, self._quiescentCallback)


class Protocol(_LenientHTTP11ClientProtocol):
    """Reads answers with `Parser`."""

    def __init__(self, largest: int, *args: Any) -> None:
        """Set the limit in bytes."""
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self.largest = largest

    def request(self, request: Any) -> Any:
        """Send a request; the parser is made in there, and takes another class as Scrapy's own does."""
        connection: Any = self.transport
        connection.bufferSize = OF_HEADER
        answer = super().request(request)
        parser: Any = self._parser
        parser.__class__ = Parser
        parser.left = parser.largest = self.largest
        send_at_once(connection)
        return answer


def send_at_once(connection: Any) -> None:
    """Send what was written, without a turn of the reactor; what does not go out yet has its turn then."""
    if isinstance(connection, FileDescriptor):  # else it is within TLS, which has sent it already
        connection.doWrite()  # type: ignore[no-untyped-call]


class Parser(_LenientHTTPClientParser):
    """Counts the bytes of an answer's header, interim answers (1xx) included."""

    left: int
    largest: int

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  (Twisted's interface)
        """Take one line of the header."""
        self.left -= len(line) + 1
        if self.left < 0:
            self.give_up()
        super().lineReceived(line)

    def allHeadersReceived(self) -> None:  # noqa: N802  (Twisted's interface)
        """Go on to the body."""
        transport: Any = self.transport
        transport._producer.bufferSize = OF_BODY  # noqa: SLF001  (as Scrapy does for bodies)
        super().allHeadersReceived()  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802  (Twisted's interface)
        """Refuse a line beyond 16 KiB; Twisted's own would hang up without a reason."""
        self.give_up()

    def statusReceived(self, status: bytes) -> None:  # noqa: N802  (Twisted's interface)
        """Take the first line, if it is one: Twisted takes anything with a number in the middle."""
        if not STATUS_LINE.fullmatch(status):
            raise ParseError("no status line of HTTP", status)  # type: ignore[no-untyped-call]
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def give_up(self) -> None:
        """Hang up at once: a polite end would go on receiving until the other side agrees to it."""
        transport: Any = self.transport
        transport._producer.abortConnection()  # noqa: SLF001  (as Scrapy does for bodies)
        raise HeaderTooLargeError(f"the header has more than {self.largest // 1024} kB, or a line of 16")
