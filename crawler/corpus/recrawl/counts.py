"""How many known pages are due to be fetched again."""

from __future__ import annotations

import sqlite3
from typing import Any

from ... import clock

# Each by itself: two are found at an end of the index, and counting alone looks into none of its rows.
ALL = "from frontier indexed by frontier_settled where due_at is not null and status != 'queued'"
COUNTS = f"""select (select count(*) {ALL} and due_at <= :now) as due, (select count(*) {ALL}) as scheduled,
  (select min(due_at) {ALL}) as next_at"""


def due_counts(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return how many pages are due, how many will ever be, and when the first is."""
    return dict(connection.execute(COUNTS, {"now": clock.now()}).fetchone())
