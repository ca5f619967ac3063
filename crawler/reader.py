"""The order of the rooms, written once: read, judge, follow. Pure: no network, no database."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .discover.reading import read_found
from .focus.follow import Follow
from .judges.bench import Judge, bench
from .judges.relevance import Relevance, Topic
from .likeness.shingles import fingerprint
from .reading.page import read_page
from .reading.rights import reservation
from .reading.text.extract import EXTRACTOR
from .reasons import Reason
from .records import Article, Page, Reading, Seed, Target, Verdict
from .settings import Discovery, Settings
from .timing import Stage, timed


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes a judged Reading, with its targets, of what the network answered."""

    judges: tuple[Judge, ...]
    follow: Follow
    obey: tuple[str, ...] = ()
    """Names of the statements that keep a text out of the corpus."""
    discovery: Discovery = field(default_factory=Discovery)

    @classmethod
    def make(cls, settings: Settings, seeds: Sequence[Seed], topic: Topic | None = None) -> Reader:
        """Prepare for seeds; `topic` is what is sought, where more is known of it than they say."""
        judges = bench(settings.judges, topic or Topic.of(seeds))
        relevance = next(judge for judge in judges if isinstance(judge, Relevance))
        follow = Follow.make(relevance, settings.crawl, settings.focus, seeds, settings.traps)
        return cls(judges, follow, settings.manners.obey, settings.discovery)

    @timed(Stage.READING)
    def __call__(self, target: Target, page: Page) -> Reading:
        """Read, judge and follow; the body is let go."""
        start = time.process_time()
        if target.ask is None:
            reading = self.judge(self.heed(read_page(target, page)))
        else:
            reading = self.follow_finds(read_found(target, target.ask, page, self.discovery))
        seconds = round(time.process_time() - start, 4)
        return replace(reading, seconds=seconds, extractor=EXTRACTOR)

    def follow_finds(self, reading: Reading) -> Reading:
        """Follow what an answer names; an address that is opaque is never fetched."""
        opaque = {find.url for find in reading.finds if find.is_opaque}
        targets = (
            replace(target, reason=Reason.OPAQUE, priority=0.0, parts={}) if target.url in opaque else target
            for target in self.follow(reading)
        )
        return replace(reading, targets=tuple(targets))

    def heed(self, reading: Reading) -> Reading:
        """Let go a text that its site reserves, if that is obeyed; its links are followed all the same."""
        found = reservation(reading.statements, self.obey) if reading.article else None
        if found is None:
            return reading
        page = replace(reading.page, detail=f"{found.name}: {found.value} ({found.source})")
        return replace(reading, page=page, article=None, reason=Reason.RESERVED)

    def judge(self, reading: Reading) -> Reading:
        """Judge and follow what was read, whenever that was."""
        if reading.article:
            verdicts = self.verdicts(reading.article)
            with timed(Stage.FINGERPRINT):
                found_by = fingerprint(reading.article.text)
            reading = replace(reading, verdicts=verdicts, fingerprint=found_by)
        with timed(Stage.FOLLOW):
            return replace(reading, targets=self.follow(reading))

    @timed(Stage.JUDGES)
    def verdicts(self, article: Article) -> tuple[Verdict, ...]:
        """Ask every judge: a text turned down for one thing is still measured for the others."""
        return tuple(judge(article) for judge in self.judges)
