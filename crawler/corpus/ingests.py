"""What is ingested, in corpus.db: how far each file is, and its pages like those of a crawl."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .. import clock, urls
from ..packing import Columns
from ..reasons import Reason
from ..records import Page, Reading, Target
from ..settings import Settings
from .before import Before
from .counting import count
from .database import transaction
from .outcome import Outcome
from .run import Run
from .save import Saver

BEGIN = """insert into ingests (source, hosts, bytes, fingerprint, status, run, started_at)
values (?, ?, ?, ?, 'running', ?, ?) on conflict (fingerprint, hosts) do update set
  source = excluded.source, status = 'running', detail = null, run = excluded.run returning *"""
FINISHED = "select 1 from ingests where fingerprint = ? and hosts = ? and status = 'finished'"
REACHED = "select position from ingests where fingerprint = ? and hosts = ?"
ADVANCE = """update ingests set position = :position, records = records + :records,
  answers = answers + :answers, articles = articles + :articles, refused = refused + :refused,
  skipped = skipped + :skipped, damaged = damaged + :damaged where id = :id"""
DAMAGE = """insert into damages (ingest, position, length, detail) values (?, ?, ?, ?)
on conflict do nothing"""
FINISH = "update ingests set status = ?, detail = ?, finished_at = ? where id = ?"
HELD = """select p.fetched_at from frontier f join pages p on p.id = f.id
where f.key = ? and p.fetched_at >= ?"""
# Nobody asked for these pages: whether they are to be visited is for the person who plants them.
NOT_DUE = "update frontier set due_ms = null, every = null where id = ?"


@dataclass(slots=True)
class Step:
    """Part of a file that was gone through."""

    position: int = 0
    """Where the next part begins."""
    records: int = 0
    answers: int = 0
    skipped: int = 0
    damages: list[tuple[int, int, str]] = field(default_factory=list)
    """Position, length and what is wrong."""

    def add(self, other: Step) -> None:
        """Add the part that follows."""
        self.position = other.position
        self.records += other.records
        self.answers += other.answers
        self.skipped += other.skipped
        self.damages += other.damages


def is_finished(connection: sqlite3.Connection, fingerprint: str, hosts: str) -> bool:
    """Say whether all of a file was ingested before."""
    return connection.execute(FINISHED, (fingerprint, hosts)).fetchone() is not None


def reached(connection: sqlite3.Connection, fingerprint: str, hosts: str) -> int:
    """Return how far a file was ingested before."""
    row = connection.execute(REACHED, (fingerprint, hosts)).fetchone()
    return row["position"] if row else 0


class Intake(Saver):
    """Saves pages that nobody was asked for: they count neither for the pace of hosts nor for budgets."""

    asks = False

    def __init__(self, run: Run, settings: Settings, *, links: bool) -> None:
        """Save for a run; without `links` neither links nor what they lead to is stored."""
        super().__init__(run.corpus.frontier, settings, run.id)
        self.has_links = links

    def save_one(self, reading: Reading) -> Reason | None:
        """Give a page its row, and save it; returns Reason.BLOCKED and the like for what may not be had."""
        target = reading.target
        ((number, _),) = self.frontier.add_all([target])
        forbidden = self.frontier.forbidden.reason(target.url)
        if forbidden:
            return forbidden
        # one try: what a file has will not change
        target = replace(target, id=number, attempts=self.manners.attempts)
        links, targets = (reading.links, reading.targets) if self.has_links else ((), ())
        targets = Columns.of(targets).alike(via=number) if targets else ()
        reason = super().save_one(replace(reading, target=target, links=links, targets=targets))
        self.connection.execute(NOT_DUE, (number,))
        return reason

    def count(self, target: Target, page: Page | None, result: Outcome, before: Before) -> None:
        """Count a settled address; its host was not asked, so it need not rest."""
        count(self.connection, self.counts, target, page, replace(result, wait=None, rest=None), before)

    def plant(self, url: str, target: Target, part: str) -> None:
        """Queue an address that a page names in place of its own, if links are wanted."""
        if self.has_links:
            super().plant(url, target, part)

    def follow_redirect(self, reading: Reading) -> Reading:
        """Plant where a redirect points to; the row itself stays what it is."""
        location = reading.page.final_url
        if location and urls.key(location) != urls.key(reading.target.url):
            self.plant(location, reading.target, "redirect")
        return reading


class Ingest:
    """One file on its way into the corpus; its row and its pages are always at one."""

    def __init__(self, run: Run, intake: Intake, row: sqlite3.Row) -> None:
        """Go on where the row says; `begin` finds it."""
        self.run = run
        self.intake = intake
        self.connection = run.corpus.connection
        self.id: int = row["id"]
        self.position: int = row["position"]

    @classmethod
    def begin(cls, run: Run, intake: Intake, source: str, hosts: str, facts: tuple[int, str]) -> Ingest:
        """Open the row of a file, by its size and fingerprint; it may have been begun before."""
        size, fingerprint = facts
        values = (source, hosts, size, fingerprint, run.id, clock.now())
        connection = run.corpus.connection
        with transaction(connection):
            return cls(run, intake, connection.execute(BEGIN, values).fetchone())

    def is_held(self, url: str, moment: str | None) -> bool:
        """Say whether a page was had at a moment, or later."""
        return self.connection.execute(HELD, (urls.key(url), moment or "")).fetchone() is not None

    def save(self, readings: Sequence[Reading], step: Step) -> list[Reason | None]:
        """Save pages and how far the file is, all or nothing; what is held already is skipped."""
        self.run.corpus.check_in_place()
        fresh = self.fresh(readings)
        step.skipped += len(readings) - len(fresh)
        if self.run.archive:
            fresh = self.run.archive.keep(fresh)
        return self.intake.save(fresh, lambda results: self.advance(step, results))

    def fresh(self, readings: Sequence[Reading]) -> list[Reading]:
        """Return the readings of pages that were not had at their moment, or later."""
        newest: dict[int, str] = {}
        found = []
        for reading in readings:
            key, moment = urls.key(reading.target.url), reading.page.fetched_at or ""
            if newest.get(key, " ") < (moment or "!") and not self.is_held(reading.target.url, moment):
                newest[key] = moment
                found.append(reading)
        return found

    def advance(self, step: Step, results: Sequence[Reason | None]) -> None:
        """Note how far the file is, inside the open transaction."""
        values = {
            "id": self.id,
            "position": step.position,
            "records": step.records,
            "answers": step.answers,
            "articles": sum(reason is None for reason in results),
            "refused": sum(reason is not None for reason in results),
            "skipped": step.skipped,
            "damaged": len(step.damages),
        }
        self.connection.execute(ADVANCE, values)
        self.connection.executemany(DAMAGE, [(self.id, *damage) for damage in step.damages])
        self.position = step.position

    def finish(self, trouble: str | None = None) -> None:
        """Note that a file was gone through, or why it can't be."""
        with transaction(self.connection):
            status = "failed" if trouble else "finished"
            self.connection.execute(FINISH, (status, trouble, None if trouble else clock.now(), self.id))
