"""A part of the texts asked for, spread evenly over all of them and the same every time.

Texts are drawn by a hash of their number. So a corpus that has grown gives nearly the same
sample, and whatever is counted in it can be extrapolated.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from .scope import MOST_HITS
from .selection import Selection

SAMPLE = 1_000  # texts: half a million words; from a cold disk 2,000 of a million took up to 8 s
PRIME = 1_000_003
DRAWN = f"({{id}} * 2654435761 % {PRIME}) < :share"

ALL = "from articles a indexed by articles_choice where {where}"
HITS = "select count(*) from articles_fts where articles_fts match :match"
# Of a very common word only a part of the hits is looked at, and stands for the others.
WITH_WORDS = f"""from articles_fts where articles_fts match :match
  and {DRAWN.format(id="articles_fts.rowid")}
  and exists (select 1 from articles a indexed by articles_facts
    where a.id = articles_fts.rowid and {{where}})"""
HAS_WORDS = f"""a.id in (select rowid from articles_fts where articles_fts match :match
  and {DRAWN.format(id="articles_fts.rowid")})"""
TEXTS = "select a.text from json_each(:ids) as drawn join articles a on a.id = drawn.value"


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts drawn, and how many they stand for."""

    ids: list[int] = field(default_factory=list)
    size: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether they stand for nothing but themselves."""
        return len(self.ids) == self.size

    @property
    def weight(self) -> float:
        """How many texts each of them stands for."""
        return self.size / len(self.ids) if self.ids else 0.0


def draw(connection: sqlite3.Connection, asked: Selection, most: int = SAMPLE) -> Sample:
    """Draw from the texts of a selection."""
    size = how_many(connection, asked)
    values = asked.values | {"share": share(most, size)}
    if asked.q:
        sql = f"select articles_fts.rowid {WITH_WORDS.format(where=asked.where)}"
    else:
        sql = f"select a.id {ALL.format(where=asked.where)} and {DRAWN.format(id='a.id')}"
    return Sample([row[0] for row in connection.execute(sql, values)], size)


def draw_others(
    connection: sqlite3.Connection, asked: Selection, among: Selection, here: Sample, most: int = SAMPLE
) -> Sample:
    """Draw from the texts of a larger selection that are not in the one asked for, which `here` is of."""
    size = max(0, how_many(connection, among) - here.size)
    inside = " and ".join([asked.where, HAS_WORDS] if asked.q else [asked.where])
    where = f"{among.where} and {DRAWN.format(id='a.id')} and ({inside}) is not true"
    sql = f"select a.id {ALL.format(where=where)}"
    return Sample(
        [row[0] for row in connection.execute(sql, asked.values | {"share": share(most, size)})], size
    )


def how_many(connection: sqlite3.Connection, asked: Selection) -> int:
    """Count the texts of a selection; of a very common word by a part of its hits."""
    if not asked.q:
        sql = f"select count(*) {ALL.format(where=asked.where)}"
        return int(connection.execute(sql, asked.values).fetchone()[0])
    (hits,) = connection.execute(HITS, asked.values).fetchone()
    looked_at = share(MOST_HITS, hits)
    sql = f"select count(*) {WITH_WORDS.format(where=asked.where)}"
    (found,) = connection.execute(sql, asked.values | {"share": looked_at}).fetchone()
    size: int = round(found * PRIME / looked_at)
    return size


def share(wanted: int, size: int) -> int:
    """Return below which hash the texts lie that are drawn: all, if no more are there than wanted."""
    return PRIME if size <= wanted else max(1, PRIME * wanted // size)


def texts(connection: sqlite3.Connection, sample: Sample) -> Iterator[str]:
    """Yield the texts that were drawn."""
    for (text,) in connection.execute(TEXTS, {"ids": json.dumps(sample.ids)}):
        yield text
