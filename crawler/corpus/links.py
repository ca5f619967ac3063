"""Links in corpus.db: each found address gets its row in `frontier`, each edge one in `links`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .. import urls
from ..focus.chance import chance, rounded
from ..reasons import Reason
from ..records import Kind, Link, Reading, Target
from ..timing import Stage, timed
from .frontier import Frontier
from .yields import Yields, line_of

FORGET = "delete from links where source = ?"
SAVE_LINK = """insert into links (source, target, block, anchor, position, score, nofollow)
values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing"""
FIND_BLOCK = "select id, sitewide from blocks where host = ? and kind = ? and heading = ? and path = ?"
ADD_BLOCK = "insert into blocks (host, kind, heading, path) values (?, ?, ?, ?)"
OLD_LINKS = """select block, count(distinct target) as links from links
where target in (select value from json_each(:targets)) and source <> :source
  and block in (select value from json_each(:blocks)) group by block"""
SEEN_ON = "select 1 from links where source = ? limit 1"
# A block that shows hardly anything new on page after page belongs to the site, not to the article.
COUNT_LINKS = """update blocks set pages = pages + 1,
  links = links + iif(pages, :links, 0), fresh = fresh + iif(pages, :fresh, 0) where id = :id"""
JUDGE_BLOCK = """update blocks set sitewide = pages >= :pages and fresh < :share * links
where id = :id returning sitewide"""
SITEWIDE_PAGES = 5  # by then a block of related articles has shown something new
SITEWIDE_SHARE = 0.1  # of its links that are new to it; popular lists change by one or two a day
MOST_BLOCKS_IN_MEMORY = 50_000  # some 10 MB
OF_ARTICLES = (Kind.RELATED, Kind.INLINE)

Place = tuple[str, str, str, str]


class Links:
    """The tables `links` and `blocks`."""

    def __init__(self, frontier: Frontier, yields: Yields | None = None) -> None:
        """Use the connection of a frontier; without yields targets keep the priority they come with."""
        self.frontier = frontier
        self.connection = frontier.connection
        self.yields = yields
        self.blocks: dict[Place, int] = {}
        self.sitewide: set[int] = set()

    @timed(Stage.SAVE_LINKS)
    def save(self, reading: Reading) -> tuple[list[tuple[int, bool]], int]:
        """Replace a page's links and plant their targets, inside the open transaction.

        Returns the id of each target and whether it is new, and how many new ones are worth a fetch.
        """
        source = reading.target
        if not reading.links:
            return [], 0
        host = urls.host(reading.page.final_url or source.url)
        self.frontier.know_host(host)
        is_new = self.connection.execute(SEEN_ON, (source.id,)).fetchone() is None
        self.connection.execute(FORGET, (source.id,))
        blocks = [self.block(host, link) for link in reading.links]
        targets = [
            self.weigh(target, link, block)
            for target, link, block in zip(reading.targets, reading.links, blocks, strict=True)
        ]
        found = self.frontier.add_all(targets)
        ids = [id for id, _ in found]  # noqa: A001  (the column's name)
        if is_new:
            self.compare(reading, blocks, ids)
        rows = [
            (source.id, target, block, *facts(link))
            for link, target, block in zip(reading.links, ids, blocks, strict=True)
            if target != source.id
        ]
        self.connection.executemany(SAVE_LINK, rows)
        news = sum(
            is_new and target.reason is None for (_, is_new), target in zip(found, targets, strict=True)
        )
        return found, news

    def weigh(self, target: Target, link: Link, block: int) -> Target:
        """Add to a target what was learned about its block, its host and its words."""
        target = replace(target, block=block)
        if target.reason or not target.parts or self.yields is None:
            return target
        if block in self.sitewide:
            return replace(target, reason=Reason.NAVIGATION, priority=0.0, parts={})
        parts = {**target.parts, **rounded(self.yields.parts(target, line_of(link)))}
        return replace(target, priority=chance(parts), parts=parts)

    def compare(self, reading: Reading, blocks: Sequence[int], ids: Sequence[int]) -> None:
        """Count for each block of article links how much of it was not in it on other pages."""
        rows = zip(reading.links, blocks, ids, strict=True)
        mine = [(block, id) for link, block, id in rows if link.kind in OF_ARTICLES]  # noqa: A001
        if not mine:
            return
        asked = {
            "targets": json.dumps([id for _, id in mine]),  # noqa: A001
            "blocks": json.dumps(list({block for block, _ in mine})),
            "source": reading.target.id,
        }
        old = {row["block"]: row["links"] for row in self.connection.execute(OLD_LINKS, asked)}
        for block, links in Counter(block for block, _ in mine).items():
            self.connection.execute(
                COUNT_LINKS, {"id": block, "links": links, "fresh": links - old.get(block, 0)}
            )
            limits = {"id": block, "pages": SITEWIDE_PAGES, "share": SITEWIDE_SHARE}
            (is_sitewide,) = self.connection.execute(JUDGE_BLOCK, limits).fetchone()
            (self.sitewide.add if is_sitewide else self.sitewide.discard)(block)

    def block(self, host: str, link: Link) -> int:
        """Return the id of the block a link stands in; make it if it is new."""
        place = (host, str(link.kind), link.heading, link.path)
        if place not in self.blocks:
            if len(self.blocks) >= MOST_BLOCKS_IN_MEMORY:
                self.forget()
            found = self.connection.execute(FIND_BLOCK, place).fetchone()
            self.blocks[place] = (
                found["id"] if found else int(self.connection.execute(ADD_BLOCK, place).lastrowid or 0)
            )
            if found and found["sitewide"]:
                self.sitewide.add(found["id"])
        return self.blocks[place]

    def forget(self) -> None:
        """Let go what is in memory; it is read again when it is asked for."""
        self.blocks.clear()
        self.sitewide.clear()


def facts(link: Link) -> tuple[str, int, float, bool]:
    """Return what is stored of a link beside its ends and its block."""
    return link.anchor, link.position, round(link.score, 3), link.nofollow
