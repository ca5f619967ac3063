"""How often words stand in the texts of each month, week or year."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .marked import OPEN
from .sample import draw
from .selection import Selection

# A week is named after its Monday.
UNITS = {
    "month": "substr(a.published, 1, 7)",
    "week": "date(substr(a.published, 1, 10), 'weekday 0', '-6 days')",
    "year": "substr(a.published, 1, 4)",
}
SAMPLE = 2_000  # texts that occurrences are counted in, by SQLite alone
LATEST = 240  # periods shown: twenty years of months

ALL = """select {period}, count(*), sum(a.words) from articles a indexed by articles_choice
where {where} and a.published is not null group by 1 order by 1 desc limit :latest"""
# FTS5's functions can't be used where rows are grouped, so counting is done behind it
MARKED = """select {period}, highlight(articles_fts, 1, :open, '')
from articles_fts cross join articles a on a.id = articles_fts.rowid
where articles_fts match :match and +articles_fts.rowid in (select value from json_each(:ids))
  and a.published is not null"""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, week or year."""

    name: str
    texts: int
    words: int
    with_word: float
    """Texts that have the word, extrapolated if not all were looked at."""
    times: float

    @property
    def per_million(self) -> float:
        """Occurrences in a million words."""
        return 1e6 * self.times / self.words if self.words else 0.0

    @property
    def since(self) -> str:
        """The day, month or year it begins with."""
        return self.name

    @property
    def until(self) -> str:
        """The day, month or year it ends with."""
        if len(self.name) < len("2026-01-05"):
            return self.name
        return str(date.fromisoformat(self.name) + timedelta(days=6))


@dataclass(frozen=True, slots=True)
class Series:
    """Periods in a row, and what they were counted in."""

    periods: list[Period]
    unit: str
    looked_at: int
    size: int


def series(connection: sqlite3.Connection, asked: Selection, unit: str) -> Series:
    """Count words by the time that texts were published."""
    if not asked.q:
        return Series([], unit, 0, 0)
    period = UNITS[unit]
    drawn = draw(connection, asked, SAMPLE)
    counted = count_times(connection, asked, drawn.ids, period)
    values = replace(asked, q="").values | {"latest": LATEST}
    rows = connection.execute(ALL.format(period=period, where=asked.where), values).fetchall()
    periods = [
        Period(name, texts, words, *(drawn.weight * n for n in counted.get(name, (0, 0))))
        for name, texts, words in reversed(rows)
        if name
    ]
    return Series(periods, unit, len(drawn.ids), drawn.size)


def count_times(
    connection: sqlite3.Connection, asked: Selection, ids: list[int], period: str
) -> dict[str, tuple[int, int]]:
    """Return period → texts that have the words, and occurrences."""
    values = {"ids": json.dumps(ids), "match": asked.match, "open": OPEN}
    counted: dict[str, tuple[int, int]] = {}
    for name, marked in connection.execute(MARKED.format(period=period), values):
        texts, times = counted.get(name, (0, 0))
        counted[name] = (texts + 1, times + marked.count(OPEN))
    return counted
