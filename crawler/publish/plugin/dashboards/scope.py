"""What a dashboard is about: all of the corpus, or one seed and some days of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlencode

from ..visit import Row, Visit

DAY = re.compile(r"\d{4}-\d\d-\d\d")
END = "9999-12-31"
# Columns that can still be told apart; beyond, days become months and months years.
MOST_COLUMNS = 62
UNITS = {"day": 10, "month": 7, "year": 4}
COUNTED = """from daily_counts where subject = :subject and day >= :since and day <= :until
and (:seed = 0 or seed = :seed)"""
SPAN = f"select min(day) as first, max(day) as last from (select day {COUNTED} and day <> '' and total > 0)"
SUMS = f"""select name, sum(total) as total, sum(kept) as kept {COUNTED}
group by name having sum(total) > 0 or sum(kept) > 0"""
OVER_TIME = f"""select substr(day, 1, :length) as period, name, sum(total) as total, sum(kept) as kept
{COUNTED} and day <> '' group by 1, 2"""


@dataclass(frozen=True, slots=True)
class Scope:
    """A seed, or 0 for all, and the first and last day, or "" for no bound."""

    seed: int = 0
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, visit: Visit) -> Scope:
        """Read the query of an address; what is no day bounds nothing."""
        return cls(visit.number("seed"), day(visit.input("since")), day(visit.input("until")))

    @property
    def values(self) -> dict[str, int | str]:
        """What SQL binds."""
        return {"seed": self.seed, "since": self.since, "until": self.until or END}

    @property
    def inputs(self) -> dict[str, int | str]:
        """What an address that keeps to it says."""
        return {"seed": self.seed or "", "since": self.since, "until": self.until}

    def within(self, period: str) -> dict[str, int | str]:
        """Return the same for a day, month or year, as far as it is in here."""
        first, last = bounds(period)
        narrow = replace(self, since=max(first, self.since), until=min(last, self.until or END))
        return narrow.inputs


async def sums(visit: Visit, scope: Scope, subject: str) -> list[Row]:
    """Return what is counted of a subject, by name."""
    return await visit.rows(SUMS, scope.values | {"subject": subject})


async def over_time(visit: Visit, scope: Scope, subject: str) -> tuple[list[str], list[Row]]:
    """Return days, months or years without a gap, and what is counted in each by name."""
    values = scope.values | {"subject": subject}
    (span,) = await visit.rows(SPAN, values)
    if not span["first"]:
        return [], []
    unit = unit_of(span["first"], span["last"])
    rows = await visit.rows(OVER_TIME, values | {"length": UNITS[unit]})
    return list(periods(span["first"], span["last"], unit)), rows


def table_link(visit: Visit, table: str, **filters: str) -> str:
    """Return the address of rows of a table; filters without a value are left out.

    Among a million rows, facets and counts take longer than the rows themselves.
    """
    given = {name: value for name, value in filters.items() if value}
    asked = urlencode(given | {"_nofacet": "1", "_nocount": "1"})
    return f"{visit.datasette.urls.table(visit.database, table)}?{asked}"


def day(text: str) -> str:
    """Return a day as it is given; "" for anything else."""
    if not DAY.fullmatch(text):
        return ""
    try:
        return str(date.fromisoformat(text))
    except ValueError:
        return ""


def unit_of(first: str, last: str) -> str:
    """Return the unit that gives a span not too many columns."""
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days
    if span < MOST_COLUMNS:
        return "day"
    return "month" if span < MOST_COLUMNS * 30 else "year"


def periods(first: str, last: str, unit: str) -> Iterator[str]:
    """Yield every day, month or year from one to another."""
    length, now, end = UNITS[unit], date.fromisoformat(first), date.fromisoformat(last)
    names = [str(now + timedelta(days=n))[:length] for n in range((end - now).days + 1)]
    yield from names[:1]
    yield from (after for before, after in pairwise(names) if before != after)


def bounds(period: str) -> tuple[str, str]:
    """Return first and last day of a day, month or year."""
    first, last = f"{period}-01-01"[:10], f"{period}-12-31"[:10]
    if len(period) == UNITS["month"]:
        first = f"{period}-01"
        next_month = date.fromisoformat(first) + timedelta(days=31)
        last = str(next_month.replace(day=1) - timedelta(days=1))
    return first, last
