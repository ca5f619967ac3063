"""One unattended turn: what comes before the crawl, what is heard of it, and what follows."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..corpus.judged import sought
from ..corpus.recrawl.due import Due
from ..terminal.discovery import line_on
from ..terminal.progress import OFFLINE, line
from ..terminal.report import shares
from ..terminal.text import duration
from .markdown import headline

if TYPE_CHECKING:
    from ..bot import Crawled, Tally
    from ..corpus import Corpus
    from ..corpus.reports.report import Report
    from ..records import Seed
    from ..settings import Settings
    from .log import Log

MINUTES_BETWEEN_LINES = 10.0
NEW, DUE, BOTH = "new", "due", "both"


@dataclass(slots=True)
class Turn:
    """A turn on an open corpus; everything it does stands in the log."""

    corpus: Corpus
    settings: Settings
    log: Log
    what: str = BOTH
    """What is fetched: new, due or both."""
    last_line: float = field(default_factory=time.monotonic)
    was_offline: bool = False
    asked: int = 0
    """Queries that were due."""
    sought: str | None = None
    """What everything is judged by from now on, where that is news."""

    def prepare(self, seeds: list[Seed]) -> None:
        """Plant what is new, and judge anew if what is sought is not what it was."""
        queued, hosts = self.corpus.queue()
        due = self.corpus.due()["due"]
        self.log.say(
            "began: %d addresses queued on %d hosts, %d known pages due; fetches %s",
            queued,
            hosts,
            due,
            self.what,
        )
        planted = self.corpus.plant(seeds)
        if planted.seeds or planted.targets:
            self.log.say("planted %d seeds and %d addresses", planted.seeds, planted.targets)
        if self.settings.discovery.enabled and self.what != DUE:
            self.asked = self.corpus.plant_due_queries(self.settings)
            if self.asked:
                self.log.say("asking for more: %d queries", self.asked)
        self.judge()

    @property
    def due(self) -> Due | None:
        """Which known pages are fetched again."""
        return None if self.what == NEW else Due(follow=self.what == BOTH)

    def judge(self) -> None:
        """Judge everything anew if seeds, marks, settings or many finds have changed what is sought."""
        connection = self.corpus.connection
        wanted, before = sought.sought(connection, self.settings), sought.judged_by(connection)
        if wanted == before:
            return
        self.sought = wanted
        if before is None:  # the first turn: each article was judged when it came
            return
        from ..corpus.judged.learning import judge_anew  # noqa: PLC0415  (judges cost a second)

        self.log.say("judging everything anew: what is sought has changed")
        judged = judge_anew(connection, self.settings, lambda *_: None)
        self.log.say("judged %d articles: %d came, %d went", judged.articles, judged.came, judged.went)

    def hear(self, tally: Tally) -> None:
        """Write down where the crawl stands, now and then, and when the network goes or comes."""
        if tally.is_offline != self.was_offline:
            self.was_offline = tally.is_offline
            self.log.warning(OFFLINE if tally.is_offline else "the network is back")
        if time.monotonic() - self.last_line >= MINUTES_BETWEEN_LINES * 60:
            self.last_line = time.monotonic()
            self.log.say("%s", line(tally))

    def close(self, crawled: Crawled) -> Report | None:
        """Write down how it ended, and return the report."""
        if self.sought and crawled.failure is None:
            sought.note(self.corpus.connection, crawled.run, self.sought)
        report = self.corpus.report(crawled.run, self.settings.report.listed)
        if report is None:
            return None
        self.log.say(
            "run %d ended in %s: %s; %s", crawled.run, duration(crawled.tally.seconds), headline(report),
            shares(report),
        )  # fmt: skip
        self.log.say("stopped: %s", crawled.stop.meaning)
        if self.asked:
            for provider in self.corpus.discovered().providers:
                self.log.say("%s: %s", provider["provider"], line_on(provider))
        for row in report.hosts:
            self.log.say("%s: %d of %d pages failed, mostly %s", *values(row))
        for alarm in report.alarms:
            self.log.warning("alarm: %s", alarm["sentence"])
        return report


def values(row: Mapping[str, object]) -> tuple[object, ...]:
    """Return what a line on a host says."""
    return row["host"], row["failed"], row["visits"], row["trouble"]
