"""What each answer teaches about the pace of its host, in the table `hosts`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ... import clock
from ...records import Page
from ...settings import Manners
from .pace import learned, pace_of, pause
from .shared import keep_address

KNOWN = "select delay, own_delay, provider_delay, latency, slowdown, address from hosts where host = ?"


@dataclass(frozen=True, slots=True)
class Rest:
    """What a host has learned to take, and until when it rests."""

    latency: float | None = None
    """None for what it was."""
    slowdown: float | None = None
    next_at: str = ""


NONE = Rest()


def learn(connection: sqlite3.Connection, host: str, page: Page, manners: Manners) -> Rest:
    """Learn from an answer; its host rests from that moment on, whenever it is saved."""
    row = connection.execute(KNOWN, (host,)).fetchone()
    pace = learned(pace_of(row), page)
    # no answer is from the future: if one seems to be, the clock was set back since
    since = min(clock.seconds_until(page.fetched_at), 0.0) if page.fetched_at else 0.0
    if page.address and page.address != row["address"]:
        keep_address(connection, host, page.address)
    return Rest(pace.latency, pace.slowdown, clock.after(pause(pace, manners) + since))
