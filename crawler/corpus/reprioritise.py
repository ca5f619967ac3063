"""Queued addresses weighed anew when the crawl has learned: a slice at a time, so that it goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from ..focus.chance import chance, millionths, rounded
from ..focus.follow import anchor_part, page_part, url_words
from ..judges.relevance import Relevance
from ..records import Kind
from ..settings import Focus
from ..timing import Stage, timed
from .database import transaction
from .tables.packing import ODDS
from .views import LED
from .yields import LEARNED, Learned, Yields

SLICE = f"""select f.id, f.url, f.host, f.kind, f.block, {ODDS.sql} as parts,
  coalesce(e.anchor, '') as anchor, coalesce(b.heading, '') as heading, a.relevance, a.language
from frontier f not indexed left join entries e on e.content = {LED} and e.target = f.id
left join blocks b on b.id = f.block left join articles a on a.id = f.via
where f.id > ? and f.id <= ? and f.status = 'queued' and f.due_ms is null
  and f.again is null and f.block is not null and f.odds is not null"""
LAST = "select coalesce(max(id), 0) from frontier"
UPDATE = "update frontier set millionths = ?, odds = ? where id = ?"
NOTHING = dict.fromkeys(LEARNED, 0.0)
SLICE_IDS = 1_000  # weighed in one transaction: a tenth of a second if all of them are queued and change
WORTH_IT = 0.1  # change in log-odds below which a row is left alone
# Weighed anew after so many judged pages, or a tenth of all: what few pages teach changes little.
PAGES_BETWEEN = 25
SHARE_BETWEEN = 0.1

Weigh = Callable[[sqlite3.Row], dict[str, float]]


class Reprioritiser:
    """Goes through the queued addresses whenever enough was learned since the last time."""

    def __init__(self, connection: sqlite3.Connection, yields: Yields) -> None:
        """Begin with what `yields` knows."""
        self.connection = connection
        self.yields = yields
        self.learned = yields.all.tries
        self.known = Learned(yields)
        self.done = self.last = 0

    @property
    def is_due(self) -> bool:
        """Say whether a pass is under way, or enough was learned to begin one."""
        new = self.yields.all.tries - self.learned
        return self.done < self.last or new >= max(PAGES_BETWEEN, SHARE_BETWEEN * self.learned)

    @timed(Stage.LEARN)
    def step(self) -> None:
        """Weigh one slice, in a transaction of its own."""
        if self.done >= self.last:
            self.learned = self.yields.all.tries
            self.done = 0
            self.known = Learned(self.yields)
            (self.last,) = self.connection.execute(LAST).fetchone()
        upto = min(self.done + SLICE_IDS, self.last)
        weigh_slice(self.connection, self.done, upto, self.learned_parts)
        self.done = upto

    def learned_parts(self, row: sqlite3.Row) -> dict[str, float]:
        """Return the learned parts of a row of SLICE."""
        kind = Kind.of(row["kind"])
        return {**NOTHING, **self.known(kind, row["block"], row["host"], row["anchor"])}


class Renewed:
    """What a topic that has changed says of rows: by their words, and by the pages that led to them."""

    def __init__(self, relevance: Relevance, focus: Focus) -> None:
        """Weigh by a judge."""
        self.relevance = relevance
        self.focus = focus

    def __call__(self, row: sqlite3.Row) -> dict[str, float]:
        """Return the parts of a row of SLICE that a topic decides."""
        words = f"{row['anchor']} {row['heading']} {url_words(row['url'])}"
        relevance = 0.5 if row["relevance"] is None else row["relevance"]
        return {
            "anchor": anchor_part(self.relevance.of_words(words, row["language"]), self.focus),
            "page": page_part(relevance, self.focus),
        }


def weigh_all(connection: sqlite3.Connection, weigh: Weigh, progress: Callable[[int, int], None]) -> None:
    """Weigh the whole queue anew; `progress` hears how many of how many addresses are done."""
    (last,) = connection.execute(LAST).fetchone()
    for done in range(0, last, SLICE_IDS):
        weigh_slice(connection, done, done + SLICE_IDS, weigh)
        progress(min(done + SLICE_IDS, last), last)


def weigh_slice(connection: sqlite3.Connection, after: int, upto: int, weigh: Weigh) -> None:
    """Replace, in the rows with ids in (after, upto], the parts that `weigh` returns."""
    changes: list[tuple[Any, ...]] = []
    for row in connection.execute(SLICE, (after, upto)):
        before = json.loads(row["parts"])
        parts = {**before, **weigh(row)}
        if abs(sum(parts.values()) - sum(before.values())) >= WORTH_IT:
            changes.append((millionths(chance(parts)), ODDS.pack(rounded(parts)), row["id"]))
    if changes:
        with transaction(connection):
            connection.executemany(UPDATE, changes)
