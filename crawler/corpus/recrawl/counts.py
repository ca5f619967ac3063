"""How many known pages are due to be fetched again."""

from __future__ import annotations

import sqlite3
from typing import Any

from ... import clock

COUNTS = """select coalesce(sum(due_at <= :now), 0) as due, count(*) as scheduled, min(due_at) as next_at
from frontier indexed by frontier_settled where due_at is not null and status != 'queued'"""


def due_counts(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return how many pages are due, how many will ever be, and when the first is."""
    return dict(connection.execute(COUNTS, {"now": clock.now()}).fetchone())
