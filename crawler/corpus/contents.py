"""What blocks showed, in corpus.db: links that stand on many pages are stored once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from struct import pack

from ..records import Link

KNOWN = "select digest, id from contents where digest in (select value from json_each(?))"
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


@dataclass(frozen=True, slots=True)
class Content:
    """The links of one block on one page."""

    block: int
    digest: int
    links: tuple[int, ...]
    """Which ones of the page they are, in order."""


def contents_of(
    place: str, links: Sequence[Link], keys: Sequence[int], blocks: Sequence[int]
) -> list[Content]:
    """Group the links of a page by block; `keys` are those of their addresses.

    `place` tells pages apart whose blocks have the same numbers in other corpora: their host.
    """
    groups: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        groups.setdefault(block, []).append(number)
    return [
        Content(block, digest(place, [links[n] for n in group], [keys[n] for n in group]), tuple(group))
        for block, group in groups.items()
    ]


def digest(place: str, links: Sequence[Link], keys: Sequence[int]) -> int:
    """Return 64 bits, signed as SQLite has them, that stand for links of one block on a host.

    Nothing in them depends on numbers of this corpus, so that another corpus has the same.
    """
    first, number = links[0], len(links)
    said = [place, first.kind, first.heading, first.path, *[link.anchor for link in links]]
    found = blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=8)
    found.update(pack(f"<{number}q", *keys))
    found.update(pack(f"<{number}q", *[link.position - first.position for link in links]))
    found.update(pack(f"<{number}q", *[round(link.score * THOUSAND) for link in links]))
    found.update(bytes([link.nofollow for link in links]))
    return int.from_bytes(found.digest(), "big", signed=True)


class Contents:
    """The tables `contents`, `entries` and `shown`, inside the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def known(self, contents: Collection[Content]) -> dict[int, int]:
        """Return the numbers of contents that are stored, by digest."""
        asked = json.dumps([content.digest for content in contents])
        return {row["digest"]: row["id"] for row in self.connection.execute(KNOWN, (asked,))}

    def add(
        self, contents: Collection[Content], links: Sequence[Link], ids: Mapping[int, int]
    ) -> dict[int, int]:
        """Store contents of a page's links, `ids` being those of their targets; return numbers by digest."""
        if not contents:
            return {}
        (last,) = self.connection.execute(LAST).fetchone()
        numbers = {content.digest: number for number, content in enumerate(contents, last + 1)}
        self.connection.executemany(ADD, [(numbers[one.digest], one.block, one.digest) for one in contents])
        entries: list[tuple[int, int, str, int, int, int]] = []
        for content in contents:
            number, first = numbers[content.digest], links[content.links[0]].position
            for n in content.links:
                link = links[n]
                place, score = link.position - first, round(link.score * THOUSAND)
                entries.append((number, ids[n], link.anchor, place, score, int(link.nofollow)))
        self.connection.executemany(ADD_ENTRY, entries)
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
            self.connection.executemany(SHOW, new)


def forget_unseen(connection: sqlite3.Connection, contents: Collection[int]) -> None:
    """Let go those of some contents that no page shows any more, inside the open transaction."""
    found = connection.execute(UNSEEN, (json.dumps(list(contents)),)).fetchall()
    unseen = json.dumps([row["value"] for row in found])
    for sql in FORGET:
        connection.execute(sql, (unseen,))
