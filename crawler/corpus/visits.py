"""Visits: what each run came to on each page it asked for."""

from __future__ import annotations

import sqlite3

from .. import clock
from ..reasons import HUBS
from ..records import Reading
from .event import Before, Event

KNOWN = """select a.id is not null as had_article, a.id is not null and a.reason is null as was_kept,
  p.reason from pages p left join articles a on a.id = p.id where p.id = ?"""
SAVE = """insert into visits (run, page, fetched_at, status, event, reason, bytes, words, dated)
values (:run, :page, :fetched_at, :status, :event, :reason, :bytes, :words, :dated)
on conflict (run, page) do update set fetched_at = excluded.fetched_at, status = excluded.status,
  event = excluded.event, reason = excluded.reason, bytes = excluded.bytes, words = excluded.words,
  dated = excluded.dated"""


def before_visit(connection: sqlite3.Connection, page: int | None) -> Before | None:
    """Return what is known of a page; None if it was never asked."""
    row = connection.execute(KNOWN, (page,)).fetchone()
    if row is None:
        return None
    was_hub = not row["had_article"] and row["reason"] in HUBS
    return Before(bool(row["had_article"]), bool(row["was_kept"]), was_hub=was_hub)


def save_visit(connection: sqlite3.Connection, run: int, reading: Reading, what: Event) -> None:
    """Store what a visit came to, inside the open transaction; of one run and page the last holds."""
    page, article = reading.page, reading.article
    values = {
        "run": run,
        "page": reading.target.id,
        "fetched_at": page.fetched_at or clock.now(),
        "status": page.status,
        "event": what,
        "reason": reading.refusal,
        "bytes": page.size,
        "words": article.words if article else None,
        "dated": bool(article.published) if article else None,
    }
    connection.execute(SAVE, values)
