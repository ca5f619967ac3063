"""robots.txt and tdmrep.json, asked before the first page of a site.

Scrapy's own middleware lets the third and later concurrent request of a host through, takes a
5xx for "all allowed" and parses error pages as rules; so this one takes its place.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .. import clock, urls
from ..corpus.hosts.files import ROBOTS, TDMREP
from ..corpus.hosts.pace import pause
from ..reasons import Reason
from ..records import Pace
from ..rules import RobotsTxt, Tdmrep, TdmrepError
from ..settings import ROBOT
from .memory import Known, Memory
from .responses import LaterError, RefusedError
from .site_files import LIFETIME, SiteFiles, missing

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from ..corpus import SiteFile
    from ..records import Target
    from ..settings import Manners
    from .any_desk import AnyDesk

T = TypeVar("T")
NO_FILE, NO_RULE, IGNORED = "no file", "no rule", "ignored"
LONGEST_RULE = 300  # characters that are kept of one


class Robots:
    """Downloader middleware: asks each site for its files once, and raises for what it forbids."""

    def __init__(self, crawler: Crawler) -> None:
        """Ask through a crawl."""
        self.crawler = crawler
        self.files = SiteFiles(crawler)
        self.robots = Memory(self.load_robots)
        self.tdmreps = Memory(self.load_tdmrep)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one by the crawl's settings."""
        return cls(crawler)

    @property
    def desk(self) -> AnyDesk:
        """The desk that the spider works with."""
        return self.crawler.spider.desk  # type: ignore[union-attr]

    @property
    def manners(self) -> Manners:
        """The settings that the spider keeps to."""
        return self.crawler.spider.manners  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        """Raise RefusedError for what is forbidden, LaterError if the host was asked just now."""
        if request.meta.get("is_site_file"):
            return
        origin = origin_of(request.url)
        robots, is_first = await self.known(self.robots, origin)
        request.meta["robots"] = self.permission(robots, request.url)
        if is_first and robots.is_new:
            self.rest(request, robots.content)
        if "target" not in request.meta:  # a part of a page, whose site was asked
            return
        tdmrep, is_first = await self.known(self.tdmreps, origin)
        if is_first and tdmrep.is_new:
            self.rest(request, robots.content)
        said = (robots.content, tdmrep.content)
        request.meta["statements"] = tuple(one for file in said for one in file.statements(request.url))

    async def known(self, memory: Memory[T], origin: str) -> tuple[Known[T], bool]:
        """Return what a file of a site says, and whether it was loaded for us."""
        held = memory.held(origin)
        known, is_first = (held, False) if held else await memory.get(origin)
        if not self.is_void(known.file):
            return known, is_first
        memory.tasks.pop(origin, None)
        return await memory.get(origin)

    def permission(self, robots: Known[RobotsTxt], url: str) -> str:
        """Return by what an address may be fetched; raises RefusedError."""
        if self.is_ignored(url):
            return IGNORED
        if robots.file.status == "unreachable":
            raise RefusedError(Reason.ROBOTS_UNREACHABLE, f"robots.txt: {robots.file.trouble}")
        rule = robots.content.rule(url)
        if rule is None:
            return NO_RULE if robots.file.status == "ok" else NO_FILE
        text = rule.text[:LONGEST_RULE]
        if not rule.is_allowing:
            raise RefusedError(Reason.ROBOTS, f"robots.txt: {text}")
        return text

    def is_ignored(self, url: str) -> bool:
        """Say whether the owner of a host allowed more than its robots.txt does."""
        return urls.host(url) in self.manners.ignore_robots

    def rest(self, request: Request, robots: RobotsTxt) -> None:
        """Raise LaterError if a host that was asked just now wants a pause."""
        target: Target | None = request.meta.get("target")
        pace = target.pace if target else Pace()
        seconds = pause(replace(pace, delay=self.crawl_delay(robots)), self.manners)
        if seconds:
            raise LaterError(seconds)

    def crawl_delay(self, robots: RobotsTxt) -> float | None:
        """Return the Crawl-delay that holds for us, cut at the longest."""
        return None if robots.delay is None else min(robots.delay, self.manners.longest_delay)

    async def load_robots(self, origin: str) -> Known[RobotsTxt]:
        """Take a robots.txt from the corpus while it is fresh, else from the network."""
        known = await self.remembered(origin, ROBOTS)
        file = known or await self.files.fetch(origin, ROBOTS)
        # in a thread: half a million lines of nothing take half a second
        robots = await asyncio.to_thread(RobotsTxt.parse, file.text, ROBOT)
        if known is None:
            await self.desk.keep_site_file(origin, ROBOTS, file, self.crawl_delay(robots))
        return Known(file, robots, is_new=known is None)

    async def load_tdmrep(self, origin: str) -> Known[Tdmrep]:
        """Take a tdmrep.json from the corpus while it is fresh, else from the network if we may."""
        known = await self.remembered(origin, TDMREP)
        if known is not None:
            return Known(known, tdmrep_of(known)[1])
        robots, _ = await self.robots.get(origin)
        rule = robots.content.rule(origin + TDMREP)
        is_asked = rule is None or rule.is_allowing or self.is_ignored(origin + TDMREP)
        if is_asked:
            file = await self.files.fetch(origin, TDMREP)
            # whatever became of it: it is not worth more than a request a day
            file = replace(file, expires_at=clock.after(LIFETIME))
        else:
            file = missing(f"robots.txt: {rule.text[:LONGEST_RULE]}" if rule else "")
        file, content = tdmrep_of(file)
        await self.desk.keep_site_file(origin, TDMREP, file)
        return Known(file, content, is_new=is_asked)

    async def remembered(self, origin: str, path: str) -> SiteFile | None:
        """Return a file that the corpus has and that still holds."""
        known = await self.desk.site_file(origin, path)
        return known if known and known.expires_at > clock.now() and not self.is_void(known) else None

    def is_void(self, file: SiteFile) -> bool:
        """Say whether a file could not be had because the network was down: that says nothing of its site."""
        return file.status == "unreachable" and not file.http_status and file.fetched_at <= self.back_at

    @property
    def back_at(self) -> str:
        """When the network was back after it was down; empty if it never was."""
        return self.crawler.spider.network.back_at  # type: ignore[union-attr]


def origin_of(url: str) -> str:
    """Return scheme, host and port."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def tdmrep_of(file: SiteFile) -> tuple[SiteFile, Tdmrep]:
    """Read a tdmrep.json; one that is none is missing, and its trouble says why."""
    if file.status != "ok":
        return file, Tdmrep()
    try:
        return file, Tdmrep.parse(file.text)
    except TdmrepError as error:
        return replace(file, status="missing", trouble=str(error), text=""), Tdmrep()
