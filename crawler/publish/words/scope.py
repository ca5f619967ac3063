"""Where words are looked for, so that every answer ends in time.

FTS5 finds fast, but to rank or to filter means to look at each hit. So words that stand in more
than MOST_HITS texts are looked for in those that joined the corpus last, unless few texts are
asked for: then those are known beforehand, and the words are looked for in all of them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from .selection import Selection

MOST_HITS = 30_000  # as many are ranked or filtered in 0.2 s; the hits of "the" in a million texts took 6 s
FEW_TEXTS = 20_000  # and as many looked for among the hits of the most common word

FLOOR = """select rowid from articles_fts where articles_fts match :match
order by rowid desc limit 1 offset :most_hits"""
# The index covers all that is asked; the planner would take one that sends it to every row.
HOW_MANY = """select count(*) from
(select 1 from articles a indexed by articles_choice where {where} limit :few_texts + 1)"""
# the plus keeps the planner from asking the search index anew for each of them: 14 s
CHOSEN = """+articles_fts.rowid in
  (select a.id from articles a indexed by articles_choice where {where})"""
CHECKED = """articles_fts.rowid >= :floor
  and exists (select 1 from articles a where a.id = articles_fts.rowid and {where})"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What must hold of a hit."""

    where: str
    values: dict[str, object]
    is_whole: bool = True
    """Whether every text asked for is in it."""
    rank: str = "rank"
    """What to order by: `rank` lets FTS5 rank every hit, `+rank` only those that pass."""


def scope(connection: sqlite3.Connection, asked: Selection) -> Scope:
    """Say where to look for the words of a selection."""
    values = asked.values | {"most_hits": MOST_HITS, "few_texts": FEW_TEXTS, "floor": 0}
    checked = CHECKED.format(where=asked.where)
    floor = connection.execute(FLOOR, values).fetchone()
    if floor is None:
        return Scope(checked, values)
    if asked.narrowed and are_few(connection, asked.where, values):
        return Scope(CHOSEN.format(where=asked.where), values, rank="+rank")
    return Scope(checked, values | {"floor": floor[0]}, is_whole=False)


def are_few(connection: sqlite3.Connection, where: str, values: dict[str, object]) -> bool:
    """Say whether a selection has so few texts that all of them can be looked at."""
    (texts,) = connection.execute(HOW_MANY.format(where=where), values).fetchone()
    return bool(texts <= FEW_TEXTS)
