"""What is due is queued again; what a run did not come to is settled as it was before.

A settled row says in `due_at` when it is due. While it is queued again its article stays where it
is, and `again` holds the priority that the row gets back.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from ... import clock
from ...focus.chance import millionths
from ...settings import Settings
from ..forbidden.lists import Forbidden
from ..tables.packing import milliseconds

DUE = f"""from frontier f indexed by frontier_settled
cross join pages p on p.id = f.id left join articles a on a.id = f.id
where f.due_ms <= {milliseconds(":until")} and f.status != 'queued' and f.status != 'claimed'
  and (:older is null or p.fetched_at <= :older)
  and (:site is null or f.host glob :site or f.host like '%.' || :site)
  and (not :changed_only or a.id is null or a.last_changed > a.first_seen)"""
ANY = f"select 1 {DUE} limit 1"
FIND = f"""select f.id, f.url, f.every, f.unchanged, p.fetched_at, a.id is null as is_hub {DUE}
order by is_hub desc, f.due_ms limit :limit"""
QUEUE = """update frontier set state = 'q', reason = null, due_ms = null, attempts = 0,
  again = millionths, millionths = ? where id = ?"""
PUT_BACK = f"""update frontier indexed by frontier_again set
  state = iif(exists (select 1 from articles a where a.id = frontier.id and a.reason is null), 'd', 'r'),
  reason = iif(exists (select 1 from articles a where a.id = frontier.id),
    (select a.reason from articles a where a.id = frontier.id),
    (select p.reason from pages p where p.id = frontier.id)),
  due_ms = coalesce(due_ms, {milliseconds("?1")}), millionths = again, again = null
where again is not null and status = 'queued'"""
LET_GO = """update frontier indexed by frontier_again set millionths = again, again = null
where again is not null"""
LEFT = "select 1 from frontier indexed by frontier_again where again is not null limit 1"
EVER = "9999-12-31T23:59:59.999Z"  # later than anything is due
MOST = 50_000  # rows queued at once; half a second
# New addresses have a chance of up to 1 to be an article on the subject; what is due comes before most
# of them the more surely it has changed, but never before the best.
HIGHEST = 0.75
ONLY = 1.0
"""Priorities above this are those of known pages while nothing else is fetched."""


@dataclass(frozen=True, slots=True)
class Due:
    """Which known pages are fetched again; by default those that are due."""

    everything: bool = False
    """Due or not."""
    changed_only: bool = False
    """Those that changed before, and what leads to new articles."""
    site: str | None = None
    """A host with its subdomains, or a pattern such as `*.example`."""
    older_than: float | None = None
    """Seconds since the last visit; then due or not."""
    follow: bool = False
    """New addresses are fetched too, by the same run."""


def queue_due(connection: sqlite3.Connection, forbidden: Forbidden, settings: Settings, due: Due) -> int:
    """Queue known pages again, as many as a run can fetch; return how many. Inside a transaction."""
    found = connection.execute(FIND, wanted(due) | {"limit": room(settings, due)}).fetchall()
    floor = 0.0 if due.follow else ONLY
    rows = [
        (millionths(floor + priority(row, settings.focus.min_chance)), row["id"])
        for row in found
        if forbidden.reason(row["url"]) is None
    ]
    connection.executemany(QUEUE, rows)
    return len(rows)


def has_due(connection: sqlite3.Connection, due: Due) -> bool:
    """Say whether there is any page to queue again, those included that a dead run has queued."""
    left = connection.execute(LEFT).fetchone()
    return left is not None or connection.execute(ANY, wanted(due)).fetchone() is not None


def wanted(due: Due) -> dict[str, Any]:
    """Return the values that DUE asks for."""
    return {
        "until": EVER if due.everything or due.older_than is not None else clock.now(),
        "changed_only": due.changed_only,
        "site": due.site,
        "older": None if due.older_than is None else clock.after(-due.older_than),
    }


def room(settings: Settings, due: Due) -> int:
    """Return how many known pages a run may fetch."""
    pages = settings.crawl.pages or MOST
    if due.follow:
        pages = max(round(pages * min(settings.recrawl.share, 1.0)), 1)
    return min(pages, MOST)


def priority(row: sqlite3.Row, least: float) -> float:
    """Return how soon a page comes: its chance to have changed since it was seen, within bounds.

    After n visits without a change the chance within one interval is taken for 1 : n + 1; it grows with
    the time that has passed, so that nothing waits for ever.
    """
    chance = 1 / (2 + (0 if row["is_hub"] else row["unchanged"]))
    passed = -clock.seconds_until(row["fetched_at"]) / row["every"] if row["every"] else 1.0
    changed: float = 1 - (1 - chance) ** max(passed, 0.0)
    return max(min(changed, HIGHEST), min(least, 1.0), 0.01)


def put_back(connection: sqlite3.Connection) -> int:
    """Settle again what is queued again, as it was and due at once; return how many rows."""
    rows = connection.execute(PUT_BACK, (clock.now(),)).rowcount
    connection.execute(LET_GO)
    return rows
