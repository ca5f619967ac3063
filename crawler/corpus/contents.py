"""What blocks showed, in corpus.db: links that stand on many pages are stored once."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import repeat
from struct import pack
from typing import Any, NamedTuple, Self

from ..packing import column
from ..records import Kind, Link
from .database import insert, look_up

KNOWN = """with asked (digest) as (values (?))
select c.digest, id from asked cross join contents c on c.digest = asked.digest"""
LAST = "select coalesce(max(id), 0) from contents"
ADD = "insert into contents (id, block, digest) values (?, ?, ?)"
ADD_ENTRY = """insert into entries (content, target, anchor, position, score, nofollow)
values (?, ?, ?, ?, ?, ?) on conflict do nothing"""
OF_PAGE = "select content, position from shown where page = ?"
SHOW = """insert into shown (page, content, position) values (?, ?, ?)
on conflict (page, content) do update set position = excluded.position"""
HIDE = "delete from shown where page = ? and content = ?"
UNSEEN = """select value from json_each(?) where not exists (select 1 from shown where content = value)"""
FORGET = (
    "delete from entries where content in (select value from json_each(?))",
    "delete from contents where id in (select value from json_each(?))",
)
THOUSAND = 1000  # thousandths in a score
MOST_IN_MEMORY = 50_000  # links that blocks showed lately; some 10 MB
SHOWN = ("kind", "heading", "path", "anchor", "position", "score", "nofollow")


Said = tuple[Sequence[str], Sequence[int], Sequence[int], Sequence[bool], Sequence[int]]
"""Columns of some links: anchors, positions from the first one on, scores, nofollow and keys."""


@dataclass(slots=True)
class Content:
    """The links of one block on one page."""

    block: int
    digest: int
    links: Sequence[int]
    """Which ones of the page they are, in order."""
    said: Said


class Lines(NamedTuple):
    """The links of a page, as a column for each thing that is stored of them."""

    kinds: Sequence[Kind]
    headings: Sequence[str]
    paths: Sequence[str]
    anchors: Sequence[str]
    positions: Sequence[int]
    scores: Sequence[int]
    """In thousandths."""
    nofollow: Sequence[bool]
    keys: Sequence[int]
    """Of the addresses they lead to, as `urls.key` has them."""

    @classmethod
    def of(cls, links: Sequence[Link], keys: Sequence[int]) -> Self:
        """Take the links of a page, and the keys of their addresses."""
        kinds, headings, paths, anchors, positions, scores, nofollow = (column(links, name) for name in SHOWN)
        thousandths = tuple([round(score * THOUSAND) for score in scores])
        return cls(kinds, headings, paths, anchors, positions, thousandths, nofollow, keys)

    def some(self, numbers: Sequence[int]) -> Said:
        """Return columns of some links, which are named in order."""
        first, last = numbers[0], numbers[-1]
        columns: list[Any]
        if last - first == len(numbers) - 1:  # they stand together, as links of a block do
            columns = [column[first : last + 1] for column in self[3:]]
        else:
            columns = [tuple([column[n] for n in numbers]) for column in self[3:]]
        anchors, positions, scores, nofollow, keys = columns
        start = positions[0]
        return anchors, tuple([position - start for position in positions]), scores, nofollow, keys


def digest(place: str, lines: Lines, numbers: Sequence[int], said: Said | None = None) -> int:
    """Return 64 bits, signed as SQLite has them, that stand for some lines, of one block on a host.

    Nothing in them depends on numbers of this corpus, so that another corpus has the same. `said` is what
    `some` returns of the lines, if at hand.
    """
    first, size = numbers[0], len(numbers)
    anchors, shown, scores, nofollow, keys = said or lines.some(numbers)
    block = (place, lines.kinds[first], lines.headings[first], lines.paths[first])
    words = "\0".join((*block, *anchors)).encode("utf-8", "surrogatepass")
    whole = b"".join((words, pack(f"<{3 * size}q", *keys, *shown, *scores), bytes(nofollow)))
    return int.from_bytes(blake2b(whole, digest_size=8).digest(), "big", signed=True)


class Contents:
    """The tables `contents`, `entries` and `shown`, inside the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.lately: dict[int, tuple[Said, int]] = {}
        """What each block said last, and its digest: a menu says the same on every page."""
        self.remembered = 0
        """Links that were put there."""

    def of(self, place: str, lines: Lines, blocks: Sequence[int]) -> list[Content]:
        """Group the links of a page by block.

        `place` tells pages apart whose blocks have the same numbers in other corpora: their host.
        """
        groups: dict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(blocks):
            groups[block].append(number)
        if self.remembered >= MOST_IN_MEMORY:
            self.forget()
        contents: list[Content] = []
        for block, numbers in groups.items():
            said = lines.some(numbers)
            before, found = self.lately.get(block, (None, 0))
            if said != before:
                found = digest(place, lines, numbers, said)
                self.lately[block] = said, found
                self.remembered += len(numbers)
            contents.append(Content(block, found, numbers, said))
        return contents

    def forget(self) -> None:
        """Let go what is in memory."""
        self.lately.clear()
        self.remembered = 0

    def known(self, contents: Collection[Content]) -> dict[int, int]:
        """Return the numbers of contents that are stored, by digest."""
        return dict(look_up(self.connection, KNOWN, [(content.digest,) for content in contents]))

    def add(self, contents: Collection[Content], ids: Mapping[int, int]) -> dict[int, int]:
        """Store contents of a page's links, `ids` being those of their targets; return numbers by digest."""
        if not contents:
            return {}
        (last,) = self.connection.execute(LAST).fetchone()
        numbers = {content.digest: number for number, content in enumerate(contents, last + 1)}
        insert(self.connection, ADD, [(numbers[one.digest], one.block, one.digest) for one in contents])
        entries: list[tuple[int, int, str, int, int, int]] = []
        for content in contents:
            anchors, shown, scores, nofollow, _ = content.said
            number, targets = repeat(numbers[content.digest]), map(ids.__getitem__, content.links)
            entries += zip(number, targets, anchors, shown, scores, map(int, nofollow), strict=False)
        insert(self.connection, ADD_ENTRY, entries)
        return numbers

    def of_page(self, page: int | None) -> dict[int, int]:
        """Return the contents that a page showed, with the position of each."""
        return dict(self.connection.execute(OF_PAGE, (page,)).fetchall())

    def show(self, page: int | None, before: Mapping[int, int], now: Mapping[int, int]) -> None:
        """Replace the contents that a page showed; what no page shows any more goes."""
        gone = before.keys() - now.keys()
        if gone:
            self.connection.executemany(HIDE, [(page, content) for content in gone])
            forget_unseen(self.connection, gone)
        new = [(page, content, at) for content, at in now.items() if before.get(content) != at]
        if new:
            insert(self.connection, SHOW, new)


def forget_unseen(connection: sqlite3.Connection, contents: Collection[int]) -> None:
    """Let go those of some contents that no page shows any more, inside the open transaction."""
    found = connection.execute(UNSEEN, (json.dumps(list(contents)),)).fetchall()
    unseen = json.dumps([row["value"] for row in found])
    for sql in FORGET:
        connection.execute(sql, (unseen,))
