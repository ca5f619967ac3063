"""The links of a page, each with what it is to the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import html

from .. import urls
from ..records import Kind, Link
from .addresses import ENOUGH, SURE, is_page_of, shape
from .blocks import HEADLINE, Blocks, Cue, heading_over, verdict
from .document import Document
from .headings import Stance, stance, width
from .outline import Node, outline
from .paths import path_of

# Where an address stands twice, the first of these wins; the numbers are the scores they start at.
SCORES = {
    Kind.RELATED: 0.75,
    Kind.INLINE: 0.65,
    Kind.NEXT: 0.45,
    Kind.BODY: 0.25,
    Kind.NAVIGATION: 0.0,
    Kind.FEED: 0.0,
}
TEASER = 25  # characters of a link that stands alone between paragraphs; headlines have more
LONGEST_HEADLINE = 160  # characters; longer links are notices
ALONE = 5  # characters besides its link that a teaser may have
FEED = re.compile(r"application/(rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
NOT_AN_ADDRESS = re.compile(r"\s*(#|javascript:|mailto:|tel:|data:|about:|$)", re.IGNORECASE)
NOFOLLOW = re.compile(r"\b(nofollow|none)\b", re.IGNORECASE)
PAID = re.compile(r"\bsponsored\b", re.IGNORECASE)
WEIGHT = 0.2  # of an address's shape in the score
PROSE = 40  # characters around a link that make it one in running text
SHORTEST = 6  # characters of a headline
LONGEST_STEP = 60  # characters of “Next article: …”
CARD_DEPTH = 6
CARD_LINKS = 6
CARD_PIECES = 10


@lru_cache(maxsize=16_384)
def resolve(href: str, base: str) -> tuple[str, str] | None:
    """Return an address made absolute, and what is equal for all addresses of its page."""
    url = urls.clean(href, base)
    return (url, urls.comparable(url)) if url else None


@dataclass(slots=True)
class Place:
    """A link where it stands."""

    anchor: Node
    index: int
    url: str
    text: str
    stance: Stance | None
    """What its block is said to be."""
    cue: Cue | None
    """Who says so."""
    shape: float = 0.0


class Reader:
    """Reads the links of one page."""

    def __init__(self, document: Document) -> None:
        """Take in the page."""
        self.document = document
        self.page = outline(document.tree)
        self.pairs = [self.address(anchor.element) for anchor in self.page.anchors]
        self.blocks = Blocks(self.page, [pair and pair[1] for pair in self.pairs])
        self.own = urls.clean(document.url) or ""
        self.found: dict[str, Link] = {}
        self.paths: dict[int, str] = {}
        self.nofollow = False

    def address(self, element: html.HtmlElement) -> tuple[str, str] | None:
        """Resolve what an element refers to."""
        href = element.get("href") or ""
        if NOT_AN_ADDRESS.match(href):
            return None
        # Whole addresses need no base, which makes them equal on all pages of a site.
        whole = href.startswith(("https://", "http://"))
        return resolve(href, "" if whole else self.document.base)

    def read(self) -> tuple[Link, ...]:
        """Judge every link, and keep the strongest of each address."""
        heads = list(self.document.tree.iter("link", "meta"))
        self.nofollow = any(is_nofollow(meta) for meta in heads)
        for index, pair in enumerate(self.pairs):
            if pair:
                self.keep(pair[1], self.link(index, pair[0]))
        for element in heads:
            self.read_head(element)
        self.read_json_ld()
        for own in (self.own, *map(canonical, heads)):
            self.found.pop(key(own, self.document.base), None)
        return tuple(self.found.values())

    def keep(self, name: str, link: Link) -> None:
        """Let the stronger of two links to one address stay, and the better anchor text."""
        old = self.found.get(name)
        if old is None or SCORES[link.kind] > SCORES[old.kind]:
            self.found[name] = link
        elif link.kind is old.kind and len(old.anchor) < HEADLINE <= len(link.anchor):
            self.found[name] = replace(old, anchor=link.anchor)

    def read_head(self, element: html.HtmlElement) -> None:
        """Read a link element of the head."""
        rel = (element.get("rel") or "").lower().split()
        if "alternate" in rel and FEED.search(element.get("type") or ""):
            kind = Kind.FEED
        elif "next" in rel or "prev" in rel:
            kind = Kind.NEXT
        else:
            return
        self.add(element.get("href"), kind, (element.get("title") or "").strip())

    def read_json_ld(self) -> None:
        """Read what the page names as related for machines."""
        for node in self.document.json_ld:
            for value in flatten(node.get("relatedLink")):
                self.add(value, Kind.RELATED)

    def add(self, href: object, kind: Kind, anchor: str = "") -> None:
        """Add a link that does not stand in the text."""
        pair = resolve(href, self.document.base) if isinstance(href, str) and href else None
        if pair is None:
            return
        like = shape(pair[0], self.own)
        if kind is not Kind.FEED and (like < ENOUGH or is_page_of(pair[0], self.own)):
            return
        score = SCORES[kind] + WEIGHT * like
        self.keep(pair[1], Link(pair[0], kind, "", anchor, len(self.pairs), self.nofollow, score))

    def link(self, index: int, url: str) -> Link:
        """Say what the link at one place is."""
        anchor = self.page.anchors[index]
        text = self.page.text(anchor.first_piece, anchor.last_piece) or title(anchor)
        said, cue = verdict(self.blocks.cues[anchor.index])
        place = Place(anchor, index, url, text, said, cue)
        kind = self.kind(place)
        if kind in (Kind.RELATED, Kind.INLINE) and len(text) < HEADLINE:
            text = self.card(place)[:LONGEST_HEADLINE] or text
        over = heading_over(cue)
        rel = anchor.element.get("rel") or ""
        return Link(
            url,
            kind,
            over.heading if over else "",
            text,
            index,
            self.nofollow or bool(NOFOLLOW.search(rel)),
            score=round(SCORES[kind] + WEIGHT * place.shape, 3),
            path=self.path(cue.node if cue and kind is Kind.RELATED else anchor.block),
        )

    def path(self, node: Node) -> str:
        """Return the path of a block, told once."""
        if node.index not in self.paths:
            self.paths[node.index] = path_of(node)
        return self.paths[node.index]

    def kind(self, place: Place) -> Kind:
        """Weigh who speaks for a link, its address, its words and where it stands."""
        anchor, said, main = place.anchor, place.stance, self.blocks.main
        inside = main.first <= anchor.first_piece < main.last
        rel = (anchor.element.get("rel") or "").lower()
        steps = said is Stance.NEXT or rel in ("next", "prev") or is_step(place.text)
        if said is Stance.OTHER and not steps:
            return Kind.NAVIGATION
        prose = anchor.block.own >= PROSE and anchor.first_piece > anchor.block.first_piece
        place.shape = shape(place.url, self.own)
        if place.shape < ENOUGH or PAID.search(rel) or is_page_of(place.url, self.own):
            return Kind.BODY if prose and inside and place.shape else Kind.NAVIGATION
        if said is Stance.RELATED and not (prose and inside) and self.is_headline(place):
            return Kind.INLINE if inside and self.is_alone(anchor) else Kind.RELATED
        if steps:
            return Kind.NEXT
        if inside and anchor.block.own >= PROSE:
            return Kind.BODY
        return Kind.INLINE if self.is_teaser(place) else Kind.NAVIGATION

    def is_headline(self, place: Place) -> bool:
        """Say whether a link has the words of a headline, itself or on its card."""
        block, size = place.anchor.block, width(place.text)
        if block.own >= ALONE and size < TEASER:
            return False  # “by Jane Doe”, “in Politics”
        if size >= HEADLINE or width(self.card(place)) >= TEASER:
            return True
        name = self.pairs[place.index]
        twice = name in self.pairs[max(0, place.index - 2) : place.index] or (
            name in self.pairs[place.index + 1 : place.index + 3]
        )
        return twice and size >= SHORTEST and place.shape >= SURE

    def is_alone(self, anchor: Node) -> bool:
        """Say whether nothing else is linked from the block of a link."""
        keys = set(self.pairs[anchor.block.first_anchor : anchor.block.last_anchor][:TEASER])
        return len(keys) == 1

    def is_teaser(self, place: Place) -> bool:
        """Say whether a link is a headline that stands alone among the paragraphs."""
        main = self.blocks.main.node
        return (
            main is not None
            and main.first_anchor <= place.index < main.last_anchor
            and place.shape >= SURE
            and place.anchor.block.own <= ALONE
            and TEASER <= width(place.text) <= LONGEST_HEADLINE
            and self.is_alone(place.anchor)
        )

    def card(self, place: Place) -> str:
        """Return the text of the largest element around a link that links nowhere else."""
        node, name = place.anchor, self.pairs[place.index]
        for _ in range(CARD_DEPTH):
            outer = node.parent
            if outer is None or outer.last_anchor - outer.first_anchor > CARD_LINKS:
                break
            if any(pair != name for pair in self.pairs[outer.first_anchor : outer.last_anchor]):
                break
            node = outer
        return self.page.text(node.first_piece, min(node.last_piece, node.first_piece + CARD_PIECES))


def title(anchor: Node) -> str:
    """Return what a link without text is called."""
    name = anchor.alt or anchor.element.get("title") or anchor.element.get("aria-label") or ""
    return " ".join(name.split())


def is_step(text: str) -> bool:
    """Say whether a link says it leads to the previous or next article."""
    return len(text) <= LONGEST_STEP and stance(text) is Stance.NEXT


def is_nofollow(meta: html.HtmlElement) -> bool:
    """Say whether a meta element asks robots to follow no link."""
    name = (meta.get("name") or "").lower()
    return name == "robots" and bool(NOFOLLOW.search(meta.get("content") or ""))


def canonical(element: html.HtmlElement) -> str:
    """Return the address that a head element gives as the page's own."""
    return element.get("href") or "" if element.get("rel") == "canonical" else ""


def key(url: str, base: str) -> str:
    """Return what is equal for all addresses of a page; nothing for no address."""
    pair = resolve(url, base) if url else None
    return pair[1] if pair else ""


def flatten(value: object) -> list[object]:
    """Return addresses out of a JSON-LD value: one, several, or objects that have one."""
    values = value if isinstance(value, list) else [value]
    return [v.get("url") or v.get("@id") if isinstance(v, dict) else v for v in values]


def find_links(document: Document) -> tuple[Link, ...]:
    """Return the links of a page, one per address, in page order, each with kind and score."""
    return Reader(document).read()
