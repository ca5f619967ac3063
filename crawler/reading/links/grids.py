"""Grids of cards without a heading that follow on the article.

No word and no class speaks for them, so all of shape and place has to: pictured cards with
headlines, leading to addresses like the page's own, next to the article in its column.
"""

from __future__ import annotations

from dataclasses import dataclass

from .addresses import SURE, shape
from .headings import width
from .outline import Node
from .places import NAVIGATION, OTHER_LIST, TEASER, Place, Places

LEVELS = 4  # from the article's paragraphs up to the column that they share with the grid
FEWEST, MOST = 3, 12  # cards; a list of more is that of a section
FAR = 600  # characters between article and grid: tags, sharing, a line on the author
CARDS = 0.8  # share of a grid's addresses that must be such cards
PICTURED = 0.5  # share of cards that must have a picture


@dataclass(frozen=True, slots=True)
class Grid:
    """What an element's links have of a grid of cards."""

    addresses: int
    headlines: int
    """Addresses that look like articles', under the words of a headline."""
    pictured: int

    @property
    def holds(self) -> bool:
        """Say whether there are enough cards."""
        return self.headlines >= CARDS * self.addresses and self.pictured >= PICTURED * self.addresses


def grid_after(places: Places, judged: list[Place]) -> list[Place]:
    """Return the links of the first grid behind the article; none if there is no such grid."""
    main = places.blocks.main
    if main.node is None:
        return []
    column = above(main.node)
    grids: dict[Node, list[Place]] = {}
    behind = main.node.last_anchor
    for place in judged:
        if place.index >= behind and is_open(place):
            top = child_of(column, place.anchor)
            if top is not None:
                grids.setdefault(top, []).append(place)
    offsets = places.page.offsets
    for top, cards in grids.items():
        if offsets[top.first_piece] - offsets[main.last] > FAR:
            break
        if is_grid(places, top, cards):
            return cards
    return []


def is_open(place: Place) -> bool:
    """Say whether nothing was found out about a link, by heading or by mark."""
    if place.heading or place.kind is not NAVIGATION:
        return False
    return place.ground is not OTHER_LIST


def above(node: Node) -> frozenset[Node]:
    """Return the elements around the article that can be its column, the page itself left out."""
    found: list[Node] = []
    outer = node.parent
    while outer is not None and outer.tag not in ("body", "html") and len(found) < LEVELS:
        found.append(outer)
        outer = outer.parent
    return frozenset(found)


def child_of(column: frozenset[Node], node: Node) -> Node | None:
    """Return the element around a link that stands in the column itself."""
    inner: Node | None = node
    while inner is not None and inner.parent not in column:
        inner = inner.parent
    return inner


def is_grid(places: Places, top: Node, cards: list[Place]) -> bool:
    """Say whether an element holds nothing but cards."""
    if top.aside or not FEWEST <= len({card.key for card in cards}) <= MOST:
        return False
    return measure(places, top, cards).holds


def measure(places: Places, top: Node, cards: list[Place]) -> Grid:
    """Count what the links of an element have of cards."""
    addresses = {pair for pair in places.pairs[top.first_anchor : top.last_anchor] if pair}
    headlines = {
        card.key
        for card in cards
        if shape(card.url, places.own) >= SURE and max(width(card.text), width(places.card(card))) >= TEASER
    }
    pictured = {card.key for card in cards if has_picture(card.anchor)}
    return Grid(len(addresses), len(headlines), len(pictured))


def has_picture(anchor: Node) -> bool:
    """Say whether a link is around a picture."""
    return next(anchor.element.iter("img", "picture"), None) is not None
