"""The links of a page, each with what it is to the article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import html

from ... import urls
from ...packing import Columns
from ...records import Kind, Link
from ...timing import Stage, timed
from ..document import Document
from .addresses import ENOUGH, Resolver, is_page_of, resolve, shape
from .blocks import HEADLINE, Blocks
from .grids import grid_after
from .grounds import Ground
from .outline import Node, outline
from .paths import PATHS
from .places import Place, Places

# What scores start at. Where an address stands twice, the kind of the higher one wins.
SCORES = {
    Kind.RELATED: 0.75,
    Kind.INLINE: 0.65,
    Kind.NEXT: 0.45,
    Kind.BODY: 0.25,
    Kind.FEED: 0.03,
    Kind.NAVIGATION: 0.02,
}
WEIGHT = 0.2  # of an address's shape in the score: orders links of a kind, never across kinds
FEED = re.compile(r"application/(rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
# A link by the values of its fields, in their order: of most no record is made, as nobody looks at them.
Row = tuple[str, Kind, str, str, int, bool, float, str, str | None]
KIND: Final = 1
ANCHOR: Final = 3
MOST_STATED = 1_000  # addresses that one object for machines names as related
NOFOLLOW = re.compile(r"\b(?:nofollow|none)\b")


class Reader:
    """Reads the links of one page."""

    def __init__(self, document: Document) -> None:
        """Take in the page."""
        page = outline(elements_of(document))
        self.document = document
        self.resolve = Resolver(document.base)
        own = resolve(document.url, "") if len(document.url) <= urls.LONGEST_URL else None
        self.own = own[0] if own else urls.clean(document.url) or ""
        self.pairs = self.resolve.all_of(page.hrefs)
        blocks = Blocks(page, [pair and pair[1] for pair in self.pairs])
        self.places = Places(blocks, self.pairs, self.own)
        self.paths: dict[Node, str] = {}
        self.nofollow = False
        self.found: dict[str, Row] = {}

    def read(self) -> Sequence[Link]:
        """Judge every link, and keep the strongest of each address."""
        links = self.document.found["link"]
        heads = [(element, rel) for element in links if (rel := element.get("rel")) is not None]
        for element, said in zip(self.document.found["meta"], self.document.metas, strict=True):
            if "rel" in said:
                heads.append((element, said["rel"]))
            if "name" in said and is_nofollow(said):
                self.nofollow = True
        self.found = {key: self.row(place) for key, place in self.strongest().items()}
        for element, rel in heads:
            self.read_head(element, rel)
        self.read_json_ld()
        canonical = [element.get("href") for element, rel in heads if rel == "canonical"]
        for own in (self.own, *filter(None, canonical)):
            pair = self.resolve(own)
            self.found.pop(pair[1] if pair else "", None)
        return Columns.of_rows(Link, list(self.found.values())) if self.found else ()

    def strongest(self) -> dict[str, Place]:
        """Return, of the links to each address, the strongest with the best anchor text."""
        found: dict[str, Place] = {}
        for place in self.judged():
            old = found.setdefault(place.key, place)
            if old is place:
                continue
            if old.kind is not place.kind:
                if SCORES[place.kind] > SCORES[old.kind]:
                    found[place.key] = place
            elif len(old.text) < HEADLINE <= len(place.text):
                old.text = place.text
        return found

    def judged(self) -> list[Place]:
        """Judge every link of the text where it stands."""
        judged = self.places.judge_all()
        for place in grid_after(self.places, judged):
            place.kind, place.ground = Kind.RELATED, Ground.GRID
        return judged

    def keep(self, key: str, row: Row) -> None:
        """Let the stronger of two links to one address stay, and the better anchor text."""
        old = self.found.get(key)
        if old is None or SCORES[row[KIND]] > SCORES[old[KIND]]:
            self.found[key] = row
        elif row[KIND] is old[KIND] and len(old[ANCHOR]) < HEADLINE <= len(row[ANCHOR]):
            self.found[key] = (*old[:3], row[ANCHOR], *old[4:])

    def link(self, place: Place) -> Link:
        """Return what a link is at one place."""
        return Link(*self.row(place))

    def row(self, place: Place) -> Row:
        """Write down what a link is."""
        block = place.block
        if block is None or block.tag == "body":
            block = place.anchor.around or place.anchor
        path = self.paths.get(block)
        if path is None:
            path = self.path(block)
        kind, shape = place.kind, place.shape
        score = round(SCORES[kind] + WEIGHT * shape, 3) if shape else SCORES[kind]
        nofollow = self.nofollow or (place.rel != "" and says_nofollow(place.rel))
        return place.url, kind, place.heading, place.text, place.index, nofollow, score, path, None

    def path(self, node: Node) -> str:
        """Return the path down to an element, each step told once."""
        missing: list[Node] = []
        outer: Node | None = node
        while outer is not None and outer not in self.paths and outer.tag not in ("html", "body"):
            missing.append(outer)
            outer = outer.parent
        path = self.paths.get(outer, "") if outer else ""
        for inner in reversed(missing):
            path = self.paths[inner] = PATHS[path, inner.tag, inner.named or inner.names]
        return path

    def read_head(self, element: html.HtmlElement, rel: str) -> None:
        """Read a link element: a feed, or the previous or next article."""
        rels = rel.lower().split()
        if "alternate" in rels and FEED.search(element.get("type") or ""):
            kind = Kind.FEED
        elif ("next" in rels or "prev" in rels) and self.is_seen(element.get("href")):
            kind = Kind.NEXT
        else:
            return
        self.add(element.get("href"), kind, (element.get("title") or "").strip())

    def is_seen(self, href: object) -> bool:
        """Say whether people see a link to an address, too: heads name further pages and whole lists."""
        pair = self.resolve(href)
        return pair is not None and pair[1] in self.found

    def read_json_ld(self) -> None:
        """Read what the page names as related for machines."""
        for node in self.document.json_ld:
            for value in addresses_in(node.get("relatedLink"))[:MOST_STATED]:
                self.add(value, Kind.RELATED)

    def add(self, href: object, kind: Kind, anchor: str = "") -> None:
        """Add a link that does not stand in the text."""
        pair = self.resolve(href)
        if pair is None:
            return
        like = shape(pair[0], self.own)
        if kind is not Kind.FEED and (like < ENOUGH or is_page_of(pair[0], self.own)):
            return
        score = round(SCORES[kind] + WEIGHT * like, 3)
        self.keep(pair[1], (pair[0], kind, "", anchor, len(self.pairs), self.nofollow, score, "", None))


def elements_of(document: Document) -> Sequence[html.HtmlElement]:
    """Return the elements of a page in their order."""
    tree, elements = document.tree, document.elements
    # to walk the tree again takes three times as long; those of one that was taken are of another by now
    return elements if elements and elements[0] is tree else list(tree.iter())


def is_nofollow(meta: Mapping[str, str]) -> bool:
    """Say whether the attributes of a meta element ask robots to follow no link."""
    name = (meta.get("name") or "").lower()
    return name == "robots" and says_nofollow((meta.get("content") or "").lower())


def says_nofollow(words: str) -> bool:
    """Say whether words for robots, in small letters, ask them not to follow."""
    return ("nofollow" in words or "none" in words) and bool(NOFOLLOW.search(words))


def addresses_in(value: object) -> list[object]:
    """Return the addresses in a JSON-LD value: one, several, or objects that have one."""
    values = value if isinstance(value, list) else [value]
    return [v.get("url") or v.get("@id") if isinstance(v, dict) else v for v in values]


@timed(Stage.LINKS)
def find_links(document: Document) -> Sequence[Link]:
    """Return the links of a page, one per address, each with its kind and score."""
    return Reader(document).read()
