"""New rows of `frontier`: made of columns, put in together, and counted as triggers would count each."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from ..reasons import Reason
from .database import insert
from .evidence import Row, Standing
from .hosts.budgets import shape_number
from .indexing import together
from .tables.daily import ADD
from .tables.packing import STATES

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
QUEUED, REFUSED = STATES.letters["queued"], STATES.letters["refused"]
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
        self.queued: dict[int, list[int]] = {}
        """By host: the priorities of what is queued there, in millionths."""
        self.refused = Counter[tuple[int, str]]()
        """How many, by seed and reason."""

    def queue(self, place: Place, standing: Standing, priority: float) -> None:
        """Add one to be asked for."""
        id, key, url, host, odd = place  # noqa: A001  (the column's name)
        row = (id, key, url, host, QUEUED, *standing)
        if odd:
            self.rows[INSERT].append((*row, None, odd, None))
        else:
            self.rows[INSERT_QUEUED].append(row)
        self.known[key] = key, id, "queued", None, priority
        self.queued.setdefault(host, []).append(standing[0])

    def refuse(self, place: Place, standing: Standing, priority: float, reason: Reason) -> None:
        """Add one that is not asked for."""
        id, key, url, host, odd = place  # noqa: A001  (the column's name)
        why, shape = str(reason), shape_number(url) if reason is Reason.BUDGET else None
        row = (id, key, url, host, REFUSED, *standing)
        if odd or shape or standing[-1]:
            self.rows[INSERT].append((*row, why, odd, shape))
        else:
            self.rows[INSERT_REFUSED].append((*row[:-1], why))
        self.known[key] = key, id, "refused", why, priority
        _, _, _, _, seed, *_ = standing
        self.refused[seed or 0, why] += 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert and count them all, inside the open transaction."""
        with together(connection):
            for sql, some in self.rows.items():
                insert(connection, sql, some)
        by_host = [(len(mine), max(mine), host) for host, mine in self.queued.items()]
        connection.executemany(COUNT_QUEUED, by_host)
        refused = [(*which, number) for which, number in self.refused.items()]
        connection.executemany(COUNT_REFUSED, refused)
