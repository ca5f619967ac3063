"""How many known pages are due to be fetched again."""

from __future__ import annotations

import sqlite3
from typing import Any

from ... import clock

# Each by itself: the first is found at an end of the index, counting alone looks into none of its rows,
# and none is counted twice.
ALL = "from frontier indexed by frontier_settled where due_at is not null and status != 'queued'"
COUNTS = f"""select due, due + later as scheduled, next_at from (
  select (select count(*) {ALL} and due_at <= :now) as due,
    (select count(*) {ALL} and due_at > :now) as later, (select min(due_at) {ALL}) as next_at)"""


def due_counts(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return how many pages are due, how many will ever be, and when the first is."""
    return dict(connection.execute(COUNTS, {"now": clock.now()}).fetchone())
