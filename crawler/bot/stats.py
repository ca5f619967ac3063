"""What Scrapy counts of itself."""

from __future__ import annotations

from scrapy.statscollectors import MemoryStatsCollector


class Stats(MemoryStatsCollector):
    """Scrapy's own, which looks for an argument of former times at every count, longer than it counts."""

    __getattribute__ = object.__getattribute__
