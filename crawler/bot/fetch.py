"""One page fetched with all our manners, for looking at it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..corpus import Corpus
from ..reasons import Reason
from ..records import Reading, Seed
from ..settings import Settings
from . import crawl
from .tally import Tally

PATIENCE = 5.0  # seconds; who looks at one page does not want to wait for a retry


class Keep(Tally):
    """A tally that keeps the reading counted last."""

    last: Reading | None = None

    def count(self, reading: Reading, reason: Reason | None) -> None:
        """Keep it."""
        super().count(reading, reason)
        self.last = reading


def fetch(url: str, settings: Settings, seeds: Sequence[Seed]) -> Reading:
    """Fetch and read a page and where it redirects to, in a corpus that is thrown away."""
    settings = settings.with_values("crawl", depth=0, patience=PATIENCE).with_values("reading", workers=1)
    tally = Keep()
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "one.db", create=True) as corpus:
        corpus.plant(yardsticks(seeds), [url])
        crawl(corpus, settings, tally=tally)
    if tally.last is None:
        raise KeyboardInterrupt
    return tally.last


def yardsticks(seeds: Sequence[Seed]) -> list[Seed]:
    """Return seeds as yardsticks only."""
    return [replace(seed, url=None, start_urls=(), feeds=()) for seed in seeds if seed.text]
