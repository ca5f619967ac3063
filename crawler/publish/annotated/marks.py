"""What is written onto the copy of a page: a kind for links and blocks, a fate for paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html

from ...reading.links.explain import Survey
from ...reading.links.find import SCORES
from ...reading.links.grounds import Ground
from ...reading.links.outline import RUNNING, Node
from ...reading.links.places import Place
from ...reading.look import Look
from ...reading.look import key as line_key
from ...reading.text.paragraphs import paragraphs
from ...reading.tidy import seen
from ...records import Article, Kind, Link

BLOCKS = (Kind.RELATED, Kind.INLINE, Kind.NEXT)
"""Kinds whose blocks are outlined."""
FEWEST = 2  # links of a menu
LINKED = 0.5  # share of a menu's text that stands in links
PART = 24  # letters by which part of a line is known; the words of buttons are shorter
LONGEST_TEXT = 200_000  # characters in which parts are looked for; with the next, what keeps it quick
MOST_PARAGRAPHS = 5_000
MOST_LINES = 300  # that are looked for in paragraphs which hold more than they
LONGEST_HEADING = 80
STEPS = 3  # of a path, its inner end; the pointer shows it whole

Attributes = dict[html.HtmlElement, dict[str, str]]


@dataclass(slots=True)
class Block:
    """An element whose links were presented together."""

    keys: dict[Kind, set[str]] = field(default_factory=dict)
    """Addresses by their kind; a card links to one of them several times."""
    heading: str = ""
    path: str = ""
    scores: list[float] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """Its strongest kind."""
        return max(self.keys, key=SCORES.__getitem__)

    def __str__(self) -> str:
        """Return its label."""
        scores = "–".join(f"{score:.2f}" for score in sorted({min(self.scores), max(self.scores)}))
        heading = f" · “{self.heading[:LONGEST_HEADING]}”" if self.heading else ""
        kinds = ", ".join(f"{len(keys)} {kind}" for kind, keys in self.keys.items())
        steps = self.path.split(">")
        place = ">".join(["…", *steps[-STEPS:]] if len(steps) > STEPS else steps) or "no path"
        return seen(f"{kinds} · {scores}{heading} · {place}")


def link_marks(survey: Survey) -> Attributes:
    """Return the attributes of links: their kind, and everything else where the pointer rests."""
    found: Attributes = {}
    links = {survey.keys[link.url]: link for link in survey.links}
    for place in survey.places:
        counts = survey.winners.get(place.key) is place and place.key in links
        found[place.anchor.element] = {
            "class": f"link {place.kind}{'' if counts else ' again'}",
            "href": place.url,
            "rel": "noreferrer noopener nofollow",
            "target": "_blank",
            "title": tooltip(place, survey.reader.link(place)),
        }
        if counts:
            score = f"{links[place.key].score:.2f}"
            found[place.anchor.element] |= {"data-score": score, "id": f"link-{place.index}"}
    return found


def tooltip(place: Place, link: Link) -> str:
    """Return what is known of a link."""
    heading = f"\nunder “{place.heading}”" if place.heading else ""
    text = f"{place.kind} {link.score:.2f}: {place.ground.meaning}{heading}\n{link.path or 'no path'}"
    return seen(f"{text}\n{place.url}")


def block_marks(survey: Survey) -> Attributes:
    """Return the attributes of blocks, by what is presented in them."""
    blocks: dict[Node, Block] = {}
    grid = [place for place in survey.places if place.ground is Ground.GRID]
    for place in survey.places:
        if place.kind in BLOCKS:
            add(blocks, shared(grid) if place.ground is Ground.GRID else holder(place), place, survey)
    return {
        node.element: {"class": f"block {block.kind}", "data-note": str(block), "title": seen(block.path)}
        for node, block in blocks.items()
    }


def add(blocks: dict[Node, Block], node: Node, place: Place, survey: Survey) -> None:
    """Count a link to its block."""
    link = survey.reader.link(place)
    block = blocks.setdefault(node, Block(heading=place.heading, path=link.path))
    block.keys.setdefault(place.kind, set()).add(place.key)
    block.scores.append(link.score)


def holder(place: Place) -> Node:
    """Return the element that holds the links of a block."""
    known = place.block is not None and place.block.tag not in ("body", "html", "a")
    node = place.block if known and place.block else place.anchor.block
    return node.block


def shared(places: Sequence[Place]) -> Node:
    """Return the smallest element around all of some links."""
    first, last = places[0].index, places[-1].index
    node = places[0].anchor
    while node.parent and not node.first_anchor <= first <= last < node.last_anchor:
        node = node.parent
    return node


def menu_marks(survey: Survey) -> Attributes:
    """Return the attributes of menus: the largest elements with hardly anything but menu links."""
    page = survey.reader.places.page
    lengths = [0] * (len(page.anchors) + 1)
    others = [0] * (len(page.anchors) + 1)
    kinds = {place.index: place.kind for place in survey.places}
    for index, anchor in enumerate(page.anchors):
        others[index + 1] = others[index] + (kinds.get(index, Kind.NAVIGATION) is not Kind.NAVIGATION)
        lengths[index + 1] = lengths[index] + page.length(anchor)

    def is_menu(node: Node) -> bool:
        first, last = node.first_anchor, node.last_anchor
        return (
            node.tag not in RUNNING
            and node.tag not in ("html", "body")
            and last - first >= FEWEST
            and others[first] == others[last]
            and lengths[last] - lengths[first] >= LINKED * page.length(node)
        )

    menus = {node for node in page.nodes if is_menu(node)}
    return {node.element: {"class": "menu"} for node in menus if node.parent not in menus}


def text_marks(tree: html.HtmlElement, article: Article | None, look: Look) -> Attributes:
    """Return the attributes of paragraphs: in the text, cut from it, or its headline."""
    fates = dict(fates_of(article, look)) if article else {}
    whole = "".join(key for key, fate in fates.items() if fate == "kept")[:LONGEST_TEXT]
    long = [key for key, fate in fates.items() if fate == "kept" and len(key) >= PART][:MOST_LINES]
    found: Attributes = {}
    for paragraph in paragraphs(tree)[:MOST_PARAGRAPHS]:
        fate = fates.get(paragraph.key)
        if fate is None and len(paragraph.key) >= PART:
            holds = paragraph.key in whole or any(key in paragraph.key for key in long)
            fate = "kept" if holds else None
        if fate:
            found[paragraph.element] = {"class": fate, "title": MEANINGS[fate]}
    return found


def without_text(menus: Attributes, text: Attributes) -> Attributes:
    """Return menus without those that hold a paragraph of the text: lists of names are linked, too."""
    inside = {element for element, marks in text.items() if marks["class"] in ("kept", "added")}
    around = inside | {step for element in inside for step in element.iterancestors()}
    return {element: marks for element, marks in menus.items() if element not in around}


MEANINGS = {
    "kept": "In the text of the article",
    "added": "In the text of the article: the extractor had missed it",
    "cut": "Cut: the extractor took it for text",
    "headline": "The headline",
}


def fates_of(article: Article, look: Look) -> Iterator[tuple[str, str]]:
    """Yield keys of paragraphs and what became of them, what outweighs last."""
    yield from ((line_key(line), "cut") for line in look.mended.cut)
    yield from ((line_key(line), "kept") for line in article.text.split("\n"))
    yield from ((line_key(line), "added") for line in look.mended.added)
    if article.title:
        yield line_key(article.title), "headline"
