"""Who speaks for each link of a page: the heading over it, or the marks around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from .headings import LONGEST_HEADING, Stance, stance
from .marks import Mark, mark
from .outline import Node, Outline

RANKS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LABEL = 4  # rank of a heading that is not written as one
PARAGRAPH = 60  # characters outside links that make a block prose; summaries on cards are shorter
HEADLINE = 15  # characters; shorter links lead to sections and tags rather than to articles
CLIMB = 12  # elements between a heading and what holds its links; 7 is the most seen
FAR = 300  # characters between a heading and its first link: an introduction may come between
NEAR = 80  # the same for a label
NEIGHBOURS = 4  # addresses in a block for the previous and the next article
CARD = 12  # links looked at to tell a card from a block
BLOCK = 3  # articles a heading without a known word needs under it to be more than a card's title
DEEPEST = 30  # cues asked for one link; beyond, the page is hostile

Key = str | None


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A heading or mark that speaks for the links after or inside it."""

    node: Node
    """Element that holds the links."""
    outer: Cue | None
    """Who speaks for that element."""
    mark: Mark | None = None
    stance: Stance | None = None
    heading: str = ""
    rank: int = 0
    """1..6 for headings, 0 for marks."""


@dataclass(frozen=True, slots=True, eq=False)
class Main:
    """Where the article's prose is: in `node`, from piece `first` up to `last`."""

    node: Node | None = None
    first: int = 0
    last: int = 0

    def under(self, node: Node) -> bool:
        """Say whether an element holds the middle of the prose."""
        return self.node is not None and (
            node.first_piece <= (self.first + self.last) // 2 < node.last_piece
        )


def find_main(page: Outline) -> Main:
    """Find the element with the most prose among its children and grandchildren."""
    weights: dict[int, float] = {}
    prose = [n for n in page.nodes if n.own >= PARAGRAPH and n.linked < n.own and not n.aside]
    for node in prose:
        holder, weight = node.parent or node, float(node.own)
        for _ in range(3):
            weights[holder.index] = weights.get(holder.index, 0) + weight
            holder, weight = holder.parent or holder, weight / 2
    if not weights:
        return Main()
    main = page.nodes[max(weights, key=lambda index: weights[index])]
    inside = [n for n in prose if main.first_piece <= n.first_piece < main.last_piece]
    return Main(main, inside[0].first_piece, max(n.last_piece for n in inside))


class Blocks:
    """Goes down the page once and lets each element inherit who speaks for it."""

    def __init__(self, page: Outline, keys: list[Key]) -> None:
        """Take an outline and, for each of its anchors, what its address is known by."""
        self.page = page
        self.keys = keys
        self.main = find_main(page)
        self.cues: list[Cue | None] = []
        """Who speaks for each element."""
        self.said: dict[int, Cue | None] = {}
        """What headings said so far, by the element they said it in."""
        self.tabs: dict[str, str] = {}
        """Titles of tabs, by the id of what they show."""
        # An empty link is a picture, or laid over its whole card.
        self.strong = [
            index
            for index, anchor in enumerate(page.anchors)
            if keys[index] and not 0 < page.length(anchor) < HEADLINE
        ]
        for node in page.nodes:
            self.visit(node)

    def visit(self, node: Node) -> None:
        """Settle who speaks for an element, and hear what it says itself."""
        parent = node.parent
        cue = (self.said.get(parent.index) or self.cues[parent.index]) if parent else None
        if node.first_anchor < node.last_anchor:
            cue = self.read_marks(node, cue)
        self.cues.append(cue)
        if node.own and node.block is node and not node.anchor:
            self.read_text(node)
        elif node.anchor is node:
            self.read_tab(node)

    def read_tab(self, node: Node) -> None:
        """Remember the title of a tab."""
        href = node.element.get("href")
        if href.startswith("#") and len(href) > 1:
            self.tabs[href[1:]] = self.page.text(node.first_piece, node.last_piece)

    def read_marks(self, node: Node, cue: Cue | None) -> Cue | None:
        """Let tag, class, id and title of an element speak for what is in it."""
        count = node.last_anchor - node.first_anchor
        if self.main.under(node) or 2 * count > len(self.page.anchors) > 2 * CARD:
            return cue  # around everything, it speaks for nothing
        get = node.element.get
        classes, name = get("class") or "", get("id") or ""
        found = mark(classes, name, node.tag, get("role") or "")
        if found and self.fits(found, node, cue):
            cue = Cue(node, cue, found)
        title = get("aria-label") or get("data-title") or self.tabs.get(name)
        if title and node.tag != "a" and (answer := stance(title.strip())):
            cue = Cue(node, cue, None, answer, title.strip(), LABEL)
        return cue

    def fits(self, found: Mark, node: Node, cue: Cue | None) -> bool:
        """Say whether a mark can be meant for the links of this element."""
        if found is Mark.LABEL:
            return not self.headlines(node.first_anchor, node.last_anchor)
        if found is Mark.NEXT:
            return len(set(self.keys[node.first_anchor : node.last_anchor])) <= NEIGHBOURS
        if found is Mark.RELATED:
            return not (cue and cue.mark is Mark.SITEWIDE)
        return node.tag != "a"

    def read_text(self, node: Node) -> None:
        """Let a heading or a label speak for what follows it."""
        page, first = self.page, node.first_piece
        if page.blocks[first] is not node:
            return
        linked = node.first_anchor < node.last_anchor
        stop = page.anchors[node.first_anchor].first_piece if linked else node.last_piece
        last = first + 1
        while last < stop and page.blocks[last] is node:
            last += 1
        size = page.offsets[last] - page.offsets[first]
        rank = RANKS.get(node.tag, 0)
        if size > LONGEST_HEADING:
            self.pause(node)
        elif linked and not rank:
            self.lead(node, page.text(first, last), node.own - size)
        elif self.gap(node) <= (FAR if rank else NEAR):
            text = page.text(first, node.last_piece)
            answer = stance(text)
            if rank or answer:
                self.speak(node, answer, text, rank)

    def pause(self, node: Node) -> None:
        """Let prose end what a heading before it said."""
        if node.own >= PARAGRAPH and node.parent:
            self.said.pop(node.parent.index, None)

    def lead(self, node: Node, text: str, rest: int) -> None:
        """Let the first words of a block speak for the links after them, unless it is prose."""
        if rest < PARAGRAPH and (answer := stance(text)):
            self.said[node.index] = Cue(node, self.cues[node.index], None, answer, text, LABEL)

    def gap(self, node: Node) -> int:
        """Return the characters from a heading to the next link that may lead to an article."""
        place = bisect_left(self.strong, node.last_anchor)
        if place == len(self.strong):
            return FAR + 1
        offsets = self.page.offsets
        anchor = self.page.anchors[self.strong[place]]
        return offsets[anchor.first_piece] - offsets[node.last_piece]

    def headlines(self, first: int, last: int) -> set[Key]:
        """Return the addresses that a stretch of links may lead to articles at, a few of them."""
        place = bisect_left(self.strong, first)
        return {self.keys[i] for i in self.strong[place : place + CARD] if i < last}

    def speak(self, node: Node, answer: Stance | None, text: str, rank: int) -> None:
        """Give a heading its say in the nearest element that holds links after it."""
        climbed, holder = [node], node.parent
        while holder and len(climbed) < CLIMB:
            climbed.append(holder)
            if self.headlines(node.last_anchor, holder.last_anchor):
                break
            holder = holder.parent
        if holder is None or holder.tag == "body" or not self.may_speak(node, answer, rank, holder):
            return
        cue = Cue(holder, self.cues[holder.index], None, answer, text, rank or LABEL)
        for element in climbed:
            self.said[element.index] = cue

    def may_speak(self, node: Node, answer: Stance | None, rank: int, holder: Node) -> bool:
        """Say whether a heading is one over a block of links rather than part of something."""
        if self.main.under(holder) and node.first_piece < self.main.first:
            return False  # what follows it is the article
        if answer is Stance.RELATED:
            return True
        after = self.headlines(node.last_anchor, holder.last_anchor)
        if answer is Stance.NEXT:
            return len(after) <= NEIGHBOURS
        if len(self.headlines(holder.first_anchor, holder.last_anchor)) == 1:
            return False  # the title or kicker of a card
        over = self.said.get(holder.index) or heading_over(self.cues[holder.index])
        if answer is None and over and over.stance:
            return (rank or LABEL) <= over.rank and len(after) >= BLOCK
        return True


def heading_over(cue: Cue | None) -> Cue | None:
    """Return the nearest heading among those who speak."""
    for _ in range(DEEPEST):
        if cue is None or cue.rank:
            return cue
        cue = cue.outer
    return None


def verdict(cue: Cue | None) -> tuple[Stance | None, Cue | None]:
    """Hear all who speak for a link, the nearest first, and return what they come to and who won.

    Headings outweigh marks: “Most read” in a block of class `related` is just that. Nothing
    outweighs an advertisement, or the mark of a tag or author on a card.
    """
    marked = headed = None
    for _ in range(DEEPEST):
        if cue is None:
            break
        if cue.mark is Mark.AD or (cue.mark is Mark.LABEL and not marked and not headed):
            return Stance.OTHER, cue
        if cue.mark:
            marked = marked or cue
        else:
            headed = headed or cue
        cue = cue.outer
    if headed and headed.stance:
        return headed.stance, headed
    if marked and marked.mark:
        return marked.mark.stance, marked
    return None, headed
