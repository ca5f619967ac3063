"""Pages fetched with all our manners, for looking at them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import urls
from ..corpus import Corpus
from ..corpus.runs import Stop
from ..reasons import Reason
from ..records import Page, Reading, Seed, Target
from ..settings import Settings
from ..workers import Workers
from . import crawl
from .tally import Tally

PATIENCE = 5.0  # seconds; who looks at one page does not want to wait for a retry


class Keep(Tally):
    """A tally that keeps the last reading of each page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.readings: dict[int, Reading] = {}

    def count(self, reading: Reading, reason: Reason | None) -> None:
        """Keep it."""
        super().count(reading, reason)
        self.readings[urls.key(reading.target.url)] = reading

    def last(self, url: str) -> Reading | None:
        """Return the reading of a page, or of where it redirects to."""
        found, met = None, set[int]()
        key = urls.key(url)
        while key not in met and (reading := self.readings.get(key)):
            met.add(key)
            found = reading
            key = urls.key(reading.page.final_url or url)
        return found


class BodyKeepers(Workers):
    """Workers that keep the pages they were given, bodies and all."""

    def __init__(self, settings: Settings, seeds: Sequence[Seed]) -> None:
        """Begin with none."""
        super().__init__(settings, seeds)
        self.pages: dict[int, Page] = {}

    async def read(self, target: Target, page: Page) -> Reading:
        """Keep a page and have it read."""
        self.pages[urls.key(target.url)] = page
        return await super().read(target, page)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking for one address came to."""

    reading: Reading
    page: Page
    """With its body, if it was read and bodies were asked for."""


def fetch(
    addresses: Sequence[str], settings: Settings, seeds: Sequence[Seed], *, bodies: bool
) -> dict[str, Fetched]:
    """Fetch and read pages and where they redirect to, in a corpus that is thrown away.

    What got no answer in time is left out; raises what ended the crawl, such as NoContactError.
    Once per process.
    """
    patience = PATIENCE if len(addresses) == 1 else settings.crawl.patience
    settings = settings.with_values("crawl", depth=0, pages=0, per_host=0, patience=patience)
    processes = min(len(addresses), settings.reading.processes)
    settings = settings.with_values("reading", workers=processes).with_values("archive", enabled=False)
    tally = Keep()
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "one.db", create=True) as corpus:
        corpus.plant(yardsticks(seeds), addresses)
        workers = (BodyKeepers if bodies else Workers)(settings, corpus.seeds())
        crawled = crawl(corpus, settings, tally=tally, workers=workers)
    if crawled.failure is not None:
        raise crawled.failure
    if crawled.stop is Stop.INTERRUPTED:
        raise KeyboardInterrupt
    readings = {address: reading for address in addresses if (reading := tally.last(address))}
    pages = workers.pages if isinstance(workers, BodyKeepers) else {}
    return {
        address: Fetched(reading, pages.get(urls.key(reading.target.url), reading.page))
        for address, reading in readings.items()
    }


def yardsticks(seeds: Sequence[Seed]) -> list[Seed]:
    """Return seeds as yardsticks only."""
    return [replace(seed, url=None, start_urls=(), feeds=()) for seed in seeds if seed.text]
