"""Where the article's text is on a page: just sure enough to tell what stands in it and around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from .outline import Node, Outline

PARAGRAPH = 60  # characters outside links that make a block prose; summaries on cards are shorter
CLIMB = 8  # elements from a part of a text up to all of it
# Times the prose that makes an element the whole of a part: of 1.5, 2 and 3 the best on labelled pages.
GROWTH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Main:
    """Where the article's prose is: in `node`, from piece `first` up to `last`."""

    node: Node | None = None
    first: int = 0
    last: int = 0
    middle: int = -1
    """Piece in the middle of the prose."""

    def under(self, node: Node) -> bool:
        """Say whether an element holds the middle of the prose."""
        return node.first_piece <= self.middle < node.last_piece


def find_main(page: Outline) -> Main:
    """Find the element with the most prose among its children and grandchildren."""
    weights: dict[Node, float] = {}
    prose = [n for n in page.nodes if n.own >= PARAGRAPH and n.linked < n.own and not n.aside]
    for node in prose:
        holder, weight = node.parent or node, float(node.own)
        for _ in range(3):
            weights[holder] = weights.get(holder, 0) + weight
            holder, weight = holder.parent or holder, weight / 2
    if not weights:
        return Main()
    main = whole(max(weights, key=weights.__getitem__), Prose.of(prose))
    inside = [n for n in prose if main.first_piece <= n.first_piece < main.last_piece]
    first, last = inside[0].first_piece, max(n.last_piece for n in inside)
    return Main(main, first, last, (first + last) // 2)


@dataclass(frozen=True, slots=True)
class Prose:
    """How much prose there is up to each block of it, in their order."""

    places: list[int]
    """First piece of each."""
    sums: list[int]
    """Characters before each, and in all."""

    @classmethod
    def of(cls, blocks: list[Node]) -> Prose:
        """Add up blocks, which come in the order of the page."""
        return cls([n.first_piece for n in blocks], list(accumulate((n.own for n in blocks), initial=0)))

    def inside(self, node: Node) -> int:
        """Count the characters of prose in an element."""
        first, last = bisect_left(self.places, node.first_piece), bisect_left(self.places, node.last_piece)
        return self.sums[last] - self.sums[first]


def whole(node: Node, prose: Prose) -> Node:
    """Climb from a part of a text that is cut into boxes to the element around all of them."""
    best, most = node, prose.inside(node)
    outer = node.parent
    for _ in range(CLIMB):
        if outer is None or outer.tag in ("body", "html"):
            break
        found = prose.inside(outer)
        if found >= GROWTH * most:
            best, most = outer, found
        outer = outer.parent
    return best
