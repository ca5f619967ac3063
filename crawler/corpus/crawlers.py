"""What each crawler did in a run on several machines, and how far their desk is behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from .database import transaction

SAVE = """insert or replace into crawlers
(run, number, node, joined_at, seen_at, restarts, leases, pages, articles, bytes)
values (:run, :number, :node, :joined_at, :seen_at, :restarts, :leases, :pages, :articles, :bytes)"""
SAVE_DESK = "update runs set waiting = :waiting, lag = :lag, dashboard = :dashboard where id = :run"
CRAWLERS = """select number, node, joined_at, seen_at, restarts, leases, pages, articles, bytes
from crawlers where run = ? order by number"""
DESK = "select waiting, lag, dashboard from runs where id = ? and lag is not null"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CrawlerRow:
    """A crawler, as it stands."""

    number: int
    node: str
    joined_at: str
    seen_at: str
    restarts: int
    leases: int
    pages: int
    articles: int
    bytes: int


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk, as it stands."""

    waiting: int
    lag: float
    dashboard: str | None


@dataclass(frozen=True, slots=True)
class Crew:
    """Who crawled in a run. Rows are plain dicts."""

    crawlers: tuple[Row, ...] = ()
    """With `rate`, the pages per second."""
    desk: Row | None = None
    """waiting, lag, dashboard."""


def save_crawlers(
    connection: sqlite3.Connection, run: int, crawlers: Iterable[CrawlerRow], desk: DeskRow
) -> None:
    """Write down how crawlers and desk stand."""
    with transaction(connection):
        connection.executemany(SAVE, [asdict(crawler) | {"run": run} for crawler in crawlers])
        connection.execute(SAVE_DESK, asdict(desk) | {"run": run})


def crew_of(connection: sqlite3.Connection, run: int | None) -> Crew:
    """Return who crawled in a run; nobody for one that took place on one machine."""
    found = connection.execute(DESK, (run,))
    desk = next((named(found, row) for row in found), None)
    if desk is None:
        return Crew()
    found = connection.execute(CRAWLERS, (run,))
    return Crew(tuple(with_rate(named(found, row)) for row in found), desk)


def desk_sentence(desk: Row | None) -> str:
    """Say how far a desk was behind; nothing where there was none."""
    if desk is None:
        return ""
    return f"The desk saved a page {desk['lag']:.2f} s after it was handed in; {desk['waiting']} waited."


def named(found: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    """Return a row by names, whatever the connection makes of rows."""
    return dict(zip([column[0] for column in found.description], row, strict=True))


def with_rate(row: Row) -> Row:
    """Add the pages per second."""
    began, seen = (datetime.fromisoformat(row[name]) for name in ("joined_at", "seen_at"))
    return row | {"rate": round(row["pages"] / max((seen - began).total_seconds(), 1.0), 2)}
