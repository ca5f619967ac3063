"""When a page that was just visited is visited again, and whether it is gone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ... import clock
from ...reasons import HUBS, Reason
from ...records import Reading
from ...settings import Recrawl
from ..before import Before
from ..event import Event
from ..outcome import Outcome
from .rhythm import Rhythm, Visited, age, next_rhythm, spread

GONE = "update articles set gone_at = coalesce(gone_at, ?) where id = ?"
BACK = "update articles set gone_at = null where id = ?"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a page is visited again; None for what it was, or for never."""

    every: float | None = None
    unchanged: int | None = None
    due_at: str | None = None


def plan(
    connection: sqlite3.Connection, reading: Reading, before: Before, visited: Visited, limits: Recrawl
) -> Plan:
    """Return when a page is due again, and store whether it is gone, inside the open transaction."""
    page, moment = reading.target.id, reading.page.fetched_at or clock.now()
    if visited.event is Event.RETRY or page is None:
        return Plan()
    if visited.event is Event.GONE:
        connection.execute(GONE, (moment, page))
    elif before.was_gone and (visited.event is Event.BACK or reading.article):
        connection.execute(BACK, (page,))
    rhythm: Rhythm | None = Rhythm(before.every, before.unchanged)
    if before.every is None or reading.target.again:  # else it is saved once more, not visited
        rhythm = next_rhythm(Rhythm(before.every, before.unchanged), visited, limits)
    if rhythm is None or rhythm.every is None:
        return Plan()
    return Plan(rhythm.every, rhythm.unchanged, clock.later(moment, spread(rhythm.every, page)))


def visit(reading: Reading, result: Outcome, before: Before, what: Event, *, is_news: bool) -> Visited:
    """Return what a visit says about the next one."""
    article = reading.article
    return Visited(
        what,
        stays=stays(reading, result, before),
        is_hub=article is None and not before.had_article,
        is_news=is_news,
        age=age(article.published, reading.page.fetched_at or clock.now()) if article else None,
        was_gone=before.was_gone,
    )


def stays(reading: Reading, result: Outcome, before: Before) -> bool:
    """Say whether there is something to look after: a kept article, or links to new ones."""
    reason = reading.refusal
    if reading.article or before.had_article:
        return result.status == "done" and not (reading.article and reason)
    if reason in HUBS:
        return True
    failed = reading.page.reason not in (None, Reason.REDIRECT)
    return before.was_hub and (reading.unchanged or failed)
