"""Visits: what each run came to on each page it asked for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from .. import clock
from ..reasons import HUBS, Reason
from ..records import Reading
from .before import Before
from .event import Event
from .tables.packing import milliseconds

KNOWN = """select p.reason as page_reason, f.every, f.unchanged, a.id is not null as had_article,
  a.reason, a.words, a.gone_at
from pages p join frontier f on f.id = p.id left join articles a on a.id = p.id where p.id = ?"""
OF_RUN = """select event, count(*) as pages, coalesce(sum(status = 304), 0) as unmodified
from visits where run = ? group by event order by pages desc, event"""
STORED = "select words, published is not null from articles where id = ?"
SAVE = f"""insert into visits (run, page, fetched_ms, status, event, reason, bytes, words, dated)
values (:run, :page, {milliseconds(":fetched_at")}, :status, :event, :reason, :bytes, :words, :dated)
on conflict (run, page) do update set fetched_ms = excluded.fetched_ms, status = excluded.status,
  event = excluded.event, reason = excluded.reason, bytes = excluded.bytes, words = excluded.words,
  dated = excluded.dated"""


@dataclass(frozen=True, slots=True)
class Visits:
    """What the visits of a run came to."""

    events: dict[str, int]
    """Pages by event, the most frequent first."""
    unmodified: int
    """Answered by the server with "not modified"."""

    @property
    def total(self) -> int:
        """Pages visited."""
        return sum(self.events.values())


def visits(connection: sqlite3.Connection, run: int) -> Visits:
    """Count the visits of a run."""
    rows = connection.execute(OF_RUN, (run,)).fetchall()
    return Visits({row["event"]: row["pages"] for row in rows}, sum(row["unmodified"] for row in rows))


def before_visit(connection: sqlite3.Connection, page: int | None) -> Before | None:
    """Return what is known of a page; None if it was never asked."""
    row = connection.execute(KNOWN, (page,)).fetchone()
    if row is None:
        return None
    had_article = bool(row["had_article"])
    return Before(
        had_article=had_article,
        was_kept=had_article and row["reason"] is None,
        was_gone=row["gone_at"] is not None
        or (row["page_reason"] == Reason.GONE and row["every"] is not None),
        was_hub=not had_article and (row["page_reason"] in HUBS or row["every"] is not None),
        reason=Reason.of(row["reason"] if had_article else row["page_reason"]),
        words=row["words"] or 0,
        every=row["every"],
        unchanged=row["unchanged"],
    )


def save_visit(connection: sqlite3.Connection, run: int, reading: Reading, what: Event) -> None:
    """Store what a visit came to, inside the open transaction; of one run and page the last holds."""
    page, article = reading.page, reading.article
    words = dated = None
    if article:
        words, dated = article.words, bool(article.published)
    elif reading.unchanged and reading.reason is None:
        words, dated = connection.execute(STORED, (reading.target.id,)).fetchone() or (None, None)
    values = {
        "run": run,
        "page": reading.target.id,
        "fetched_at": page.fetched_at or clock.now(),
        "status": page.status,
        "event": what,
        "reason": reading.refusal,
        "bytes": page.size,
        "words": words,
        "dated": dated,
    }
    connection.execute(SAVE, values)
