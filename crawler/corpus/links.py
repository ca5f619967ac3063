"""Links in corpus.db: each found address gets its row in `frontier`, what blocks showed is stored once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import le

from .. import urls
from ..focus.chance import chance
from ..reasons import Reason
from ..records import Kind, Link, Reading, Target
from ..timing import Stage, timed
from .contents import Content, Contents, contents_of
from .frontier import Frontier, Weight
from .yields import Count, Learned, Yields, line_of

# Place by place: a host has thousands of blocks, a page a few that are not in memory.
FIND_BLOCKS = """select b.id, b.sitewide, b.tries, b.kept, b.kind, b.heading, b.path from json_each(:places) p
cross join blocks b on b.host = :host and b.kind = json_extract(p.value, '$[0]')
  and b.heading = json_extract(p.value, '$[1]') and b.path = json_extract(p.value, '$[2]')"""
LAST_BLOCK = "select coalesce(max(id), 0) from blocks"
ADD_BLOCK = "insert into blocks (id, host, kind, heading, path) values (?, ?, ?, ?, ?)"
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
MOST_EVIDENCE_IN_MEMORY = 10_000  # contents; some 10 MB
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
        self.evidence: dict[int, tuple[float, ...]] = {}
        """The best that pages have said of each link of a content that is not settled, by its digest."""

    @timed(Stage.SAVE_LINKS)
    def save(self, reading: Reading) -> tuple[list[tuple[int, bool]], int]:
        """Replace a page's links and plant their targets, inside the open transaction.

        Returns the id of each target that was looked at, which for a query are all, and whether it is
        new; and how many new ones are worth a fetch.
        """
        source, links = reading.target, reading.links
        if not links:
            return [], 0
        host = urls.host(reading.page.final_url or source.url)
        self.frontier.know_host(host)
        before = self.contents.of_page(source.id)
        keys = [urls.key(target.url) if target.key is None else target.key for target in reading.targets]
        blocks = self.blocks_of(host, links)
        contents = contents_of(host, links, keys, blocks)
        known = self.contents.known(contents)
        new = [content for content in contents if content.digest not in known]
        open_ones = [one for one in contents if one.digest in known and not self.is_settled(reading, one)]
        asked = sorted(number for content in (*new, *open_ones) for number in content.links)
        found, news = self.plant(reading, asked, blocks)
        ids = {number: id for number, (id, _) in zip(asked, found, strict=True)}  # noqa: A001  (the column's name)
        if not before:
            self.compare(reading, blocks, ids)
        known |= self.contents.add(new, links, ids)
        for content in (*new, *open_ones):
            self.remember(reading, content)
        now = {known[content.digest]: links[content.links[0]].position for content in contents}
        self.contents.show(source.id, before, now)
        return found, news

    def is_settled(self, reading: Reading, content: Content) -> bool:
        """Say whether a content that is stored asks for nothing more: no address has better evidence here.

        One that is refused has none. What the crawl has learned meanwhile is for passes over the queue.
        What articles relate to is always counted.
        """
        if reading.target.ask or reading.links[content.links[0]].kind in OF_ARTICLES:
            return False
        said = evidence_of(reading, content)
        if not any(said):
            return True
        before = self.evidence.get(content.digest)
        return before is not None and all(map(le, said, before))

    def remember(self, reading: Reading, content: Content) -> None:
        """Remember what a page says of the links of a content, where no other has said better."""
        if reading.links[content.links[0]].kind in OF_ARTICLES:
            return
        said, before = evidence_of(reading, content), self.evidence.get(content.digest)
        if len(self.evidence) >= MOST_EVIDENCE_IN_MEMORY:
            self.evidence.clear()
        self.evidence[content.digest] = tuple(map(max, said, before)) if before else said

    def plant(
        self, reading: Reading, numbers: Sequence[int], blocks: Sequence[int]
    ) -> tuple[list[tuple[int, bool]], int]:
        """Give rows to the targets of some links of a page; return the same as `save`."""
        learned = Learned(self.yields) if self.yields else None
        weighed: dict[int, Weight] = {}

        def weigh(at: int) -> Weight:
            number = numbers[at]
            target, link = reading.targets[number], reading.links[number]
            weighed[at] = self.weighed(target, link, blocks[number], learned)
            return weighed[at]

        found = self.frontier.add_all([reading.targets[number] for number in numbers], weigh)
        news = sum(is_new and weighed[at].reason is None for at, (_, is_new) in enumerate(found))
        return found, news

    def weighed(self, target: Target, link: Link, block: int, learned: Learned | None) -> Weight:
        """Return the weight of a target with what was learned about its block, its host and its words."""
        if target.reason or not target.parts or learned is None:
            return Weight(target.priority, target.parts, target.reason, block)
        if block in self.sitewide:
            return Weight(0.0, {}, Reason.NAVIGATION, block)
        parts = {**target.parts, **learned(target.kind, block, urls.host(target.url), line_of(link))}
        return Weight(chance(parts), parts, None, block)

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

    def blocks_of(self, host: str, links: Sequence[Link]) -> list[int]:
        """Return the id of the block that each link of a page stands in; those that are new are made."""
        places = [(host, str(link.kind), link.heading, link.path) for link in links]
        if not all(map(self.blocks.__contains__, places)):
            if len(self.blocks) >= MOST_BLOCKS_IN_MEMORY:
                self.forget()
            self.find(host, [place for place in dict.fromkeys(places) if place not in self.blocks])
        return [self.blocks[place] for place in places]

    def find(self, host: str, places: Sequence[Place]) -> None:
        """Learn the ids of blocks of a host; those that have no row get one."""
        asked = {"host": host, "places": json.dumps([place[1:] for place in places])}
        yields = dict[int, Count]()
        for number, is_sitewide, tries, kept, *place in self.connection.execute(FIND_BLOCKS, asked):
            self.blocks[host, place[0], place[1], place[2]] = number
            yields[number] = Count(tries, kept)
            if is_sitewide:
                self.sitewide.add(number)
        (last,) = self.connection.execute(LAST_BLOCK).fetchone()
        new = [(last + n, *place) for n, place in enumerate((p for p in places if p not in self.blocks), 1)]
        self.connection.executemany(ADD_BLOCK, new)
        self.blocks.update({(host, kind, heading, path): id for id, _, kind, heading, path in new})  # noqa: A001
        if self.yields:
            self.yields.know(yields | {id: Count() for id, *_ in new})  # noqa: A001

    def forget(self) -> None:
        """Let go what is in memory; it is read again when it is asked for."""
        self.blocks.clear()
        self.sitewide.clear()
        self.evidence.clear()


def evidence_of(reading: Reading, content: Content) -> tuple[float, ...]:
    """Return what a page says for each link of a content: its chance there, 0 where it is refused."""
    return tuple([reading.targets[number].priority for number in content.links])
