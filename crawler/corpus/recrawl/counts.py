"""How many known pages are due to be fetched again."""

from __future__ import annotations

import sqlite3
from typing import Any

from ... import clock
from ..tables.packing import milliseconds, moment

# Each by itself: the first is found at an end of the index, counting alone looks into none of its rows,
# and none is counted twice.
ALL = "from frontier indexed by frontier_settled where due_ms is not null and status != 'queued'"
NOW = milliseconds(":now")
COUNTS = f"""select due, due + later as scheduled, next_at from (
  select (select count(*) {ALL} and due_ms <= {NOW}) as due,
    (select count(*) {ALL} and due_ms > {NOW}) as later, (select {moment("min(due_ms)")} {ALL}) as next_at)"""


def due_counts(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return how many pages are due, how many will ever be, and when the first is."""
    return dict(connection.execute(COUNTS, {"now": clock.now()}).fetchone())
