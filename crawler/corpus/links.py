"""Links in corpus.db: each found address gets its row in `frontier`, what blocks showed is stored once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .. import urls
from ..focus.chance import chance
from ..reasons import Reason
from ..records import Kind, Link, Reading, Target
from ..timing import Stage, timed
from .contents import Content, Contents, contents_of
from .frontier import Frontier
from .yields import Learned, Yields, line_of

FIND_BLOCK = "select id, sitewide from blocks where host = ? and kind = ? and heading = ? and path = ?"
ADD_BLOCK = "insert into blocks (host, kind, heading, path) values (?, ?, ?, ?)"
OLD_LINKS = """select c.block, count(distinct e.target) as links
from entries e join contents c on c.id = e.content
where e.target in (select value from json_each(:targets))
  and c.block in (select value from json_each(:blocks)) group by c.block"""
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
    """The links of pages, and the table `blocks`."""

    def __init__(self, frontier: Frontier, yields: Yields | None = None) -> None:
        """Use the connection of a frontier; without yields targets keep the priority they come with."""
        self.frontier = frontier
        self.connection = frontier.connection
        self.yields = yields
        self.contents = Contents(self.connection)
        self.blocks: dict[Place, int] = {}
        self.sitewide: set[int] = set()

    @timed(Stage.SAVE_LINKS)
    def save(self, reading: Reading) -> tuple[list[tuple[int, bool]], int]:
        """Replace a page's links and plant their targets, inside the open transaction.

        Returns the id of each target that was looked at, which for a query are all, and whether it is
        new; and how many new ones are worth a fetch.
        """
        source = reading.target
        if not reading.links:
            return [], 0
        host = urls.host(reading.page.final_url or source.url)
        self.frontier.know_host(host)
        before = self.contents.of_page(source.id)
        keys = [urls.key(target.url) if target.key is None else target.key for target in reading.targets]
        blocks = [self.block(host, link) for link in reading.links]
        contents = contents_of(host, reading.links, keys, blocks)
        known = self.contents.known(contents)
        unsettled = [
            content
            for content in contents
            if content.digest not in known or not self.is_settled(reading, content)
        ]
        asked = sorted(number for content in unsettled for number in content.links)
        found, news = self.plant(reading, asked, blocks)
        ids = {number: id for number, (id, _) in zip(asked, found, strict=True)}  # noqa: A001  (the column's name)
        if not before:
            self.compare(reading, blocks, ids)
        now = {
            known.get(content.digest) or self.contents.add(content, reading.links, ids): reading.links[
                content.links[0]
            ].position
            for content in contents
        }
        self.contents.show(source.id, before, now)
        return found, news

    def is_settled(self, reading: Reading, content: Content) -> bool:
        """Say whether a content that is stored asks for nothing more: each of its addresses is refused.

        Better evidence for them would be another target. What articles relate to is always counted.
        """
        if reading.target.ask or reading.links[content.links[0]].kind in OF_ARTICLES:
            return False
        return all(reading.targets[number].reason for number in content.links)

    def plant(
        self, reading: Reading, numbers: Sequence[int], blocks: Sequence[int]
    ) -> tuple[list[tuple[int, bool]], int]:
        """Give rows to the targets of some links of a page; return the same as `save`."""
        learned = Learned(self.yields) if self.yields else None
        weighed: dict[int, Target] = {}

        def weigh(at: int) -> Target:
            number = numbers[at]
            target, link = reading.targets[number], reading.links[number]
            weighed[at] = self.weighed(target, link, blocks[number], learned)
            return weighed[at]

        found = self.frontier.add_all([reading.targets[number] for number in numbers], weigh)
        news = sum(is_new and weighed[at].reason is None for at, (_, is_new) in enumerate(found))
        return found, news

    def weighed(self, target: Target, link: Link, block: int, learned: Learned | None) -> Target:
        """Return a target with what was learned about its block, its host and its words."""
        if target.reason or not target.parts or learned is None:
            return replace(target, block=block)
        if block in self.sitewide:
            return replace(target, block=block, reason=Reason.NAVIGATION, priority=0.0, parts={})
        parts = {**target.parts, **learned(target.kind, block, urls.host(target.url), line_of(link))}
        return replace(target, block=block, priority=chance(parts), parts=parts)

    def compare(self, reading: Reading, blocks: Sequence[int], ids: Mapping[int, int]) -> None:
        """Count for each block of article links how much of it was not in it on other pages."""
        mine = [
            (block, ids[number])
            for number, block in enumerate(blocks)
            if reading.links[number].kind in OF_ARTICLES
        ]
        if not mine:
            return
        asked = {
            "targets": json.dumps([id for _, id in mine]),  # noqa: A001
            "blocks": json.dumps(list({block for block, _ in mine})),
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
