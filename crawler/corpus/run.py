"""One crawl run on an open corpus."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from .. import clock
from ..reasons import Reason
from ..records import Reading, Target
from ..settings import Settings
from ..timing import Stage, timed
from . import runs
from .captures import Archive
from .corpus import Corpus
from .database import transaction
from .forbidden.lists import enforce
from .hosts.allowance import Allowance
from .hosts.budgets import Budgets
from .hosts.jumps import Drift, bring_back
from .hosts.ready import next_ready
from .recrawl.due import ONLY, Due, put_back, queue_due
from .reports.reckon import reckon
from .reprioritise import Reprioritiser
from .runs import Stop
from .save import Saver

TINY = 1e-6  # above ONLY
# SQLite keeps a copy of each page that a statement changes, to take that statement back. In a file these are
# seven of eight writes, and a tenth of what a save costs; what begins and ends a run may change millions of
# rows, though.
COPIES_IN_MEMORY = "pragma temp_store = memory"
COPIES_IN_A_FILE = "pragma temp_store = default"
TOO_DEEP = "select 1 from frontier where status = 'refused' and reason = 'too-deep' limit 1"


@dataclass(slots=True)
class Run:
    """Claims, saves and counts for one run."""

    corpus: Corpus
    id: int
    allowance: Allowance
    saver: Saver
    reprioritiser: Reprioritiser | None
    drift: Drift
    settings: Settings
    archive: Archive | None = None

    @classmethod
    def start(
        cls, corpus: Corpus, settings: Settings, due: Due | None = None, *, only_asks: bool = False
    ) -> Self:
        """Open a run: what a dead process claimed is queued again, refusals that no longer hold too.

        `due` says which known pages are fetched again, and whether new addresses are fetched too;
        `only_asks` fetches queries alone.
        """
        corpus.forbid(settings)
        with transaction(corpus.connection):
            for dead in runs.bury(corpus.connection):
                reckon(corpus.connection, dead)
            id = runs.start_run(corpus.connection, settings)  # noqa: A001  (the column's name)
            corpus.frontier.recover()
            put_back(corpus.connection)
            bring_back(corpus.connection, settings)
            corpus.frontier.reopen(Reason.TOO_DEEP, settings.crawl.depth)
            corpus.frontier.budgets = Budgets(corpus.connection, settings.traps)
            corpus.frontier.budgets.reckon(id)
            if settings.crawl.breadth:
                corpus.frontier.reopen(Reason.NAVIGATION, settings.crawl.depth)
                corpus.frontier.reopen(Reason.OFF_TRACK, settings.crawl.depth)
            enforce(corpus.connection, corpus.frontier.forbidden.blocked)
            if due:
                queue_due(corpus.connection, corpus.frontier.forbidden, settings, due)
        allowance = Allowance(id, settings.manners, settings.crawl.per_host or None)
        if not settings.crawl.breadth:
            allowance = replace(allowance, least=settings.focus.min_chance, explore=settings.focus.explore)
        if due and not due.follow:
            allowance = replace(allowance, least=ONLY + TINY, explore=0.0)
        allowance = replace(allowance, only_asks=only_asks)
        saver = Saver(corpus.frontier, settings, id)
        learner = (
            None
            if settings.crawl.breadth or (due and not due.follow)
            else Reprioritiser(corpus.connection, saver.yields)
        )
        archive = Archive.of_run(corpus.connection, id, settings)
        corpus.connection.execute(COPIES_IN_MEMORY)
        return cls(corpus, id, allowance, saver, learner, Drift(), settings, archive)

    @timed(Stage.CLAIM)
    def claim(
        self, limit: int, busy: Collection[str] = (), under_way: Mapping[str, int] | None = None
    ) -> list[Target]:
        """Take the best addresses that may be asked now, those that have become due included."""
        self.corpus.check_in_place()
        self.drift.follow(self.corpus.connection)
        self.corpus.frontier.wake()
        return self.corpus.frontier.claim(limit, self.allowance, busy, under_way)

    def save(self, readings: Sequence[Reading]) -> list[Reason | None]:
        """Save readings in one transaction; return what became of each, None for kept.

        Their answers are in the archive before.
        """
        self.corpus.check_in_place()
        if self.archive:
            readings = self.archive.keep(readings)
        return self.saver.save(readings)

    def learn(self) -> bool:
        """Weigh a slice of the queue anew if enough was learned; return whether there is more to do."""
        if self.reprioritiser is None or not self.reprioritiser.is_due:
            return False
        self.reprioritiser.step()
        return True

    def widen(self) -> int:
        """Plant the next round of queries where the last one brought nothing; return how many."""
        if not self.settings.discovery.enabled:
            return 0
        return self.corpus.planter(self.settings).plant_next()

    def release(self, target: Target, seconds: float = 0.0) -> None:
        """Give a claim back unasked; its host rests."""
        self.corpus.frontier.release(target, clock.after(seconds))

    def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for a while."""
        self.corpus.frontier.rest(host, clock.after(seconds))

    def events(self) -> dict[str, int]:
        """Return what the visits of this run came to so far."""
        return {str(event): number for event, number in self.saver.events.items()}

    def next_at(self) -> str | None:
        """Return when there is something to claim; None if nothing is left for this run."""
        self.drift.follow(self.corpus.connection)
        return self.corpus.frontier.next_at(self.allowance)

    def exhausted(self) -> Stop:
        """Say why there is nothing left to claim."""
        if self.allowance.only_asks:
            return Stop.ASKED
        if self.corpus.has_ready(self.allowance.least):
            return self.spent_share()
        if self.allowance.least > ONLY:
            return Stop.DUE
        if self.corpus.has_ready():
            return Stop.UNPROMISING
        return Stop.DEPTH if self.corpus.connection.execute(TOO_DEEP).fetchone() else Stop.FRONTIER

    def spent_share(self) -> Stop:
        """Say which share the hosts have had that are left: that of the run, or that of the day."""
        today = replace(self.allowance, per_host=None)
        return Stop.DAILY if next_ready(self.corpus.connection, today) is None else Stop.PER_HOST

    def finish(self, stop: Stop) -> None:
        """Close the run, queue again what it did not come to, count, and fold the log into the file."""
        if self.archive:
            self.archive.close()
        self.corpus.connection.execute(COPIES_IN_A_FILE)
        with transaction(self.corpus.connection):
            self.corpus.frontier.recover()
            put_back(self.corpus.connection)
            runs.finish_run(self.corpus.connection, self.id, stop)
            reckon(self.corpus.connection, self.id)
        self.corpus.connection.execute("pragma wal_checkpoint(truncate)")
