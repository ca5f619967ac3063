"""Where words are looked for, so that every answer ends in time.

FTS5 finds fast, but to rank or to filter means to look at each hit. So words that stand in more
than MOST_HITS texts are looked for in those that joined the corpus last, unless few texts are
asked for: then those are known beforehand, and the words are looked for in all of them.

The hits are had once, and all that follows is asked of their numbers: for `begin*` FTS5 puts
together the hits of all words that begin so, each time that it is asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .selection import Selection

MOST_HITS = 30_000  # as many are ranked or filtered in 0.2 s; the hits of "the" in a million texts took 6 s
FEW_TEXTS = 20_000  # and as many looked for among the hits of the most common word

HITS = """select rowid from articles_fts where articles_fts match :match
order by rowid desc limit :most_hits + 1"""
# Both indexes cover all that is asked; the planner would take what sends it to every row.
FEW = "select a.id from articles a indexed by articles_choice where {where} limit :few_texts + 1"
# the plus keeps the planner from asking the search index anew for each of them: 14 s
AMONG = """select rowid from articles_fts
where articles_fts match :match and articles_fts.rowid between :first and :last
  and +articles_fts.rowid in (select value from json_each(:ids)) order by rowid desc"""
PASSING = """select a.id from json_each(:ids) as hit
cross join articles a indexed by articles_facts on a.id = hit.value where {where}"""


@dataclass(frozen=True, slots=True)
class Scope:
    """The texts that have the words and are asked for."""

    ids: Sequence[int] = ()
    """Those that joined the corpus last come first."""
    is_whole: bool = True
    """Whether all texts were looked at."""

    @property
    def values(self) -> dict[str, object]:
        """What SQL binds to find them among the hits again."""
        return {
            "ids": json.dumps(self.ids),
            "first": min(self.ids, default=0),
            "last": max(self.ids, default=0),
        }


def scope(connection: sqlite3.Connection, asked: Selection) -> Scope:
    """Look for the words of a selection."""
    values = asked.values | {"most_hits": MOST_HITS, "few_texts": FEW_TEXTS}
    hits = numbers(connection, HITS, values)
    if len(hits) <= MOST_HITS:
        return Scope(passing(connection, asked, hits))
    few = numbers(connection, FEW.format(where=asked.where), values) if asked.narrowed else []
    if asked.narrowed and len(few) <= FEW_TEXTS:
        return Scope(numbers(connection, AMONG, values | Scope(few).values))
    return Scope(passing(connection, asked, hits[:MOST_HITS]), is_whole=False)


def numbers(connection: sqlite3.Connection, sql: str, values: Mapping[str, object]) -> list[int]:
    """Return the numbers that an answer consists of."""
    return [number for (number,) in connection.execute(sql, values)]


def passing(connection: sqlite3.Connection, asked: Selection, ids: Sequence[int]) -> list[int]:
    """Return those of some texts that are asked for, in the same order."""
    return numbers(connection, PASSING.format(where=asked.where), asked.values | {"ids": json.dumps(ids)})
