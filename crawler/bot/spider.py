"""The spider: takes targets from the desk, hands back one Reading for each."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import signals

from .. import clock, timing, urls
from ..contact import NoContactError
from ..corpus.hosts.pace import learned, pause
from ..corpus.outcome import may_rest
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Page, Reading, Target
from ..timing import Stage
from .conditions import conditions, is_unchanged
from .failures import page_of_failure
from .network import Network
from .outage import PROBE, Outage
from .readers import AnyWorkers, Readers
from .resolver import installed_guard
from .responses import LaterError, page_of
from .traffic import Traffic
from .unchanged import unchanged

AHEAD = 12
"""Pages for each reader that are claimed and not saved, beside those that are being asked for."""
# An address in which Scrapy finds nothing to escape, which it takes longer to find out than all else that
# it makes of a request.
PLAIN = re.compile(
    r"https?://[a-z0-9.-]+(?::[1-9]\d{0,3}|:[1-5]\d{4})?/[\w.~/-]*(?:\?[\w.~/=&-]+)?", re.ASCII
)

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from ..settings import Settings
    from .any_desk import AnyDesk
    from .tally import Tally


class ArticleSpider(scrapy.Spider):
    """Crawls until a budget or the frontier ends; `stop` says which."""

    name = "articles"

    def __init__(
        self,
        desk: AnyDesk,
        workers: AnyWorkers,
        settings: Settings,
        tally: Tally,
        watch: Callable[[Tally], None],
    ) -> None:
        """Work for a desk, reading with workers."""
        super().__init__()
        self.desk = desk
        self.readers = Readers(workers, settings)
        self.tally = tally
        self.watch = watch
        # enough that the readers never wait for the network or for what is saved together, few enough that
        # a kill costs little
        self.window = settings.crawl.parallel + AHEAD * settings.reading.processes
        self.manners = settings.manners
        self.traffic = Traffic(settings.manners.per_address)
        self.outage = Outage(settings.manners.outage_minutes)
        self.network = Network(self.outage)
        self.news = asyncio.Event()
        self.guard = installed_guard()
        self.stop: Stop | None = None
        self.failure: Exception | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make one, and hear of our own crashes: they must end in a Reading too."""
        self = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(self.crashed, signals.spider_error)
        self.traffic.counts_loopback = crawler.settings.getbool("COUNT_LOOPBACK")
        self.readers.serve(crawler)
        return self

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Claim and ask until there is a reason to stop, then wait for what is under way."""
        self.tally.begin()
        learning = asyncio.ensure_future(self.learn())
        try:
            while self.stop is None:
                targets = await self.claim()
                if any(target.held is None for target in targets):
                    # a page that nobody can read yet would be fetched for nothing if we die now
                    await self.readers.ready()
                for target in targets:
                    yield self.request(target)
                if self.stop is None:
                    await self.wait()
            while self.traffic.targets:
                await self.wait()
        except Exception as error:  # noqa: BLE001  (a crawl that can't claim is over, whatever the cause)
            self.fail(error)
        except asyncio.CancelledError:
            # Scrapy was asked to stop: it finishes what is under way, and nobody claims any more
            self.tally.stopping = len(self.traffic)
            self.watch(self.tally)
            raise
        finally:
            learning.cancel()

    async def learn(self) -> None:
        """Weigh the queue anew while the crawl goes on; a corpus that can't be written ends it."""
        try:
            await self.desk.learn()
        except Exception as error:  # noqa: BLE001  (the crawl is over, whatever the cause)
            self.fail(error)

    async def claim(self) -> list[Target]:
        """Take as many targets as there is room for; decide to stop where there is none left."""
        self.tally.is_offline = self.outage.is_on
        self.stop = self.desk.spent() or self.given_up()
        room = self.room()
        if self.stop or room <= 0:
            return []
        targets = await self.desk.claim(room, self.traffic)
        for target in targets:
            self.traffic.begin(target)
        if not targets and not self.traffic.targets:
            self.stop = await self.desk.nothing_left()
        return targets

    def room(self) -> int:
        """Return how many targets may be claimed now; one at a time while the network is down."""
        if self.outage.is_on:
            return int(not self.traffic.targets and self.outage.may_probe(time.monotonic()))
        return self.window - len(self.traffic)

    def given_up(self) -> Stop | None:
        """Say that the network was waited for long enough, if it was."""
        return Stop.OFFLINE if self.outage.is_over(time.monotonic()) else None

    async def wait(self) -> None:
        """Wait for news: an answer, a saved page, or a host that has rested."""
        # a host that has rested is no news to whoever has no room for it
        rested = self.traffic.next_rested() if self.room() > 0 else None
        pause = 0.5 if rested is None else min(max(rested, 0.005), 0.5)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self.news.wait()
        self.news.clear()

    def request(self, target: Target) -> scrapy.Request:
        """Ask for a target, if it is held only for what has changed; redirects and retries are frontier's."""
        return scrapy.Request(
            target.url,
            headers=conditions(target.held),
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
            meta={"target": target, "verbatim_url": PLAIN.fullmatch(target.url) is not None},
        )

    async def answered(self, response: Response) -> AsyncIterator[Reading]:
        """Read an answer; yields exactly one Reading."""
        request = response.request
        assert request is not None  # noqa: S101  (Scrapy sets it on every response it hands over)
        target: Target = request.meta["target"]
        page = page_of(response, request)
        if page.reason:
            self.rest(target, page)
            yield await self.readers.refuse(target, page)
        elif is_unchanged(target.held, page):
            self.rest(target, page)
            yield self.readers.recall(unchanged(target, page, self.manners.obey), page)
        else:
            yield await self.read(target, page)

    async def read(self, target: Target, page: Page) -> Reading:
        """Read a page. Its host rests from the answer on, unless a browser may ask it for more."""
        if not self.readers.may_ask:
            self.rest(target, page)
            return await self.readers.read(target, page)
        try:
            return await self.readers.read(target, page)
        finally:
            self.rest(target, page)

    async def failed(self, failure: Failure) -> AsyncIterator[Reading]:
        """Turn a failure into a Reading, or give the target back for later."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy hangs it there
        target: Target = request.meta["target"]
        error = failure.value or RuntimeError("a failure without an exception")
        if isinstance(error, NoContactError):
            await self.give_back(target)
            self.fail(error)
        elif isinstance(error, LaterError):
            await self.give_back(target, error.seconds)
        elif await self.network.is_why(urls.host(target.url)):
            await self.give_back(target, PROBE)
        else:
            page = page_of_failure(error, request)
            self.rest(target, page)
            yield Reading(target, page)

    async def give_back(self, target: Target, seconds: float = 0.0) -> None:
        """Give a target back unasked; its host rests."""
        self.traffic.rest(target, seconds)
        await self.desk.release(target, seconds)
        self.settled(target)

    async def save(self, reading: Reading) -> None:
        """Save a reading and let its target go; a corpus that can't be written ends the crawl."""
        start = time.perf_counter()
        try:
            await self.desk.save(reading)
        except Exception as error:  # noqa: BLE001  (what isn't saved is never let go: better to end)
            self.fail(error)
        else:
            timing.waited(Stage.FETCH_WAIT, reading.page.seconds)
            timing.waited(Stage.SAVE_WAIT, time.perf_counter() - start)
            self.settled(reading.target)

    def rest(self, target: Target, page: Page) -> None:
        """Let a host be asked again, after a pause that its answer had a say in.

        How long a host rests after a failure, by its Retry-After or by our own measure, is written down
        with the page: nobody asks it before.
        """
        seconds = pause(learned(target.pace, page), self.manners)
        self.traffic.rest(target, seconds, until_saved=may_rest(page))
        if len(self.traffic) < self.window:  # else there is no room for what it has
            self.news.set()

    def settled(self, target: Target) -> None:
        """Let a target go."""
        self.traffic.end(target)
        self.news.set()

    def crashed(self, failure: Failure, response: Response | None) -> None:
        """Settle a target on which our own code failed."""
        request = response.request if response is not None else getattr(failure, "request", None)
        if request is None or "target" not in request.meta:
            return
        target = request.meta["target"]
        detail = f"{type(failure.value).__name__}: {failure.value}"[:500]
        page = Page(target.url, fetched_at=clock.now(), reason=Reason.FETCH_FAILED, detail=detail)
        self.rest(target, page)
        asyncio.ensure_future(self.save(Reading(target, page)))  # noqa: RUF006  (the desk keeps it)

    def fail(self, error: Exception) -> None:
        """End the crawl: the corpus can't be read or written."""
        self.failure = self.failure or error
        self.stop = Stop.FAILED
        self.traffic.targets.clear()
        self.news.set()
