"""The frontier: which addresses are known, and which one is next."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .. import clock, urls
from ..domains import domain
from ..packing import column, taken
from ..reasons import Reason
from ..records import Kind, Target
from ..timing import Stage, timed
from .additions import Additions
from .database import insert, look_up, transaction
from .discovery.asks import ask_of
from .evidence import (
    QUEUED,
    Known,
    Row,
    Trail,
    Weigh,
    Weight,
    is_better,
    keys_of,
    may_be_better,
    standing,
    trails_of,
    weights_of,
)
from .forbidden.lists import Forbidden
from .hosts.allowance import Allowance, today
from .hosts.budgets import Budgets
from .hosts.odd import odd_hosts
from .hosts.pace import pace_of, pause
from .hosts.ready import next_ready, ready_hosts
from .hosts.shared import Crowd
from .pages import held
from .tables.packing import milliseconds, moment

KNOWN = """with asked (key) as (values (?)) select f.key, id, state, reason, priority
from asked cross join frontier f on f.key = asked.key"""
LAST = "select coalesce(max(id), 0) from frontier"
HOSTS = """with asked (host) as (values (?))
select h.host, id from asked cross join hosts h on h.host = asked.host"""
HOST = "select id from hosts where host = ?"
LAST_HOST = "select coalesce(max(id), 0) from hosts"
ADD_HOST = "insert into hosts (id, host, domain) values (?, ?, ?)"
IMPROVE = """update frontier set state = 'q', reason = null, millionths = ?, depth = ?, via = ?,
kind_sign = ?, seed = ?, hops = ?, block = ?, astray = ?, odds = ?
where id = ? and not exists (select 1 from pages where pages.id = frontier.id)"""
BEST_OF_HOST = """select id, url, kind, depth, coalesce(again, millionths) / 1e6 as priority, via, seed, hops,
  attempts, astray, block, again is not null as again
from frontier indexed by frontier_ready
where host_id = ? and status = 'queued' and due_ms is null order by millionths desc, id limit 1"""
QUERY_OF_HOST = """select f.id, url, kind, depth, priority, via, f.seed, hops, attempts, astray, block,
  again is not null as again
from queries q cross join frontier f on f.id = q.id
where host_id = ? and status = 'queued' and due_ms is null order by f.id limit 1"""
CLAIM = "update frontier set state = 'c' where id = ?"
OVER_BUDGET = """update frontier set state = 'r', reason = 'budget', shape = shape_number(url)
where id = ?"""
TAKE = """update hosts set next_at = :next_at, taken = iif(run is :run, taken, 0) + 1, run = :run,
today = iif(day is :day, today, 0) + 1, day = :day where id = :host"""
RELEASE = "update frontier set state = 'q' where id = ? and status = 'claimed'"
UNTAKE = "update hosts set taken = max(taken - 1, 0), today = max(today - 1, 0) where host = ?"
REST = "update hosts set next_at = max(next_at, ?) where host = ?"
RECOVER = "update frontier indexed by frontier_claimed set state = 'q' where status = 'claimed'"
WAKE = f"""update frontier indexed by frontier_due set due_ms = null
where due_ms <= {milliseconds("?1")} and status = 'queued'"""
NEXT_DUE = f"""select {moment("min(due_ms)")} from frontier indexed by frontier_due
where due_ms is not null and status = 'queued' and (:least <= 1 or again is not null)"""
NEXT_QUERY = f"""select {moment("min(due_ms)")} from queries cross join frontier using (id)
where due_ms is not null and status = 'queued'"""
REOPEN = """update frontier set state = 'q', reason = null
where status = 'refused' and reason = ? and depth <= ?"""


class Frontier:
    """The tables `frontier` and `hosts`, behind verbs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.curiosity = 0.0
        """Claims owed to hosts asked least."""
        self.budgets = Budgets(connection)
        self.forbidden = Forbidden()
        """What is never fetched, whoever names it."""

    def add(self, target: Target) -> tuple[int, bool]:
        """Make sure that a target has a row; return its id, and whether it is new."""
        (found,) = self.add_all([target])
        return found

    @timed(Stage.SAVE_TARGETS)
    def add_all(self, targets: Sequence[Target], weigh: Weigh | None = None) -> list[tuple[int, bool]]:
        """Make sure that targets have rows; return the id of each, and whether it is new.

        A known address stays as it is, unless nobody has asked for it yet and this is better
        evidence: then trail, kind and priority are those of the new one. `weigh` is asked for the
        weights of those of these numbers that are stored or compared.
        """
        keys = keys_of(targets)

        def weighed(numbers: Sequence[int]) -> list[Weight]:
            weights = weigh(numbers) if weigh else weights_of(taken(targets, numbers))
            return self.heeded(weights, [addresses[number] for number in numbers])

        with transaction(self.connection):
            known = self.known(keys)
            first: dict[int, int] = {}
            for number, key in enumerate(keys):
                if key not in known:
                    first.setdefault(key, number)
            addresses, reasons, trails = column(targets, "url"), column(targets, "reason"), trails_of(targets)
            if first:
                new = list(first.values())
                known |= self.insert(list(first), taken(targets, new), weighed(new), [trails[n] for n in new])
            others = [
                number
                for number, (key, reason) in enumerate(zip(keys, reasons, strict=True))
                if reason is None and first.get(key) != number and may_be_better(known[key])
            ]
            for number, weight in zip(others, weighed(others) if others else (), strict=True):
                before = Known._make(known[keys[number]])
                known[keys[number]] = self.improve(weight, trails[number], before)
        return [(known[key][1], first.get(key) == number) for number, key in enumerate(keys)]

    def heeded(self, weights: list[Weight], addresses: Sequence[str]) -> list[Weight]:
        """Return the weights of addresses, of which one that is never fetched has a reason."""
        if not self.forbidden:
            return weights
        return [
            (priority, parts, reason or self.forbidden.reason(url), block)
            for (priority, parts, reason, block), url in zip(weights, addresses, strict=True)
        ]

    def known(self, keys: Sequence[int]) -> dict[int, Row]:
        """Return what is known of addresses, all in one question."""
        rows: list[Row] = look_up(self.connection, KNOWN, list(zip(keys, strict=True)))
        return {row[0]: row for row in rows}

    def insert(
        self,
        keys: Sequence[int],
        targets: Sequence[Target],
        weights: Sequence[Weight],
        trails: Sequence[Trail],
    ) -> dict[int, Row]:
        """Give rows to addresses that have none, and to their hosts; return what is known then, by key.

        Hosts are looked up every time: a memory of them in this process would outlive a transaction
        that is rolled back.
        """
        addresses = column(targets, "url")
        names = list(map(urls.host, addresses))
        numbers = self.know_hosts(names)
        weights = self.within_budgets(targets, addresses, weights)
        (last,) = self.connection.execute(LAST).fetchone()
        ids = range(last + 1, last + 1 + len(keys))
        hosts = (map(numbers.__getitem__, names), odd_hosts(addresses, names))
        places = zip(ids, keys, addresses, *hosts, strict=True)
        additions = Additions()
        additions.add(places, weights, trails)
        additions.write(self.connection)
        return additions.known

    def within_budgets(
        self, targets: Sequence[Target], addresses: Sequence[str], weights: Sequence[Weight]
    ) -> Sequence[Weight]:
        """Return the weights of targets, of which one that is over a budget has that for a reason."""
        spent = self.budgets.spent(addresses)
        if not spent:
            return weights
        return [
            (
                priority,
                parts,
                reason or (Reason.BUDGET if self.budgets.is_over(target, spent) else None),
                block,
            )
            for target, (priority, parts, reason, block) in zip(targets, weights, strict=True)
        ]

    def improve(self, weight: Weight, trail: Trail, known: Known) -> Known:
        """Take over what is better evidence for an address; return what is known then."""
        priority, _, reason, _ = weight
        if reason is not None or not is_better(priority, known):
            return known
        if not self.connection.execute(IMPROVE, (*standing(weight, trail), known.id)).rowcount:
            return known
        return known._replace(state=QUEUED, reason=None, priority=priority)

    def know_hosts(self, names: Collection[str]) -> dict[str, int]:
        """Make sure that hosts have rows; return the number of each."""
        wanted = sorted(set(names))
        numbers: dict[str, int] = dict(look_up(self.connection, HOSTS, list(zip(wanted, strict=True))))
        missing = [host for host in wanted if host not in numbers]
        if missing:
            (last,) = self.connection.execute(LAST_HOST).fetchone()
            rows = [(number, host, domain(host)) for number, host in enumerate(missing, last + 1)]
            insert(self.connection, ADD_HOST, rows)
            numbers.update({host: number for number, host, _ in rows})
        return numbers

    def know_host(self, host: str) -> int:
        """Make sure that a host has a row; return its number."""
        found = self.connection.execute(HOST, (host,)).fetchone()
        return int(found["id"]) if found else self.know_hosts([host])[host]

    def claim(
        self,
        limit: int,
        allowance: Allowance,
        busy: Collection[str] = (),
        under_way: Mapping[str, int] | None = None,
    ) -> list[Target]:
        """Take the best addresses that may be asked now, at most one of each host.

        Hosts in `busy` are passed over, and those whose IP address has as many requests under way
        as it may. A host that was taken rests for its delay, so that a crash does not make the
        next run impolite.
        """
        claimed: list[Target] = []
        crowd = Crowd(allowance.manners.per_address, under_way or {})
        passed, day = set(busy), today()
        with transaction(self.connection):
            while len(claimed) < limit:
                before = len(crowd.full)
                free = ready_hosts(self.connection, limit - len(claimed), allowance, passed, crowd.full)
                while free and len(claimed) < limit:
                    row = free.pop(self.choose(free, allowance.explore))
                    if crowd.admits(row["address"]):
                        claimed += self.take(row, allowance, day)
                        passed.add(row["host"])
                # hosts were passed over for an address that is full now: others come in their place
                if len(crowd.full) == before:
                    break
        return claimed

    def choose(self, hosts: Sequence[sqlite3.Row], explore: float) -> int:
        """Return the index of the host whose turn it is: the first, or now and then the one asked least."""
        self.curiosity += explore
        if self.curiosity < 1:
            return 0
        self.curiosity -= 1
        return min(range(len(hosts)), key=lambda index: hosts[index]["fetched"])

    def take(self, host: sqlite3.Row, allowance: Allowance, day: str) -> list[Target]:
        """Claim the best address of a host, if one is within its budgets; the host rests for its delay."""
        target = self.best_of(host, only_asks=allowance.only_asks)
        if target is None:
            return []
        self.connection.execute(CLAIM, (target.id,))
        self.budgets.ask(host["host"])
        next_at = clock.after(pause(target.pace, allowance.manners))
        values = {"host": host["id"], "next_at": next_at, "run": allowance.run, "day": day}
        self.connection.execute(TAKE, values)
        return [target]

    def best_of(self, host: sqlite3.Row, *, only_asks: bool = False) -> Target | None:
        """Return the best address of a host; what was queued before its budget was spent is refused here."""
        known: dict[str, Any] = {"pace": pace_of(host), "address": host["address"]}
        sql = QUERY_OF_HOST if only_asks else BEST_OF_HOST
        while found := self.connection.execute(sql, (host["id"],)).fetchone():
            fields: dict[str, Any] = dict(found) | known
            again = {"kind": Kind.of(found["kind"]), "again": bool(found["again"])}
            target = Target(**fields | again | {"ask": ask_of(self.connection, found["id"], found["url"])})
            if target.again:
                return replace(target, held=held(self.connection, found["id"]))
            if not self.budgets.is_over(target, self.budgets.spent([target.url])):
                return target
            self.connection.execute(OVER_BUDGET, (target.id,))
        return None

    def release(self, target: Target, next_at: str | None = None) -> None:
        """Give a claim back unasked, off the host's share; its host rests until `next_at`."""
        with transaction(self.connection):
            if self.connection.execute(RELEASE, (target.id,)).rowcount:
                self.connection.execute(UNTAKE, (urls.host(target.url),))
            if next_at:
                self.rest(urls.host(target.url), next_at)

    def rest(self, host: str, next_at: str) -> None:
        """Ask nothing of a host before a moment."""
        self.connection.execute(REST, (next_at, host))

    def recover(self) -> int:
        """Queue again what a process claimed that is no more; return how many."""
        return self.connection.execute(RECOVER).rowcount

    def wake(self) -> int:
        """Make ready what has become due; return how many."""
        return self.connection.execute(WAKE, (clock.now(),)).rowcount

    def reopen(self, reason: Reason, depth: int) -> int:
        """Queue again what was refused for a reason that today's settings don't share."""
        return self.connection.execute(REOPEN, (reason, depth)).rowcount

    def next_at(self, allowance: Allowance) -> str | None:
        """Return when something can be claimed or woken; None if nothing is waiting."""
        host = next_ready(self.connection, allowance)
        soonest = NEXT_QUERY if allowance.only_asks else NEXT_DUE
        (due,) = self.connection.execute(soonest, {"least": allowance.least}).fetchone()
        return min((moment for moment in (host, due) if moment is not None), default=None)
