"""Links in corpus.db: each found address gets its row in `frontier`, what blocks showed is stored once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import le

from .. import urls
from ..focus.chance import chance
from ..packing import column, taken
from ..reasons import Reason
from ..records import Kind, Reading, Target
from ..timing import Stage, timed
from .contents import Content, Contents, Lines
from .database import insert, look_up
from .evidence import REASON, Weight, keys_of, weights_of
from .frontier import Frontier
from .yields import Count, Learned, Yields

# Place by place: a host has thousands of blocks, a page a few that are not in memory.
FIND_BLOCKS = """with asked (host, kind, heading, path) as (values (?, ?, ?, ?))
select b.id, b.sitewide, b.tries, b.kept, b.host, b.kind, b.heading, b.path from asked
cross join blocks b on b.host = asked.host and b.kind = asked.kind and b.heading = asked.heading
and b.path = asked.path"""
LAST_BLOCK = "select coalesce(max(id), 0) from blocks"
ADD_BLOCK = "insert into blocks (id, host, kind, heading, path) values (?, ?, ?, ?, ?)"
OLD_LINKS = """select c.block, count(distinct e.target) as links
from entries e join contents c on c.id = e.content
where e.target in (select value from json_each(:targets))
  and c.block in (select value from json_each(:blocks)) group by c.block"""
# A block that shows hardly anything new on page after page belongs to the site, not to the article.
COUNT_LINKS = """update blocks set pages = pages + 1,
  links = links + iif(pages, :links, 0), fresh = fresh + iif(pages, :fresh, 0),
  sitewide = pages + 1 >= :pages
    and fresh + iif(pages, :fresh, 0) < :share * (links + iif(pages, :links, 0))
where id = :id returning sitewide"""
SITEWIDE_PAGES = 5  # by then a block of related articles has shown something new
SITEWIDE_SHARE = 0.1  # of its links that are new to it; popular lists change by one or two a day
MOST_BLOCKS_IN_MEMORY = 50_000  # some 10 MB
MOST_EVIDENCE_IN_MEMORY = 10_000  # contents; some 10 MB
OF_ARTICLES = frozenset({Kind.RELATED, Kind.INLINE})

Place = tuple[str, str, str, str]
Found = tuple[Weight, Kind, str, str]
"""What a link weighs, its kind, its address and its words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says for each of its links."""

    kinds: Sequence[Kind]
    chances: Sequence[float]
    """0 where it is refused."""
    is_answer: bool
    """The page is the answer to a query."""

    def of(self, content: Content) -> tuple[float, ...]:
        """Return the chances of the links in a content."""
        return tuple([self.chances[number] for number in content.links])

    def is_of_articles(self, content: Content) -> bool:
        """Say whether a content is what articles relate to."""
        return self.kinds[content.links[0]] in OF_ARTICLES


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
    def save(self, reading: Reading, *, is_first: bool = False) -> tuple[list[tuple[int, bool]], int]:
        """Replace a page's links and plant their targets, inside the open transaction.

        `is_first` says that the page was never asked before, so that there are none. Returns the id of each
        target that was looked at, which for a query are all, and whether it is new; and how many new ones
        are worth a fetch.
        """
        source = reading.target
        if not reading.links:
            return [], 0
        host = urls.host(reading.page.final_url or source.url)
        if host != urls.host(source.url):
            self.frontier.know_host(host)
        before = {} if is_first else self.contents.of_page(source.id)
        lines = Lines.of(reading.links, keys_of(reading.targets))
        blocks = self.blocks_of(host, lines)
        contents = self.contents.of(host, lines, blocks)
        known = self.contents.known(contents)
        said = Said(lines.kinds, column(reading.targets, "priority"), is_answer=source.ask is not None)
        new = [content for content in contents if content.digest not in known]
        open_ones = [one for one in contents if one.digest in known and not self.is_settled(said, one)]
        asked = sorted(number for content in (*new, *open_ones) for number in content.links)
        found, news = self.plant(reading.targets, asked, lines, blocks)
        ids = {number: id for number, (id, _) in zip(asked, found, strict=True)}  # noqa: A001  (the column's name)
        if not before:
            self.compare(lines.kinds, blocks, ids, {id for id, is_new in found if not is_new})  # noqa: A001
        known |= self.contents.add(new, ids)
        for content in (*new, *open_ones):
            self.remember(said, content)
        now = {known[content.digest]: lines.positions[content.links[0]] for content in contents}
        self.contents.show(source.id, before, now)
        return found, news

    def is_settled(self, said: Said, content: Content) -> bool:
        """Say whether a content that is stored asks for nothing more: no address has better evidence here.

        One that is refused has none. What the crawl has learned meanwhile is for passes over the queue.
        What articles relate to is always counted.
        """
        if said.is_answer or said.is_of_articles(content):
            return False
        chances = said.of(content)
        if not any(chances):
            return True
        before = self.evidence.get(content.digest)
        return before is not None and all(map(le, chances, before))

    def remember(self, said: Said, content: Content) -> None:
        """Remember what a page says of the links of a content, where no other has said better."""
        if said.is_of_articles(content):
            return
        chances, before = said.of(content), self.evidence.get(content.digest)
        if len(self.evidence) >= MOST_EVIDENCE_IN_MEMORY:
            self.evidence.clear()
        self.evidence[content.digest] = tuple(map(max, chances, before)) if before else chances

    def plant(
        self, targets: Sequence[Target], numbers: Sequence[int], lines: Lines, blocks: Sequence[int]
    ) -> tuple[list[tuple[int, bool]], int]:
        """Give rows to the targets of some links of a page; return the same as `save`."""
        if not numbers:
            return [], 0
        mine = taken(targets, numbers)
        weights = weights_of(mine, taken(blocks, numbers))
        # the crawl learns from a link's own words, not from those of its heading
        words = (column(mine, "kind"), column(mine, "url"), taken(lines.anchors, numbers))
        rows = list(zip(weights, *words, strict=True))
        learned = Learned(self.yields) if self.yields else None
        worth: dict[int, Weight] = {}

        def weigh(some: Sequence[int]) -> list[Weight]:
            weights = self.weighed([rows[at] for at in some], learned)
            worth.update(zip(some, weights, strict=True))
            return weights

        found = self.frontier.add_all(mine, weigh)
        news = sum(is_new and worth[at][REASON] is None for at, (_, is_new) in enumerate(found))
        return found, news

    def weighed(self, rows: Sequence[Found], learned: Learned | None) -> list[Weight]:
        """Return the weights of targets with what was learned about their blocks, hosts and words."""
        weights = [weight for weight, *_ in rows]
        if learned is None:
            return weights
        asked: dict[int, tuple[Kind, int | None, str, str]] = {}
        for at, ((_, parts, reason, block), kind, url, anchor) in enumerate(rows):
            if reason or not parts:
                continue
            if block in self.sitewide:
                weights[at] = 0.0, {}, Reason.NAVIGATION, block
            else:
                asked[at] = kind, block, urls.host(url), anchor
        for at, said in zip(asked, learned.of(list(asked.values())), strict=True):
            _, before, _, block = weights[at]
            parts = {**before, **said}
            weights[at] = chance(parts), parts, None, block
        return weights

    def compare(
        self, kinds: Sequence[Kind], blocks: Sequence[int], ids: Mapping[int, int], known: Collection[int]
    ) -> None:
        """Count for each block of article links how much of it was not in it on other pages.

        Only addresses that were `known` can have been.
        """
        mine = [(blocks[number], ids[number]) for number, kind in enumerate(kinds) if kind in OF_ARTICLES]
        if not mine:
            return
        old: dict[int, int] = {}
        if met := [id for _, id in mine if id in known]:  # noqa: A001
            asked = {"targets": json.dumps(met), "blocks": json.dumps(list({block for block, _ in mine}))}
            old = dict(self.connection.execute(OLD_LINKS, asked).fetchall())
        for block, links in Counter(block for block, _ in mine).items():
            counted = {"id": block, "links": links, "fresh": links - old.get(block, 0)}
            limits = {"pages": SITEWIDE_PAGES, "share": SITEWIDE_SHARE}
            (is_sitewide,) = self.connection.execute(COUNT_LINKS, counted | limits).fetchone()
            (self.sitewide.add if is_sitewide else self.sitewide.discard)(block)

    def blocks_of(self, host: str, lines: Lines) -> list[int]:
        """Return the id of the block that each link of a page stands in; those that are new are made."""
        places = list(zip(repeat(host), lines.kinds, lines.headings, lines.paths, strict=False))
        found = list(map(self.blocks.get, places))
        if None in found:
            if len(self.blocks) >= MOST_BLOCKS_IN_MEMORY:
                self.forget()
            self.find([place for place in dict.fromkeys(places) if place not in self.blocks])
            found = list(map(self.blocks.get, places))
        return found  # type: ignore[return-value]  # all are known by now

    def find(self, places: Sequence[Place]) -> None:
        """Learn the ids of blocks; those that have no row get one."""
        named: list[Place] = [(host, str(kind), heading, path) for host, kind, heading, path in places]
        yields = dict[int, Count]()
        for number, is_sitewide, tries, kept, *place in look_up(self.connection, FIND_BLOCKS, named):
            self.blocks[tuple(place)] = number
            yields[number] = Count(tries, kept)
            if is_sitewide:
                self.sitewide.add(number)
        (last,) = self.connection.execute(LAST_BLOCK).fetchone()
        missing = {place: n for n, place in enumerate((p for p in named if p not in self.blocks), last + 1)}
        insert(self.connection, ADD_BLOCK, [(n, *place) for place, n in missing.items()])
        self.blocks |= missing
        if self.yields:
            self.yields.know(yields | {n: Count() for n in missing.values()})

    def forget(self) -> None:
        """Let go what is in memory; it is read again when it is asked for."""
        self.blocks.clear()
        self.sitewide.clear()
        self.evidence.clear()
        self.contents.forget()
