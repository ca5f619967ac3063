"""How long a host rests between two requests: pure, so that every rule can be tabled in a test."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from ...reasons import Reason
from ...records import Pace, Page
from ...settings import Manners

# Statuses by which a server says "not now": https://www.rfc-editor.org/rfc/rfc9110#status.503
TOO_MANY, UNAVAILABLE = 429, 503
# Share of the newest answer in the latency: after five answers two thirds of it are new.
NEWEST = 0.2
# With the usual delay of a second 64 is beyond the longest pause, and forty good answers undo it.
MOST_SLOWDOWN = 64.0
RECOVERY = 0.9


def pace_of(host: sqlite3.Row) -> Pace:
    """Return what a row of `hosts` says of its pace."""
    return Pace(host["delay"], host["own_delay"], host["provider_delay"], host["latency"], host["slowdown"])


def pause(pace: Pace, manners: Manners) -> float:
    """Return the seconds that a host rests after an answer.

    A delay of 0 is for servers of one's own: only what a robots.txt or a person asks for holds then.
    """
    asked = max(manners.delay, pace.delay or 0.0, pace.own_delay or 0.0, pace.provider_delay or 0.0)
    if not manners.delay:
        return asked
    adapted = max(asked, (pace.latency or 0.0) * manners.slow_answers) * pace.slowdown
    return min(adapted, max(asked, manners.longest_delay))


def learned(pace: Pace, page: Page) -> Pace:
    """Return what is known of the pace of a host after one more answer, or none."""
    latency = pace.latency
    if page.seconds is not None:
        latency = page.seconds if latency is None else latency + NEWEST * (page.seconds - latency)
    if page.reason is Reason.TIMEOUT or page.status in (TOO_MANY, UNAVAILABLE):
        return replace(pace, latency=latency, slowdown=min(pace.slowdown * 2, MOST_SLOWDOWN))
    if page.status is None:
        return replace(pace, latency=latency)
    return replace(pace, latency=latency, slowdown=max(pace.slowdown * RECOVERY, 1.0))
