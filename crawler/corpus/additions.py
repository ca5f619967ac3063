"""New rows of `frontier`: made of columns, put in together, and counted as triggers would count each."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ..reasons import Reason
from .database import insert
from .evidence import QUEUED, REFUSED, Row, Trail, Weight, standing
from .hosts.budgets import shape_number
from .indexing import together
from .tables.daily import ADD

INSERT = """insert into frontier (id, key, url, host_id, state, millionths, depth, via, kind_sign, seed, hops,
  block, astray, odds, reason, odd_host, shape)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
# The same for most rows, which lack the last: sqlite3 takes several times as long for None as for a value.
INSERT_QUEUED = """insert into frontier (id, key, url, host_id, state, millionths, depth, via, kind_sign,
  seed, hops, block, astray, odds)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_REFUSED = """insert into frontier (id, key, url, host_id, state, millionths, depth, via, kind_sign,
  seed, hops, block, astray, reason)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERTS = (INSERT, INSERT_QUEUED, INSERT_REFUSED)
# What triggers do for a row that is inserted alone.
COUNT_QUEUED = "update hosts set queued = queued + ?, best = max(best, ? / 1e6) where id = ?"
COUNT_REFUSED = f"""insert into daily_counts (subject, day, seed, name, total, kept)
values ('refusal', strftime('%Y-%m-%d', 'now'), ?, ?, ?, 0) {ADD}"""

Place = tuple[int, int, str, int, str | None]
"""The row, key and address of what is new, the number of its host, and the host where it is an odd one."""


class Additions:
    """Addresses that are to get rows."""

    def __init__(self) -> None:
        """Begin without any."""
        self.known: dict[int, Row] = {}
        """What is known of each, by key."""
        self.rows: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in INSERTS}
        self.queued: dict[int, list[int]] = defaultdict(list)
        """By host: the priorities of what is queued there, in millionths."""
        self.refused = Counter[tuple[int, str]]()
        """How many, by seed and reason."""

    def add(self, places: Iterable[Place], weights: Sequence[Weight], trails: Sequence[Trail]) -> None:
        """Add some, which are asked for unless they come with a reason."""
        every, queued, refused = (self.rows[sql].append for sql in INSERTS)
        for place, weight, trail in zip(places, weights, trails, strict=True):
            id, key, url, host, odd = place  # noqa: A001  (the column's name)
            priority, _, reason, _ = weight
            stands = standing(weight, trail)
            if reason:
                why, shape = str(reason), shape_number(url) if reason is Reason.BUDGET else None
                if odd or shape or stands[-1]:
                    every((id, key, url, host, REFUSED, *stands, why, odd, shape))
                else:
                    refused((id, key, url, host, REFUSED, *stands[:-1], why))
                self.known[key] = key, id, REFUSED, why, priority
                self.refused[trail[3] or 0, why] += 1
                continue
            if odd:
                every((id, key, url, host, QUEUED, *stands, None, odd, None))
            else:
                queued((id, key, url, host, QUEUED, *stands))
            self.known[key] = key, id, QUEUED, None, priority
            self.queued[host].append(stands[0])

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert and count them all, inside the open transaction."""
        with together(connection):
            for sql, some in self.rows.items():
                insert(connection, sql, some)
        by_host = [(len(mine), max(mine), host) for host, mine in self.queued.items()]
        connection.executemany(COUNT_QUEUED, by_host)
        refused = [(*which, number) for which, number in self.refused.items()]
        connection.executemany(COUNT_REFUSED, refused)
