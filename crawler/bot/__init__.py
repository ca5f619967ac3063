"""The only place that imports Scrapy: translates between it and the rest."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from scrapy.crawler import AsyncCrawlerProcess

from ..corpus import Corpus
from ..corpus.recrawl.due import Due
from ..corpus.run import Run
from ..corpus.runs import Stop
from ..settings import Settings
from ..timing import begin_work
from ..workers import Workers
from .addon import CorpuscleAddon, chosen
from .desk import Desk
from .pins import pinned
from .proxy import Proxy
from .spider import ArticleSpider
from .tally import Tally

__all__ = ["Crawled", "Tally", "crawl"]


@dataclass(frozen=True, slots=True)
class Crawled:
    """How a run ended."""

    run: int
    stop: Stop
    tally: Tally
    failure: Exception | None = None


def crawl(  # noqa: PLR0913  (what a crawl consists of; all but the first two have defaults)
    corpus: Corpus,
    settings: Settings,
    watch: Callable[[Tally], None] = lambda _: None,
    scrapy_settings: Mapping[str, str] | None = None,
    *,
    tally: Tally | None = None,
    workers: Workers | None = None,
    due: Due | None = None,
    only_asks: bool = False,
) -> Crawled:
    """Crawl into a corpus until a budget or the frontier ends, or ask its queries alone. Once per process.

    `watch` is called every second with the tally; `scrapy_settings` overrule ours; `due` says which
    known pages are fetched again.
    Raises SettingsError for settings that can't be used.
    """
    values: dict[str, Any] = {"ADDONS": {CorpuscleAddon: 500}, "LOG_LEVEL": "WARNING"}
    values = values | chosen(settings) | dict(scrapy_settings or {})
    # what they hold is needed later, in the middle of things
    Proxy.parse(values["PROXY"])
    pinned(values.get("RESOLVE"))
    run = Run.start(corpus, settings, due, only_asks=only_asks)
    workers = workers or Workers(settings, corpus.seeds(), corpus.topic())
    desk = Desk(run)
    tally = tally or Tally()
    process = AsyncCrawlerProcess(values)
    crawler = process.create_crawler(ArticleSpider)
    stop, failure = Stop.FAILED, None
    gc.freeze()  # what was imported stays; the collector need not look at it again and again
    try:
        process.crawl(crawler, desk=desk, workers=workers, settings=settings, tally=tally, watch=watch)
        begin_work()
        process.start()
        spider = cast("ArticleSpider | None", crawler.spider)
        if spider is not None:
            # one that was told to stop has no reason of its own
            failure, stop = spider.failure, spider.stop or Stop.INTERRUPTED
    finally:
        workers.stop()
        desk.close()
        run.finish(stop)
        tally.events = run.events()
    return Crawled(run.id, stop, tally, failure)
