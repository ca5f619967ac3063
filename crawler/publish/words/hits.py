"""Texts in which words occur: a page of them, in order, with how many there are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from .marked import CLOSE, GAP, LONG, OPEN, passage, pieces
from .scope import Scope, numbers, scope
from .selection import Selection

COUNTED = 10_000  # texts chosen without words; beyond that it is "more than"
PER_PAGE = 20
RANKED = 5_000  # texts with a phrase or a beginning; to rank as many takes 0.4 s more, among a million
ORDERS = ("relevance", "newest", "oldest")

# `+rank`: only what is among them is ranked
BY_RANK = """select rowid from articles_fts
where articles_fts match :match and articles_fts.rowid between :first and :last
  and +articles_fts.rowid in (select value from json_each(:ids))
order by +rank limit :limit offset :offset"""
BY_DATE = """select a.id from json_each(:ids) as hit
cross join articles a indexed by articles_facts on a.id = hit.value
order by a.published is null, a.published {direction}, a.id {direction} limit :limit offset :offset"""

COUNT_ALL = """select count(*) from
(select 1 from articles a indexed by articles_choice where {where} limit :counted + 1)"""
ALL_BY_DATE = """select a.id from articles a indexed by articles_choice where {where}
order by a.published {direction}, a.id {direction} limit :limit offset :offset"""

FACTS = """a.id, a.url, a.author, a.published, a.language, a.words, a.relevance, a.reason,
  coalesce(a.site, f.host) as site"""
CARD = f"""select {FACTS}, highlight(articles_fts, 0, :open, :close) as title,
  iif(length(a.text) <= {LONG}, snippet(articles_fts, 1, :open, :close, '{GAP}', 32),
    highlight(articles_fts, 1, :open, :close)) as snippet"""
CARDS = f"""{CARD}
from json_each(:ids) as shown cross join articles_fts on articles_fts.rowid = shown.value
cross join articles a on a.id = articles_fts.rowid join frontier f on f.id = a.id
where articles_fts match :match"""
# Text by text, `begin*` would be put together 20 times: 0.9 s. One walk over what it finds takes 40 ms, but
# over the hits of a phrase of common words 0.2 s.
CARDS_IN_A_WALK = f"""{CARD}
from articles_fts cross join articles a on a.id = articles_fts.rowid join frontier f on f.id = a.id
where articles_fts match :match and articles_fts.rowid between :first and :last
  and +articles_fts.rowid in (select value from json_each(:ids))"""
ALL_CARDS = f"""select {FACTS}, a.title,
  substr(coalesce(nullif(a.description, ''), a.text), 1, 300) as snippet
from articles a join frontier f on f.id = a.id
where a.id in (select value from json_each(:ids))"""


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found."""

    cards: list[dict[str, Any]]
    count: int
    is_exact: bool
    is_whole: bool
    """False where only the texts that joined last were looked at."""
    is_ranked: bool = True
    """False where the best were asked for, but those that joined last come first: to weigh a phrase or a
    beginning, FTS5 would look for it in all texts twice more."""

    @property
    def pages(self) -> int:
        """How many pages can be leafed through."""
        return max(1, -(-self.count // PER_PAGE))


def find(connection: sqlite3.Connection, asked: Selection, order: str = "relevance", page: int = 1) -> Hits:
    """Return a page of the texts asked for; without words, newest or oldest first."""
    direction = "asc" if order == "oldest" else "desc"
    values = asked.values | {"limit": PER_PAGE, "offset": PER_PAGE * (page - 1), "counted": COUNTED}
    if not asked.q:
        ids = numbers(connection, ALL_BY_DATE.format(where=asked.where, direction=direction), values)
        (count,) = connection.execute(COUNT_ALL.format(where=asked.where), values).fetchone()
        return Hits(cards(connection, asked, ids), min(count, COUNTED), count <= COUNTED, is_whole=True)
    found = scope(connection, asked)
    is_costly = asked.has_beginnings or asked.has_phrases
    is_ranked = order != "relevance" or len(found.ids) <= RANKED or not is_costly
    if not is_ranked:
        ids = list(found.ids[PER_PAGE * (page - 1) : PER_PAGE * page])
    else:
        sql = BY_RANK if order == "relevance" else BY_DATE.format(direction=direction)
        ids = numbers(connection, sql, values | found.values)
    shown = cards(connection, asked, ids)
    return Hits(shown, len(found.ids), is_exact=True, is_whole=found.is_whole, is_ranked=is_ranked)


def cards(connection: sqlite3.Connection, asked: Selection, ids: list[int]) -> list[dict[str, Any]]:
    """Return what is shown of texts, in the order of their numbers here."""
    values = Scope(ids).values | {"match": asked.match, "open": OPEN, "close": CLOSE}
    of_words = CARDS_IN_A_WALK if asked.has_beginnings else CARDS
    found = connection.execute(of_words if asked.q else ALL_CARDS, values)
    names = [column[0] for column in found.description]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    return [in_pieces(rows[number]) for number in ids if number in rows]


def in_pieces(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card with headline and snippet cut at their marks."""
    snippet = card["snippet"] or ""
    shown = passage(snippet) if len(snippet) > LONG else snippet
    return card | {"title": pieces(card["title"]), "snippet": pieces(shown)}
