"""The state of a corpus in numbers."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from .. import clock
from .crawlers import crew_of
from .recrawl.counts import due_counts

# Of ten million addresses only those are walked through that nothing else counts: triggers keep how many are
# ready on each host, what was turned down on each day, and what was kept. The last are done, unless they are
# asked again.
STATES = """select * from (
  select 'claimed' as status, count(*) as urls
    from frontier indexed by frontier_claimed where status = 'claimed'
  union all select 'done', (select coalesce(sum(kept), 0) from daily_counts where subject = 'read') - count(*)
    from frontier f indexed by frontier_again cross join articles a on a.id = f.id
    where f.again is not null and a.reason is null
  union all select 'queued', (select coalesce(sum(queued), 0) from hosts) + count(*)
    from frontier indexed by frontier_due where due_ms is not null and status = 'queued'
  union all select 'refused', coalesce(sum(total), 0) from daily_counts where subject = 'refusal'
) where urls > 0"""
REFUSED = """select c.name as reason, r.meaning, sum(c.total) as urls
from daily_counts c join reasons r on r.slug = c.name
where c.subject = 'refusal' group by c.name having urls > 0 order by urls desc"""
RETRYING = """select reason, count(*) as urls from frontier indexed by frontier_retrying
where status = 'queued' and reason is not null group by reason order by urls desc"""
KINDS = """select name as kind, sum(total) as read, sum(kept) as kept from daily_counts
where subject = 'read' group by name having read > 0 order by kept desc"""
LATEST = """select count(*) as pages, coalesce(sum(f.status = 'done'), 0) as articles
from (select id from pages p where not exists (select 1 from visits v where v.page = p.id and v.run = p.run
    and v.event in ('same', 'changed', 'gone', 'back', 'lost'))
  order by fetched_at desc limit 100) p join frontier f on f.id = p.id"""
ASKED = """select host, fetched, articles from hosts where fetched > 0
order by fetched desc, host limit 10"""
WAITING = """select host, next_at, queued, failures, robots_status from hosts
where queued > 0 and next_at > ? order by next_at desc limit 10"""
RUNS = """select id, started_at, finished_at, status, stop_reason, pages, articles, refused, changed, same,
  gone, bytes
from runs order by id desc limit 5"""
COUNTS = """select (select count(*) from seeds where dropped_at is null) as seeds,
  (select coalesce(sum(kept), 0) from daily_counts where subject = 'read') as articles,
  (select coalesce(sum(total), 0) from daily_counts where subject = 'read') as read,
  (select count(*) from pages) as pages,
  (select count(*) from hosts) as hosts,
  (select count(*) from articles where reason = 'duplicate') as duplicates"""


@dataclass(frozen=True, slots=True)
class Status:
    """Counts by state, reason, kind and host; hosts that wait; the last runs. Rows are plain dicts."""

    counts: dict[str, int]
    states: dict[str, int]
    refused: tuple[dict[str, Any], ...]
    retrying: tuple[dict[str, Any], ...]
    latest: dict[str, int]
    """Pages and articles among the last hundred fetched for the first time."""
    kinds: tuple[dict[str, Any], ...]
    asked: tuple[dict[str, Any], ...]
    """Hosts asked most."""
    waiting: tuple[dict[str, Any], ...]
    runs: tuple[dict[str, Any], ...]
    due: dict[str, Any]
    """Known pages that are due to be fetched again, how many ever will be, and when the first is."""
    crawlers: tuple[dict[str, Any], ...] = ()
    """Who crawled in the last run, if that was on a cluster."""
    desk: dict[str, Any] | None = None
    """How far its desk was behind then: waiting, lag, dashboard."""


def status(connection: sqlite3.Connection) -> Status:
    """Count everything once, as one snapshot."""

    def rows(sql: str, *values: str) -> tuple[dict[str, Any], ...]:
        return tuple(dict(row) for row in connection.execute(sql, values))

    connection.execute("begin")
    try:
        runs = rows(RUNS)
        crew = crew_of(connection, runs[0]["id"] if runs else None)
        return Status(
            rows(COUNTS)[0],
            {row["status"]: row["urls"] for row in rows(STATES)},
            rows(REFUSED),
            rows(RETRYING),
            rows(LATEST)[0],
            rows(KINDS),
            rows(ASKED),
            rows(WAITING, clock.now()),
            runs,
            due_counts(connection),
            crew.crawlers,
            crew.desk,
        )
    finally:
        connection.execute("commit")
