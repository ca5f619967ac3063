"""Files in which a site speaks to machines: fetched one at a time, in their host's turn."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from .. import clock, urls
from ..contact import NoContactError
from ..corpus import SiteFile
from ..rules import text_of
from .failures import reason_and_detail
from .first_bytes import Ear, meta_of_site_file
from .responses import REDIRECTS, HostError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from .spider import ArticleSpider

LIFETIME = 24 * 3600.0  # seconds; RFC 9309, section 2.4
SHORTEST_LIFETIME = 3600.0  # seconds; a file that must not be kept would be asked for before every page
UNREACHABLE_LIFETIME = 600.0  # seconds until an unreachable file is asked for again
MOST_REDIRECTS = 5  # RFC 9309, section 2.3.1.2
TOO_MANY_REQUESTS = 429
LONGEST_TROUBLE = 300  # characters
GLANCE = 0.05  # seconds between two looks at whether a host is free
MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:store|cache)\b", re.IGNORECASE)


class BusyError(Exception):
    """A host that a file was moved to, and whose turn did not come in time."""


class SiteFiles:
    """Fetches such files."""

    def __init__(self, crawler: Crawler) -> None:
        """Fetch through a crawl."""
        self.crawler = crawler
        self.ear = Ear(crawler.signals)
        self.delay = crawler.settings.getfloat("HOST_DELAY")
        self.patience = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    @property
    def spider(self) -> ArticleSpider:
        """The spider, which knows whose turn it is."""
        return self.crawler.spider  # type: ignore[return-value]

    async def fetch(self, origin: str, path: str) -> SiteFile:
        """Ask a site for a file, following a few redirects, wherever they lead.

        Raises HostError and NoContactError for a site that can't or must not be asked at all.
        """
        url, host = origin + path, urls.host(f"{origin}/")
        try:
            response = await self.download(url)
            for _ in range(MOST_REDIRECTS):
                url = moved_to(response)
                if not url:
                    return as_site_file(response)
                response = await self.download_in_turn(url, host)
        except NoContactError:
            raise
        except HostError as error:
            if url == origin + path:
                raise
            return unreachable(f"It was moved, but {error.detail}.")
        except BusyError:
            return unreachable("It was moved to a host that was busy.")
        except Exception as error:  # noqa: BLE001  (whatever keeps us from the file keeps us from the site)
            reason, detail = reason_and_detail(error)
            return unreachable(f"{reason.value}: {detail}"[:LONGEST_TROUBLE])
        return missing("It was moved too often.") if moved_to(response) else as_site_file(response)

    async def download(self, url: str) -> Response:
        """Ask for one address."""
        headers = {"Accept-Encoding": "gzip, deflate"}
        request = Request(url, callback=NO_CALLBACK, headers=headers, meta=meta_of_site_file())
        with self.ear:
            return await self.crawler.engine.download_async(request)

    async def download_in_turn(self, url: str, own: str) -> Response:
        """Ask for the address that a file was moved to, when its host may be asked."""
        host = urls.host(url)
        if host == own:  # we have its turn, but it was asked just now
            await asyncio.sleep(self.delay)
            return await self.download(url)
        await self.take_turn(host)
        try:
            return await self.download(url)
        finally:
            self.spider.traffic.until[host] = time.monotonic() + self.delay
            await self.spider.desk.rest(host, self.delay)

    async def take_turn(self, host: str) -> None:
        """Wait until nobody asks a host, and keep everybody from asking; raises BusyError.

        Two hosts that move their files to each other would wait for ever.
        """
        traffic, began = self.spider.traffic, time.monotonic()
        # rests end without an event, and all this is rare
        while time.monotonic() <= began + self.patience:
            if traffic.until.get(host, 0.0) <= time.monotonic():
                # not infinity, which is how a claim marks it: one under way ends before this is on disk
                mark = traffic.until[host] = time.monotonic() + 2 * self.patience
                is_ours = await self.spider.desk.reserve(host, self.delay)
                if traffic.until.get(host) == mark:
                    if is_ours:
                        return
                    del traffic.until[host]
            await asyncio.sleep(GLANCE)
        raise BusyError


def moved_to(response: Response) -> str:
    """Return where an answer sends us; nothing if it is one itself."""
    location = (response.headers.get("Location") or b"").decode("latin-1")
    if response.status not in REDIRECTS or not location:
        return ""
    return urls.clean(location, response.url) or ""


def as_site_file(response: Response) -> SiteFile:
    """Take an answer by its status class, RFC 9309, section 2.3.1.

    A file that stays unreachable stays forbidden. After 30 days the RFC would let us take it for
    missing; a server that fails that long is no place to help oneself.
    """
    status, until = response.status, clock.after(lifetime(response))
    if status >= 500 or status == TOO_MANY_REQUESTS:  # noqa: PLR2004  (the 5xx)
        return unreachable(f"It answered with {status}.", status)
    if status >= 300:  # noqa: PLR2004  (no file there: all is allowed)
        return SiteFile("missing", clock.now(), until, http_status=status)
    return SiteFile("ok", clock.now(), until, text_of(response.body), http_status=status)


def lifetime(response: Response) -> float:
    """Return the seconds for which an answer holds: what its Cache-Control says, within bounds."""
    control = b", ".join(response.headers.getlist("Cache-Control")).decode("latin-1")
    found = MAX_AGE.search(control)
    seconds = 0.0 if NOT_KEPT.search(control) else float(found[1]) if found else LIFETIME
    return min(max(seconds, SHORTEST_LIFETIME), LIFETIME)


def missing(trouble: str) -> SiteFile:
    """Return what stands for a file that a site does not have."""
    return SiteFile("missing", clock.now(), clock.after(LIFETIME), trouble=trouble)


def unreachable(trouble: str, status: int | None = None) -> SiteFile:
    """Return what stands for a file that could not be had."""
    until = clock.after(UNREACHABLE_LIFETIME)
    return SiteFile("unreachable", clock.now(), until, trouble=trouble, http_status=status)
