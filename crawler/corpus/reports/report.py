"""The report of a run, read from the rows that it left."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, field
from typing import Any

from ..crawlers import Crew, crew_of
from ..event import Event
from .reckon import UNASKED

RUN = """select id, started_at, finished_at, status, stop_reason, pages, articles, refused, bytes, version
from runs where id = ?"""
LATEST = "select max(id) from runs"
COUNTS = """select event, reason, visits, unchanged, bytes from run_counts where run = :run
union all
select event, coalesce(reason, ''), count(*), sum(status is 304), sum(bytes) from visits not indexed
where run = :live group by event, reason"""
MEANINGS = "select slug, meaning from reasons"
TROUBLED = """select h.host, h.visits, h.failed, h.trouble, r.meaning from run_hosts h
join reasons r on r.slug = h.trouble where h.run = ? order by h.failed desc, h.host limit ?"""
ALARMS = "select host, what, page, was, became, sentence from run_alarms where run = ? order by host, what"
# Those that fit the subject best, of the last so many: a run may have brought a million.
LISTED = """select a.id, a.url, a.title, a.site, a.relevance from (
  select page from visits where run = ? and event = ? order by page desc limit 2000
) v join articles a on a.id = v.page order by a.relevance desc, a.id limit ?"""
SHOWN = {Event.NEW: "new", Event.CHANGED: "changed", Event.GONE: "gone", Event.LOST: "lost"}
FIRST = frozenset({Event.NEW, Event.REFUSED, Event.LIST, Event.REDIRECT, Event.RETRY})
"""What only pages come to that were not held before, hubs aside."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to. Rows are plain dicts."""

    run: Row
    counts: dict[str, int]
    """Pages by event; `unasked` are addresses turned down before a fetch."""
    unchanged: int
    """Pages that the server answered with 304."""
    bytes: int
    refused: tuple[Row, ...]
    """reason, meaning, visits, and how many of these are addresses that were not asked for."""
    hosts: tuple[Row, ...]
    """Hosts that went wrong: host, visits, failed, trouble, meaning."""
    alarms: tuple[Row, ...]
    articles: dict[str, tuple[Row, ...]]
    """The first of those that are new, changed, gone or lost: id, url, title, site, relevance."""
    crew: Crew = field(default_factory=Crew)
    """Who crawled, if it was on a cluster."""

    @property
    def visits(self) -> int:
        """Pages that were asked for."""
        return sum(visits for event, visits in self.counts.items() if event != UNASKED)

    @property
    def harvest(self) -> float | None:
        """Share of the pages not held before that brought an article; None where there were none."""
        first = sum(self.counts.get(event, 0) for event in FIRST)
        return self.counts.get(Event.NEW, 0) / first if first else None

    @property
    def share_unchanged(self) -> float | None:
        """Share of the pages that came back as 304; None where none was asked for."""
        return self.unchanged / self.visits if self.visits else None

    @property
    def is_news(self) -> bool:
        """Say whether the corpus is not what it was before."""
        return any(self.counts.get(event) for event in (Event.NEW, Event.CHANGED, Event.GONE, Event.BACK))

    @property
    def is_trouble(self) -> bool:
        """Say whether somebody should look."""
        return bool(self.alarms) or self.run["status"] in ("failed", "killed")

    def as_dict(self) -> Row:
        """Return it for programs."""
        return asdict(self) | {
            "visits": self.visits, "harvest": self.harvest, "share_unchanged": self.share_unchanged,
        }  # fmt: skip


def report(connection: sqlite3.Connection, run: int | None = None, listed: int = 10) -> Report | None:
    """Return the report of a run, by default the latest; None where there is no such run."""
    if run is None:
        (run,) = connection.execute(LATEST).fetchone()

    def rows(sql: str, *values: object) -> tuple[Row, ...]:
        found = connection.execute(sql, values)
        names = [column[0] for column in found.description]
        return tuple(dict(zip(names, row, strict=True)) for row in found)

    found = rows(RUN, run)
    if not found:
        return None
    # one that is under way is counted as it stands; of a million visits that takes almost a second
    live = run if found[0]["status"] == "running" else None
    counted = connection.execute(COUNTS, {"run": run, "live": live}).fetchall()
    counts: dict[str, int] = {}
    for event, _, visits, _, _ in counted:
        counts[event] = counts.get(event, 0) + visits
    return Report(
        found[0],
        counts,
        sum(row[3] for row in counted),
        sum(row[4] for row in counted),
        refusals(counted, dict(connection.execute(MEANINGS).fetchall())),
        rows(TROUBLED, run, listed),
        rows(ALARMS, run),
        {name: rows(LISTED, run, event, listed) for event, name in SHOWN.items() if counts.get(event)},
        crew_of(connection, run),
    )


def refusals(counted: list[Any], meanings: dict[str, str]) -> tuple[Row, ...]:
    """Return how many pages and addresses were turned down for each reason, most frequent first."""
    sums: dict[str, Row] = {}
    for event, reason, visits, _, _ in counted:
        if event in (Event.REFUSED, UNASKED):
            meaning = meanings.get(reason, "")
            row = sums.setdefault(reason, {"reason": reason, "meaning": meaning, "visits": 0, "unasked": 0})
            row["visits"] += visits
            row["unasked"] += visits * (event == UNASKED)
    return tuple(sorted(sums.values(), key=lambda row: (-row["visits"], row["reason"])))
