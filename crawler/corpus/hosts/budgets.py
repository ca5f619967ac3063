"""Budgets: what is asked often must bring articles. Patterns of addresses, hosts, and hosts of a domain.

A maze can make any number of addresses, and of hosts, but hardly any articles that are kept. So a
budget grows with every article that an address of it had or led to. What is over it is refused, and
queued again when the budget has grown.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache

from ... import urls
from ...domains import domain
from ...records import Kind, Target
from ...settings import Traps
from ...shapes import shape
from ...traps import LIMITS

Place = tuple[str, str]
"""Scope and name of a budget."""
# Lists that a site makes for machines look all the same, however much they bring.
ANY_SHAPE = (Kind.FEED, Kind.SITEMAP)

LIMIT = "case scope when 'shape' then :shape when 'host' then :host else :domain end"
RECKON = f"""update budgets set spent = not spent
where spent is not ({LIMIT} > 0 and fetched >= {LIMIT} + :per_article * articles)"""
# What was counted by a run is spent or not by its limits; what others had counted came by a merge.
LIMITS_BEFORE = """select json_extract(settings, '$.traps') as limits,
  exists (select 1 from merges where merged_at >= started_at) as is_merged
from runs where id < ? order by id desc limit 1"""
ADD = """insert into budgets (id, scope, name, fetched, articles) values {rows}
on conflict (id) do update set fetched = fetched + excluded.fetched, articles = articles + excluded.articles
returning id, scope, name, fetched, articles, spent"""
ROW = "(?, ?, ?, ?, ?)"
SPEND = "update budgets set spent = ? where id = ?"
ANY_SPENT = "select 1 from budgets where spent limit 1"
SPENT = "select id from budgets where spent and id in (select value from json_each(?))"
NEW_HOST = "select 1 from hosts where host = ? and run is null"
# The page that led to an address, past the redirects between them.
TRAIL = """with recursive trail(url, via, steps) as (
  select url, via, hops + 1 from frontier where id = ?
  union all
  select f.url, f.via, t.steps - 1 from frontier f join trail t on f.id = t.via where t.steps > 0
) select url from trail"""
THIS_HOST = "host_id = (select id from hosts where host = :host)"
# Patterns are stored only with what they turned down, as that is looked through for every article; what waits
# on a host is looked through when a budget is spent, 10 us an address.
QUEUED = {
    "shape": f"{THIS_HOST} and shape_number(url) = :id and kind not in ('feed', 'sitemap')",
    "host": THIS_HOST,
    "domain": "host_id in (select id from hosts where domain = :name and run is null)",
}
REFUSED = QUEUED | {"shape": f"{THIS_HOST} and shape = :id"}
REFUSE = """update frontier indexed by frontier_ready
set state = 'r', reason = 'budget', shape = shape_number(url)
where status = 'queued' and due_ms is null and kind != 'seed' and again is null
and not exists (select 1 from queries where queries.id = frontier.id) and """
IS_OPEN = """not exists (select 1 from budgets where spent and scope = 'host' and name = frontier.host)
and not exists (select 1 from budgets where spent and id = frontier.shape and kind not in ('feed', 'sitemap'))
and not exists (select 1 from hosts join budgets on scope = 'domain' and name = domain
  where spent and hosts.id = frontier.host_id and hosts.run is null)"""
REOPEN = f"""update frontier set state = 'q', reason = null, shape = null
where reason = 'budget' and status = 'refused' and {IS_OPEN}"""


class Budgets:
    """The table `budgets`."""

    def __init__(self, connection: sqlite3.Connection, limits: Traps = LIMITS) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.limits = limits
        self.values = asdict(limits)
        connection.create_function("shape_number", 1, shape_number, deterministic=True)

    def reckon(self, run: int) -> None:
        """Take up what has changed since the run before this one: limits, and what a merge has brought."""
        before = self.connection.execute(LIMITS_BEFORE, (run,)).fetchone()
        if before and not before["is_merged"] and json.loads(before["limits"] or "{}") == self.values:
            return
        if self.connection.execute(RECKON, self.values).rowcount:
            self.connection.execute(REOPEN)

    def spent(self, addresses: Iterable[str]) -> set[int]:
        """Return those budgets of some addresses that are spent."""
        if self.connection.execute(ANY_SPENT).fetchone() is None:
            return set()
        numbers = {number(*place) for url in addresses for place in places(url)}
        return {row["id"] for row in self.connection.execute(SPENT, (json.dumps(list(numbers)),))}

    def is_over(self, target: Target, spent: set[int]) -> bool:
        """Say whether one of these spent budgets keeps a target from being asked."""
        if not spent or target.reason or target.ask or target.kind is Kind.SEED:
            return False
        mine, host, all_hosts = (number(*place) in spent for place in places(target.url))
        return (
            host
            or (mine and target.kind not in ANY_SHAPE)
            or (all_hosts and self.is_new(urls.host(target.url)))
        )

    def is_new(self, host: str) -> bool:
        """Say whether nothing was ever asked of a host."""
        return self.connection.execute(NEW_HOST, (host,)).fetchone() is not None

    def ask(self, host: str) -> None:
        """Count a host that is about to be asked, if it is for the first time."""
        if self.is_new(host):
            self.add({("domain", domain(host)): (1, 0)})

    def count(self, target: Target, *, fetched: bool, kept: bool) -> None:
        """Count what became of an address, for it and for what led to it, inside the open transaction."""
        mine = places(target.url)
        counts = dict.fromkeys(mine[:2], (int(fetched), 0))
        if kept:
            trail = self.connection.execute(TRAIL, (target.id,))
            for place in {place for row in trail for place in places(row["url"])}:
                counts[place] = (counts.get(place, (0, 0))[0], 1)
        self.add(counts)

    def add(self, counts: Mapping[Place, tuple[int, int]]) -> None:
        """Add pages fetched and articles kept; refuse and reopen what follows from it."""
        sql = ADD.format(rows=", ".join([ROW] * len(counts)))
        rows = [(number(*place), *place, *count) for place, count in counts.items()]
        added = self.connection.execute(sql, [value for row in rows for value in row]).fetchall()
        changed = [row for row in added if row["spent"] != self.is_spent(row)]
        self.connection.executemany(SPEND, [(1 - row["spent"], row["id"]) for row in changed])
        for row in sorted(changed, key=lambda row: row["spent"]):
            scope = row["scope"]
            sql = f"{REOPEN} and {REFUSED[scope]}" if row["spent"] else REFUSE + QUEUED[scope]
            self.connection.execute(sql, self.names(row))

    def is_spent(self, row: sqlite3.Row) -> bool:
        """Say whether a budget is spent by what a row says of it."""
        limit = self.values[row["scope"]]
        return bool(limit > 0 and row["fetched"] >= limit + self.values["per_article"] * row["articles"])

    def names(self, row: sqlite3.Row) -> dict[str, str | int]:
        """Return what the rows of a budget are found by."""
        return {"id": row["id"], "name": row["name"], "host": row["name"].partition("/")[0]}


@lru_cache(maxsize=4096)
def places(url: str) -> tuple[Place, Place, Place]:
    """Return the budgets that an address belongs to: of its shape, its host and its domain."""
    host = urls.host(url)
    return ("shape", host + shape(url)), ("host", host), ("domain", domain(host))


@lru_cache(maxsize=4096)
def number(scope: str, name: str) -> int:
    """Return 64 bits that stand for a budget, signed as SQLite has them."""
    digest = hashlib.blake2b(f"{scope} {name}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def shape_number(url: str) -> int:
    """Return what stands for the pattern of an address in `frontier`."""
    return number("shape", urls.host(url) + shape(url))
