"""What a crawl has done so far, for whoever watches."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..reasons import Reason
from ..records import Reading


@dataclass(slots=True)
class Tally:
    """Counts of one run; `pages` are those that the network was asked for."""

    pages: int = 0
    queries: int = 0
    """Answers of providers, which are no pages: budgets are for what they lead to."""
    articles: int = 0
    bytes: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)
    events: Mapping[str, int] = field(default_factory=dict)
    """What visits came to."""
    queued: int = 0
    hosts: int = 0
    stopping: int | None = None
    """Pages still under way after a request to stop."""
    is_offline: bool = False
    """Nothing can be reached: the network is waited for."""
    latest: str = ""
    """Title of the article kept last."""
    started: float = field(default_factory=time.monotonic)

    def begin(self) -> None:
        """Start the clock: the crawl begins now."""
        self.started = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long the crawl has run."""
        return time.monotonic() - self.started

    @property
    def is_idle(self) -> bool:
        """Say whether nothing was done at all."""
        return not (self.pages or self.refused or self.events or self.queries)

    @property
    def rate(self) -> float:
        """Pages per second."""
        return self.pages / max(self.seconds, 0.001)

    def count(self, reading: Reading, reason: Reason | None) -> None:
        """Count a saved reading and what became of it."""
        asked = reading.page.reason is None or reading.page.reason.stage != "frontier"
        self.bytes += reading.page.size
        if reading.target.ask:
            self.queries += 1
            return
        self.pages += asked
        if reading.target.again:
            return  # known pages are told by what became of them
        if reason is None:
            self.articles += 1
            self.latest = (reading.article.title if reading.article else None) or reading.page.url
        else:
            self.refused[reason] += 1
