"""The only place that imports Scrapy: translates between it and the rest."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..corpus import Corpus
from ..corpus.recrawl.due import Due
from ..corpus.run import Run
from ..corpus.runs import Stop
from ..settings import Settings
from ..timing import begin_work
from ..workers import Workers
from . import loading  # noqa: F401  (before what needs what it loads)
from .desk import Desk
from .process import Ended, Spider, values
from .process import run as run_spider
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
    scrapy = values(settings, scrapy_settings)
    run = Run.start(corpus, settings, due, only_asks=only_asks)
    workers = workers or Workers(settings, corpus.seeds(), corpus.topic())
    tally = tally or Tally()
    desk = Desk(run, settings, tally)
    ended = Ended()
    collect_less_often()
    try:
        begin_work()
        ended = run_spider(Spider(desk, workers, settings, tally, watch), scrapy)
    finally:
        workers.stop()
        desk.close()
        run.finish(ended.stop)
        tally.events = run.events()
    return Crawled(run.id, ended.stop, tally, ended.failure)


def collect_less_often() -> None:
    """Spare the collector what was imported, and the hundreds of records that a page makes.

    Hardly any of them stand in cycles; more of them at once would let bodies wait that do. What has
    outlived two looks, as tables of the frontier do, is looked at seldom.
    """
    gc.freeze()
    gc.set_threshold(5_000, 20, 100)
