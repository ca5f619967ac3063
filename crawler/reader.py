"""The order of the rooms, written once: read, judge, follow. Pure: no network, no database."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .follow import Follow
from .judges import Judge, bench
from .judges.relevance import Relevance
from .reading import read_page
from .records import Article, Page, Reading, Seed, Target, Verdict
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes a judged Reading, with its targets, of what the network answered."""

    judges: tuple[Judge, ...]
    follow: Follow

    @classmethod
    def make(cls, settings: Settings, seeds: Sequence[Seed]) -> Reader:
        """Prepare for seeds."""
        judges = bench(settings.judges, seeds)
        relevance = next(judge for judge in judges if isinstance(judge, Relevance))
        return cls(judges, Follow(relevance, settings.crawl))

    def __call__(self, target: Target, page: Page) -> Reading:
        """Read, judge and follow; the body is let go."""
        start = time.process_time()
        reading = read_page(target, page)
        if reading.article:
            reading = replace(reading, verdicts=self.verdicts(reading.article))
        reading = replace(reading, targets=self.follow(reading))
        return replace(reading, seconds=round(time.process_time() - start, 4))

    def verdicts(self, article: Article) -> tuple[Verdict, ...]:
        """Ask every judge: a text turned down for one thing is still measured for the others."""
        return tuple(judge(article) for judge in self.judges)
