"""When the clock was wrong: what waits for a moment must not wait for years."""

from __future__ import annotations

import sqlite3
import time

from ... import clock
from ...settings import Settings
from ..outcome import LONGEST_REST
from ..recrawl.rhythm import JITTER, longest_wait
from ..tables.packing import milliseconds

# Corrections of a running clock are slewed or tiny; more is a jump.
SMALLEST = 2.0  # seconds
BRING_BACK = (
    "update hosts set next_at = :now where next_at > :latest",
    f"""update frontier indexed by frontier_due set due_ms = {milliseconds(":now")}
where due_ms > {milliseconds(":latest")} and status = 'queued'""",
    "update site_files set expires_at = :now where expires_at > :latest",
)
# Exactly as much earlier as the clock is now: rests keep their length.
SHIFT = (
    """update hosts set next_at = strftime('%Y-%m-%dT%H:%M:%fZ', next_at, :seconds || ' seconds')
where next_at > :now""",
    f"""update frontier indexed by frontier_due set due_ms = due_ms + cast(:seconds * 1e3 as integer)
where due_ms > {milliseconds(":now")} and status = 'queued'""",
)
# What is settled is due as long from now as it should have been from its visit, one page a little
# sooner than the next.
DUE_AGAIN = f"""update frontier set due_ms = {milliseconds(":now")}
  + cast(1e3 * coalesce(every, 0) * (1 - {JITTER} * (id % 100) / 100.0) as integer)
where due_ms > {milliseconds(":latest")} and status != 'queued'"""


def bring_back(connection: sqlite3.Connection, settings: Settings) -> int:
    """Let nothing wait longer than any pause of ours; return how much was waiting for a wrong clock."""
    longest = LONGEST_REST + settings.manners.rest_hours * 3600
    values = {"now": clock.now(), "latest": clock.after(longest)}
    waiting = sum(connection.execute(sql, values).rowcount for sql in BRING_BACK)
    latest = {"now": clock.now(), "latest": clock.after(longest_wait(settings.recrawl))}
    return waiting + connection.execute(DUE_AGAIN, latest).rowcount


class Drift:
    """Sees a clock that is set back during a run."""

    def __init__(self) -> None:
        """Begin now."""
        self.offset = offset()

    def follow(self, connection: sqlite3.Connection) -> float:
        """Move what waits as far back as the clock was; return how far."""
        jump = offset() - self.offset
        if abs(jump) < SMALLEST:
            return 0.0
        self.offset += jump
        # A clock set forward ends rests early: hosts under way are held by a clock of their own,
        # and a machine that slept looks just the same.
        if jump > 0:
            return 0.0
        values = {"now": clock.now(), "seconds": round(jump, 3)}
        for sql in SHIFT:
            connection.execute(sql, values)
        return -jump


def offset() -> float:
    """Return how far the clock on the wall is ahead of the one that only goes forward."""
    return time.time() - time.monotonic()
