"""Scrapy extensions: what watches a crawl from the side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import StopDownload

from ..reading.readable import READABLE

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers

    from .spider import ArticleSpider

TICK = 1.0  # seconds between two looks at the queue


class OnlyPages:
    """Stops a download at the headers if what follows can't be a page or a feed."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for headers."""
        self = cls()
        crawler.signals.connect(self.headers_received, signals.headers_received)
        return self

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Look at the content type."""
        content_type = (headers.get("Content-Type") or b"").decode("latin-1")
        target = request.meta.get("target")
        # sitemaps come gzipped, indexes as text of their own; who was asked says what can be read
        is_page = target is not None and target.ask is None
        if content_type and is_page and not READABLE.search(content_type):
            raise StopDownload(fail=True)


class Watch:
    """Tells the tally how much is queued, and whoever watches that there is news."""

    task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for beginning and end."""
        self = cls()
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.closed, signals.spider_closed)
        return self

    def opened(self, spider: ArticleSpider) -> None:
        """Begin to look."""
        self.task = asyncio.ensure_future(self.look(spider))

    async def look(self, spider: ArticleSpider) -> None:
        """Look every second."""
        while True:
            spider.tally.queued, spider.tally.hosts = await spider.desk.queue()
            spider.tally.events = await spider.desk.events()
            spider.watch(spider.tally)
            await asyncio.sleep(TICK)

    def closed(self) -> None:
        """End."""
        if self.task:
            self.task.cancel()
