"""What the main process of a crawl does: python crawling.py READINGS ADDRESSES; under callgrind.

READINGS is a pickle, ADDRESSES a list of pages that are served.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from checking.callgrind import NOT_COUNTED, begin, mark

if TYPE_CHECKING:
    from crawler.records import Page, Reading, Target

AT_ONCE = 10  # readings in one transaction, as when a crawl is busy
NEVER = 1e6  # seconds
SURE = 2.0  # seconds after which it looks whether there is news, in case it missed any
BEFORE = 10  # pages fetched before it is counted: by then everything is loaded


def main() -> None:
    """Claim and save, then crawl."""
    import crawler.bot  # noqa: F401, PLC0415  (before it is counted)

    readings = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301  (ours)
    begin()
    save(readings)
    crawl(Path(sys.argv[2]).read_text().split())


def save(readings: list[Reading]) -> None:
    """Claim and save readings in a corpus of their own."""
    from crawler.corpus import Corpus  # noqa: PLC0415
    from crawler.corpus.run import Run  # noqa: PLC0415
    from crawler.corpus.runs import Stop  # noqa: PLC0415
    from crawler.records import Seed  # noqa: PLC0415

    with Corpus("saved.db", create=True) as corpus:
        corpus.plant([Seed("list", "", start_urls=tuple(reading.target.url for reading in readings))])
        run = Run.start(corpus, settings())
        mark(NOT_COUNTED)
        claimed: list[Target] = []
        while found := run.claim(AT_ONCE):
            claimed += found
        mark("claim", len(claimed))
        known = {target.url: target for target in claimed}
        readings = [of_target(reading, known[reading.target.url]) for reading in readings]
        warm, rest = readings[:AT_ONCE], readings[AT_ONCE:]
        run.save(warm)
        mark(NOT_COUNTED)
        for start in range(0, len(rest), AT_ONCE):
            run.save(rest[start : start + AT_ONCE])
        mark("save", len(rest))
        run.finish(Stop.FRONTIER)
        mark(NOT_COUNTED)


def of_target(reading: Reading, target: Target) -> Reading:
    """Return a reading as that of a target that was claimed."""
    return replace(
        reading,
        target=target,
        targets=tuple(replace(one, via=target.id, seed=target.seed) for one in reading.targets),
    )


def crawl(addresses: list[str]) -> None:
    """Fetch pages that nobody reads: what is left is Scrapy, and what the crawl does around it."""
    from crawler import bot  # noqa: PLC0415
    from crawler.bot import Tally  # noqa: PLC0415
    from crawler.corpus import Corpus  # noqa: PLC0415
    from crawler.reasons import Reason  # noqa: PLC0415
    from crawler.records import Reading, Seed  # noqa: PLC0415

    class Marking(Tally):
        """Marks where counting begins and ends."""

        def count(self, reading: Reading, reason: Reason | None) -> None:
            """Count a page."""
            super().count(reading, reason)
            if self.pages == BEFORE:
                mark(NOT_COUNTED)
            elif self.pages == len(addresses):
                mark("crawl without reading", len(addresses) - BEFORE)

    class Nobody:
        """Readers that read nothing."""

        async def ready(self) -> None:
            """Be ready."""

        async def read(self, target: Target, page: Page) -> Reading:
            """Say that there is no text."""
            return Reading(target, replace(page, body=b""), reason=Reason.NO_TEXT)

        def stop(self) -> None:
            """End."""

    without_clocks()
    with Corpus("crawled.db", create=True) as corpus:
        corpus.plant([Seed("list", "", start_urls=tuple(addresses))])
        bot.crawl(corpus, settings(), tally=Marking(), workers=Nobody())  # type: ignore[arg-type]


def without_clocks() -> None:
    """Let nothing happen because time has passed: how long it takes depends on what else the machine does."""
    from crawler.bot import desk, extensions, spider  # noqa: PLC0415

    async def wait(self: spider.ArticleSpider) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.news.wait(), SURE)
        self.news.clear()

    desk.REST = desk.PATIENCE = extensions.TICK = NEVER
    spider.ArticleSpider.wait = wait


def settings() -> object:
    """Return settings without manners, for servers of our own."""
    from crawler.settings import Settings  # noqa: PLC0415

    found = Settings().with_values(
        "manners", delay=0.0, allow_private=True, contact="https://corpus.example/"
    )
    return found.with_values("crawl", per_host=0, pages=0).with_values("archive", enabled=False)


if __name__ == "__main__":
    main()
