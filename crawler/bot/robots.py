"""robots.txt by RFC 9309.

Scrapy's own middleware lets the third and later concurrent request of a host through, takes a
5xx for "all allowed" and parses error pages as rules; so this one takes its place.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from .. import clock, urls
from ..corpus import SiteFile
from ..corpus.hosts import ROBOTS
from ..reasons import Reason
from .responses import REDIRECTS, LaterError, RefusedError

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from .desk import Desk

LIFETIME = 24 * 3600.0  # seconds; RFC 9309 §2.4
UNREACHABLE_LIFETIME = 600.0  # seconds until an unreachable file is asked for again
LARGEST = 500 * 1024  # bytes that are read; RFC 9309 §2.5
LARGEST_DOWNLOAD = 4 * LARGEST  # bytes; a file that goes on is not waited for
MOST_REDIRECTS = 5  # RFC 9309 §2.3.1.2
MOST_IN_MEMORY = 2_000  # parsed files, some 30 kB each
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Rules:
    """A parsed robots.txt, and when it must be asked for again."""

    parsed: Protego | None
    """None for one that could not be had."""
    until: str
    is_new: bool = False
    """It was fetched just now, so its host rests before the first page."""


class Robots:
    """Downloader middleware: asks each host's robots.txt once, and raises for what it forbids."""

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings."""
        self.crawler = crawler
        self.agent: str = crawler.settings["USER_AGENT"]
        self.delay = crawler.settings.getfloat("HOST_DELAY")
        self.longest_delay = crawler.settings.getfloat("LONGEST_DELAY")
        self.cache: OrderedDict[str, asyncio.Task[Rules]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one by the crawl's settings."""
        return cls(crawler)

    @property
    def desk(self) -> Desk:
        """The desk that the spider works with."""
        return self.crawler.spider.desk  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        """Raise RefusedError for what is forbidden, LaterError if the host was asked just now."""
        if request.meta.get("is_robots"):
            return
        origin = request.url[: request.url.index("/", 8)]
        task = self.cache.get(origin)
        is_first = task is None or is_stale(task)
        if task is None or is_first:
            task = self.cache[origin] = asyncio.ensure_future(self.load(origin))
        self.cache.move_to_end(origin)
        if len(self.cache) > MOST_IN_MEMORY:
            self.cache.popitem(last=False)
        # shielded: whoever waits may be cancelled, the others still want the answer
        rules = await asyncio.shield(task)
        if rules.parsed is None:
            raise RefusedError(Reason.ROBOTS_UNREACHABLE)
        if not rules.parsed.can_fetch(request.url, self.agent):
            raise RefusedError(Reason.ROBOTS)
        if is_first and rules.is_new and self.delay:
            raise LaterError(self.pause(rules))

    def pause(self, rules: Rules) -> float:
        """Return the seconds between requests to a host."""
        return max(self.delay, self.crawl_delay(rules.parsed) or 0.0)

    def crawl_delay(self, parsed: Protego | None) -> float | None:
        """Return the Crawl-delay that holds for us, cut at the longest."""
        asked = parsed.crawl_delay(self.agent) if parsed else None
        return None if asked is None else min(max(float(asked), 0.0), self.longest_delay)

    async def load(self, origin: str) -> Rules:
        """Take a robots.txt from the corpus while it is fresh, else from the network."""
        known = await self.desk.site_file(origin, ROBOTS)
        if known is not None and known.expires_at > clock.now():
            return rules_of(known, is_new=False)
        file = await self.fetch(origin)
        rules = rules_of(file, is_new=True)
        await self.desk.keep_site_file(origin, ROBOTS, file, self.crawl_delay(rules.parsed))
        return rules

    async def fetch(self, origin: str) -> SiteFile:
        """Ask a host for its robots.txt, following a few redirects."""
        url = origin + ROBOTS
        for _ in range(1 + MOST_REDIRECTS):
            meta = {"is_robots": True, "download_maxsize": LARGEST_DOWNLOAD}
            request = Request(url, callback=NO_CALLBACK, meta=meta)
            try:
                response = await self.crawler.engine.download_async(request)
            except Exception as error:  # noqa: BLE001  (whatever keeps us from the file keeps us from the host)
                return unreachable(f"{type(error).__name__}: {error}"[:300])
            location = (response.headers.get("Location") or b"").decode("latin-1")
            if response.status not in REDIRECTS or not location:
                return as_site_file(response)
            url = urls.clean(location, response.url) or ""
            if not url:
                break
        return missing()


def rules_of(file: SiteFile, *, is_new: bool) -> Rules:
    """Parse a robots.txt."""
    parsed = None if file.status == "unreachable" else Protego.parse(file.text)
    return Rules(parsed, file.expires_at, is_new)


def is_stale(task: asyncio.Task[Rules]) -> bool:
    """Say whether rules must be had anew: they are too old, or getting them failed on our side."""
    if not task.done():
        return False
    return task.cancelled() or task.exception() is not None or task.result().until < clock.now()


def as_site_file(response: Response) -> SiteFile:
    """Take an answer by its status class, RFC 9309 §2.3.1."""
    if response.status >= 500 or response.status == TOO_MANY_REQUESTS:  # noqa: PLR2004  (the 5xx)
        return unreachable(f"It answered with {response.status}.", response.status)
    if response.status >= 300:  # noqa: PLR2004  (no file there: all is allowed)
        return missing(response.status)
    text = response.body[:LARGEST].decode("utf-8-sig", "ignore").replace("\0", "")
    return SiteFile("ok", clock.now(), clock.after(LIFETIME), text, http_status=response.status)


def missing(status: int | None = None) -> SiteFile:
    """Return what stands for a file that a site does not have."""
    return SiteFile("missing", clock.now(), clock.after(LIFETIME), http_status=status)


def unreachable(trouble: str, status: int | None = None) -> SiteFile:
    """Return what stands for a file that could not be had."""
    until = clock.after(UNREACHABLE_LIFETIME)
    return SiteFile("unreachable", clock.now(), until, trouble=trouble, http_status=status)
