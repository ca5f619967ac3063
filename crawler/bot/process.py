"""Scrapy for one spider: its settings, and the loop that it runs in. Once per process."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from scrapy.crawler import AsyncCrawlerProcess

from ..corpus.runs import Stop
from ..settings import Settings
from .addon import CorpuscleAddon, chosen
from .any_desk import AnyDesk
from .pins import pinned
from .proxy import Proxy
from .readers import AnyWorkers
from .spider import ArticleSpider
from .tally import Tally


@dataclass(frozen=True, slots=True)
class Spider:
    """All that a spider needs."""

    desk: AnyDesk
    workers: AnyWorkers
    settings: Settings
    tally: Tally
    watch: Callable[[Tally], None] = lambda _: None
    """Called every second with the tally."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a spider ended."""

    stop: Stop = Stop.FAILED
    failure: Exception | None = None


def values(settings: Settings, overrules: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the settings that Scrapy gets; `overrules` wins. Raises SettingsError for what can't be used."""
    found: dict[str, Any] = {"ADDONS": {CorpuscleAddon: 500}, "LOG_LEVEL": "WARNING"}
    found = found | chosen(settings) | dict(overrules or {})
    if found["LOG_LEVEL"] == "WARNING":  # where nobody reads which versions there are, none is looked up
        found.setdefault("LOG_VERSIONS", [])
    # what they hold is needed later, in the middle of things
    Proxy.parse(found["PROXY"])
    pinned(found.get("RESOLVE"))
    return found


def run(spider: Spider, scrapy_settings: dict[str, Any], *, signals: bool = True) -> Ended:
    """Let a spider work to its end; with `signals`, Ctrl-C stops it cleanly."""
    process = AsyncCrawlerProcess(scrapy_settings)
    go_by_a_clock_that_nobody_sets()
    # else every message that nobody wants is made, six a page, and thrown away at the end of its way
    logging.getLogger("scrapy").setLevel(process.settings["LOG_LEVEL"])
    crawler = process.create_crawler(ArticleSpider)
    process.crawl(
        crawler,
        desk=spider.desk,
        workers=spider.workers,
        settings=spider.settings,
        tally=spider.tally,
        watch=spider.watch,
    )
    process.start(install_signal_handlers=signals)
    found = cast("ArticleSpider | None", crawler.spider)
    # one that was told to stop has no reason of its own
    return Ended(found.stop or Stop.INTERRUPTED, found.failure) if found else Ended()


def go_by_a_clock_that_nobody_sets() -> None:
    """Have Twisted measure time by a clock that only goes forward.

    By its own, that on the wall, whatever it was about to do would wait for an hour, connecting and giving up
    included, when that is set back by an hour.
    """
    from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one, unless Scrapy did)

    clock: Any = reactor
    clock.seconds = time.monotonic
