"""One pass over the tree: every element with the extent of its text and of its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree, html

# Their text is not on the page, and links in them are copies or machinery. What stands in a noscript
# is written for readers without scripts, as we are.
UNSEEN = frozenset(
    {"audio", "head", "iframe", "math", "object", "script", "select", "style", "svg"}
    | {"template", "textarea", "video", etree.Comment, etree.ProcessingInstruction, etree.Entity}
)
# Elements that run along in a line of text; everything else starts a block.
RUNNING = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn"}
    | {"em", "font", "i", "img", "ins", "kbd", "label", "mark", "picture", "q", "s", "samp"}
    | {"small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
LEAVES = RUNNING - {"a"}
ASIDES = frozenset({"aside", "footer", "form", "nav"})


class Node:
    """An element, with indices into the outline's pieces of text and anchors."""

    # Filled in where it is made: to call an __init__ takes three times as long, and this is what is
    # done most often on a page. Nothing points at itself: a page's nodes and tree go as soon as they
    # are read, where the garbage collector took a tenth of the time and let a hundred trees pile up.
    __slots__ = (
        "around",
        "element",
        "first_anchor",
        "first_piece",
        "last_anchor",
        "last_piece",
        "link",
        "linked",
        "named",
        "own",
        "parent",
        "tag",
    )

    element: html.HtmlElement
    tag: str
    parent: Node | None
    first_piece: int
    last_piece: int
    first_anchor: int
    last_anchor: int
    own: int
    """Characters of text that stand in this block outside links."""
    linked: int
    """Characters of link text that stand in this block."""
    link: int | None
    """Index of the anchor it stands in, itself included."""
    around: Node | None
    """Of an inline element: the block it stands in."""
    named: tuple[str, str] | None
    """Its class and id, once they were asked for."""

    @property
    def names(self) -> tuple[str, str]:
        """Class and id, empty where it has none."""
        if self.named is None:
            get = self.element.get
            self.named = get("class", ""), get("id", "")
        return self.named

    @property
    def block(self) -> Node:
        """Nearest element that is not inline, itself included."""
        return self.around or self

    @property
    def aside(self) -> bool:
        """In a part of the page that is not the article."""
        node: Node | None = self
        while node and node.tag not in ASIDES:
            node = node.parent
        return node is not None


@dataclass(slots=True)
class Outline:
    """The page as lists in document order."""

    nodes: list[Node] = field(default_factory=list)
    """Elements, without those that have neither text nor links."""
    pieces: list[str] = field(default_factory=list)
    """Text, piece by piece, without blank ones."""
    blocks: list[Node] = field(default_factory=list)
    """Block that each piece stands in."""
    offsets: list[int] = field(default_factory=lambda: [0])
    """Characters before each piece, and in all."""
    anchors: list[Node] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    """Address of each anchor, as it is written."""
    alts: list[str] = field(default_factory=list)
    """What the picture in each anchor shows."""

    def text(self, first: int, last: int) -> str:
        """Return pieces as one line."""
        if last - first == 1:  # as most links have
            return " ".join(self.pieces[first].split())
        return " ".join("".join(self.pieces[first:last]).split())

    def length(self, node: Node) -> int:
        """Return the characters in a node."""
        return self.offsets[node.last_piece] - self.offsets[node.first_piece]

    def measure(self, holders: list[Node]) -> None:
        """Count the characters of all pieces at once, for the blocks that they stand in, too."""
        sizes = list(map(len, map(str.strip, self.pieces)))
        self.offsets = list(accumulate(sizes, initial=0))
        self.blocks = [holder.around or holder for holder in holders]
        for holder, block, size in zip(holders, self.blocks, sizes, strict=True):
            if holder.link is None:
                block.own += size
            else:
                block.linked += size


def outline(  # noqa: C901, PLR0912, PLR0915  (what is done for every element: calls take a fifth of the time)
    elements: Sequence[html.HtmlElement],
) -> Outline:
    """Walk the elements of a page in their order, without recursion: pages nest as deep as they like."""
    page = Outline()
    nodes, texts = page.nodes, page.pieces
    holders: list[Node] = []  # what each piece of text stands in directly
    node = Node()  # what the page stands in, during the walk
    node.around = node.link = None
    outer: list[int] = []  # what is left in the elements around the node
    pieces = anchors = 0  # that there are
    left = 2  # elements to come directly in the node; at the top one more, as it is not left
    broken = True  # a line ends between the last piece and the next one
    walk = iter(elements)
    for element in walk:
        tag = element.tag
        inside = len(element)
        left -= 1
        if tag in UNSEEN:
            leap(walk, inside)
            text = element.tail
        else:
            text = element.text
            if inside or (tag not in LEAVES and (text or tag == "a")) or not outer:
                outer.append(left)
                left = inside
                parent = node
                node = Node()
                # one by one, as several at once take longer
                node.element = element
                node.tag = tag
                node.parent = parent
                node.first_piece = pieces
                node.first_anchor = anchors
                node.own = 0
                node.linked = 0
                node.named = None
                node.link = parent.link
                nodes.append(node)
                if tag not in RUNNING:
                    node.around = None
                    broken = True
                else:
                    node.around = parent.around or parent
                    if tag == "a" and (href := element.get("href")):
                        node.link = anchors
                        anchors += 1
                        page.anchors.append(node)
                        page.hrefs.append(href)
                        page.alts.append("")
            else:
                if text:
                    if text.isspace():
                        broken = True
                    else:
                        texts.append(" " + text if broken else text)
                        holders.append(node)
                        pieces += 1
                        broken = False
                elif tag == "br" or tag not in LEAVES:
                    broken = True
                elif tag == "img" and node.link is not None and not page.alts[node.link]:
                    page.alts[node.link] = " ".join((element.get("alt") or "").split())
                text = element.tail
        while True:
            if text:
                if text.isspace():  # as most are
                    broken = True
                else:
                    texts.append(" " + text if broken else text)
                    holders.append(node)
                    pieces += 1
                    broken = False
            if left:
                break
            node.last_piece = pieces
            node.last_anchor = anchors
            if node.around is None:
                broken = True
            text = node.element.tail
            node = node.parent or node
            left = outer.pop()
    nodes[0].parent = None
    page.measure(holders)
    return page


def leap(walk: Iterator[html.HtmlElement], inside: int) -> None:
    """Leap over all that is inside an element with so many directly in it."""
    while inside:
        inside += len(next(walk)) - 1
