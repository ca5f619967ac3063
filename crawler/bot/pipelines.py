"""Scrapy's item pipeline: every item is a Reading, and every Reading is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from ..records import Reading


class Save:
    """Hands each reading to the spider's desk."""

    def __init__(self, crawler: Crawler) -> None:
        """Remember whose spider has the desk."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one."""
        return cls(crawler)

    async def process_item(self, item: Reading) -> Reading:
        """Save a reading."""
        await self.crawler.spider.save(item)  # type: ignore[union-attr]
        return item
