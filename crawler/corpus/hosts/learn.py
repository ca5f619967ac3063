"""What each answer teaches about the pace of its host, in the table `hosts`."""

from __future__ import annotations

import sqlite3

from ... import clock
from ...records import Page
from ...settings import Manners
from .pace import learned, pace_of, pause
from .shared import keep_address

KNOWN = "select delay, own_delay, provider_delay, latency, slowdown, address from hosts where host = ?"
KEEP = """update hosts set latency = ?, slowdown = ?, next_at = max(next_at, ?)
where host = ?"""


def keep_pace(connection: sqlite3.Connection, host: str, page: Page, manners: Manners) -> None:
    """Learn from an answer; its host rests from that moment on, whenever it is saved."""
    row = connection.execute(KNOWN, (host,)).fetchone()
    pace = learned(pace_of(row), page)
    # no answer is from the future: if one seems to be, the clock was set back since
    since = min(clock.seconds_until(page.fetched_at), 0.0) if page.fetched_at else 0.0
    next_at = clock.after(pause(pace, manners) + since)
    connection.execute(KEEP, (pace.latency, pace.slowdown, next_at, host))
    if page.address and page.address != row["address"]:
        keep_address(connection, host, page.address)
