"""Hosts as a person looks after them: which wait and why, and what may be changed about one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ... import clock
from ...settings import Manners
from ..database import transaction
from .allowance import today
from .pace import pace_of, pause

LIST = """select host, fetched as pages, articles, queued, next_at, robots_status as robots, failures,
  address, delay, own_delay, provider_delay, latency, slowdown from hosts
where (:waiting = 0 or (queued > 0 and next_at > :now)) and (:failing = 0 or failures > 0)
  and (:site is null or host glob :site or host like '%.' || :site)
order by queued desc, articles desc, host limit :limit"""
FACTS = "select * from hosts where host = ?"
FILES = """select origin || path as url, status, http_status, fetched_at, expires_at, trouble, text
from site_files where host = ? order by path desc, origin"""
THIS_HOST = "host_id = (select id from hosts where host = ?)"
FAILED = f"""select p.url, p.reason, p.status, p.detail, p.fetched_at from frontier f
join pages p on p.id = f.id where {THIS_HOST} and p.reason is not null order by p.fetched_at desc limit 10"""
STATES = f"select status, count(*) from frontier where {THIS_HOST} group by status order by status"
BUDGET = """select scope, name, fetched, articles, spent from budgets
where name = :host or (scope = 'shape' and name glob :host || '/*')
order by scope, fetched desc limit 20"""
KNOW = "insert into hosts (host) values (?) on conflict do nothing"
ADJUST = "update hosts set {column} = ? where host = ?"
WAKE = "update hosts set next_at = '', failures = 0, slowdown = 1 where host = ?"
WAKE_ALL = "update hosts set next_at = '', failures = 0, slowdown = 1"
READY = f"""update frontier indexed by frontier_due set due_ms = null
where due_ms is not null and status = 'queued' and {THIS_HOST}"""
READY_ALL = """update frontier indexed by frontier_due set due_ms = null
where due_ms is not null and status = 'queued'"""
SHOWN = (
    "host", "pages", "articles", "queued", "pause", "next_at", "robots", "failures", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Which hosts to list."""

    waiting: bool = False
    """Those that have something queued, and rest."""
    failing: bool = False
    site: str | None = None
    """A host with its subdomains, or a pattern such as `*.example`."""
    limit: int = 50


class Roster:
    """The table `hosts`, for people; may be used while a crawl writes."""

    def __init__(self, connection: sqlite3.Connection, manners: Manners) -> None:
        """Use an open corpus; the settings say how long hosts rest."""
        self.connection = connection
        self.manners = manners

    def hosts(self, choice: Choice) -> list[dict[str, Any]]:
        """Return hosts, those first for which most waits."""
        values = {
            "waiting": choice.waiting,
            "failing": choice.failing,
            "site": choice.site,
            "limit": choice.limit,
            "now": clock.now(),
        }
        return [self.shown(row) for row in self.connection.execute(LIST, values)]

    def shown(self, row: sqlite3.Row) -> dict[str, Any]:
        """Return what is shown of a host."""
        values = dict(row) | {"pause": round(pause(pace_of(row), self.manners), 2)}
        return {name: values[name] for name in SHOWN}

    def host(self, name: str) -> dict[str, Any] | None:
        """Return all that is known of a host; None if it was never met."""
        row = self.connection.execute(FACTS, (name,)).fetchone()
        if row is None:
            return None
        facts = dict(row)
        return {
            "host": name,
            "address": facts["address"],
            "next_at": facts["next_at"],
            "failures": facts["failures"],
            "pages": facts["fetched"],
            "articles": facts["articles"],
            "addresses": dict(self.connection.execute(STATES, (name,)).fetchall()),
            "pace": self.pace(row),
            "day": self.day(facts),
            "budgets": self.rows(BUDGET, {"host": name}),
            "files": self.rows(FILES, (name,)),
            "failed": self.rows(FAILED, (name,)),
        }

    def rows(self, sql: str, values: dict[str, str] | tuple[str, ...]) -> list[dict[str, Any]]:
        """Return the rows of an answer."""
        return [dict(row) for row in self.connection.execute(sql, values)]

    def pace(self, row: sqlite3.Row) -> dict[str, float | None]:
        """Return how long a host rests, and what that is made of."""
        pace = pace_of(row)
        latency = (pace.latency or 0.0) * self.manners.slow_answers if self.manners.delay else None
        return {
            "pause": round(pause(pace, self.manners), 2),
            "delay": self.manners.delay,
            "crawl_delay": pace.delay,
            "own_delay": pace.own_delay,
            "provider_delay": pace.provider_delay,
            "slow_answers": None if latency is None else round(latency, 2),
            "slowdown": round(pace.slowdown, 2),
            "longest_delay": self.manners.longest_delay,
        }

    def day(self, facts: dict[str, Any]) -> dict[str, int | None]:
        """Return how many pages a host had today, and may have."""
        had = facts["today"] if facts["day"] == today() else 0
        own = facts["per_day"]
        return {"pages": had, "per_day": self.manners.per_day or None if own is None else own}

    def set(self, name: str, **values: float | None) -> None:
        """Set `own_delay` or `per_day` of a host, None for what the settings say; met or not."""
        with transaction(self.connection):
            self.connection.execute(KNOW, (name,))
            for column, value in values.items():
                self.connection.execute(ADJUST.format(column=column), (value, name))

    def wake(self, names: Sequence[str] | None) -> list[str]:
        """End the rests of hosts, None for all, and forget their failures; return which are not known.

        A host that is being asked, or was just now, is still given its pause by the crawl that asks it.
        """
        with transaction(self.connection):
            if names is None:
                self.connection.execute(WAKE_ALL)
                self.connection.execute(READY_ALL)
                return []
            unknown = [name for name in names if not self.connection.execute(WAKE, (name,)).rowcount]
            for name in names:
                self.connection.execute(READY, (name,))
        return unknown
