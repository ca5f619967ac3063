"""How near in time a link is to the seed, as far as its address, or the list it stands in, tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

# /2026/11/22/, /2026-11-22-, /20261122, /2026/11/: where sites put a date into an address
# That no digit stands before it is seen to behind the first two, which takes half of the time to find.
DATE = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)([/_-]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")
HALF_LIFE = 365.0  # days in which nearness halves: stories are followed up for weeks, topics for years


def date_in(url: str) -> date | None:
    """Return the date that an address carries; None if it has none."""
    found = DATE.search(url) if "20" in url or "19" in url else None
    if found is None or not (found[2] or found[4]):
        return None  # six digits may be any number
    try:
        return date(int(found[1]), int(found[3]), int(found[4] or 15))
    except ValueError:
        return None


def date_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 moment; None where none is given."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def nearness(url: str, dates: Sequence[date], published: str | None = None) -> float:
    """Return 1 for the day of a seed, half for a year from it, 0 where either has no date.

    What a list says of when a page was published is surer than its address.
    """
    found = date_of(published) or date_in(url)
    if found is None or not dates:
        return 0.0
    days = min(abs((found - seed).days) for seed in dates)
    return float(0.5 ** (days / HALF_LIFE))
