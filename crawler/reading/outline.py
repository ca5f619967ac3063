"""One pass over the tree: every element with the extent of its text and of its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html

# Their text is not on the page, and links in them are copies or machinery.
UNSEEN = frozenset(
    "audio head iframe math noscript object script select style svg template textarea video".split()
)
# Elements that run along in a line of text; everything else starts a block.
RUNNING = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark picture q"
    " s samp small source span strike strong sub sup time tt u var wbr".split()
)
ASIDES = frozenset({"aside", "footer", "form", "nav"})


@dataclass(slots=True, eq=False)
class Node:
    """An element, with indices into the outline's pieces of text and anchors."""

    element: html.HtmlElement
    tag: str
    index: int
    parent: Node | None
    first_piece: int
    first_anchor: int
    block: Node = field(init=False)
    """Nearest element that is not inline, itself included."""
    anchor: Node | None = None
    """The link it stands in, itself included."""
    aside: bool = False
    """In a part of the page that is not the article."""
    own: int = 0
    """Characters of text that stand in this block outside links."""
    linked: int = 0
    """Characters of link text that stand in this block."""
    last_piece: int = 0
    last_anchor: int = 0
    alt: str = ""
    """Of a link: what its picture shows."""

    def __post_init__(self) -> None:
        """Inherit from the parent what goes down the tree."""
        parent = self.parent
        self.block = self
        if parent:
            self.anchor = parent.anchor
            self.aside = parent.aside or self.tag in ASIDES
            if self.tag in RUNNING:
                self.block = parent.block


@dataclass(slots=True)
class Outline:
    """The page as lists in document order."""

    nodes: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """Text, piece by piece, without blank ones."""
    blocks: list[Node] = field(default_factory=list)
    """Block that each piece stands in."""
    offsets: list[int] = field(default_factory=lambda: [0])
    """Characters before each piece, and in all."""
    anchors: list[Node] = field(default_factory=list)
    broken: bool = False
    """A line ends between the last piece and the next one."""

    def text(self, first: int, last: int) -> str:
        """Return pieces as one line."""
        return " ".join("".join(self.pieces[first:last]).split())

    def length(self, node: Node) -> int:
        """Return the characters in a node."""
        return self.offsets[node.last_piece] - self.offsets[node.first_piece]

    def open(self, element: html.HtmlElement, tag: str, parent: Node | None) -> Node:
        """Enter an element."""
        node = Node(
            element, tag, len(self.nodes), parent, len(self.pieces), len(self.anchors)
        )
        self.nodes.append(node)
        if tag not in RUNNING:
            self.broken = True
        elif tag == "a" and element.get("href"):
            node.anchor = node
            self.anchors.append(node)
        elif tag == "img" and node.anchor and not node.anchor.alt:
            node.anchor.alt = " ".join((element.get("alt") or "").split())
        if element.text:
            self.read(element.text, node)
        return node

    def close(self, node: Node) -> None:
        """Leave an element."""
        node.last_piece = len(self.pieces)
        node.last_anchor = len(self.anchors)
        if node.block is node:
            self.broken = True

    def read(self, text: str, node: Node) -> None:
        """Take in text that stands directly in `node`."""
        size = len(text.strip())
        if not size:
            self.broken = True
            return
        self.pieces.append(" " + text if self.broken else text)
        self.blocks.append(node.block)
        self.offsets.append(self.offsets[-1] + size)
        self.broken = False
        if node.anchor:
            node.block.linked += size
        else:
            node.block.own += size


def outline(tree: html.HtmlElement) -> Outline:
    """Walk the tree once, without recursion: pages nest as deep as they like."""
    page = Outline()
    stack: list[tuple[Node, Iterator[html.HtmlElement]]] = [
        (page.open(tree, str(tree.tag), None), iter(tree))
    ]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            page.close(node)
            stack.pop()
            if stack and node.element.tail:
                page.read(node.element.tail, stack[-1][0])
        elif isinstance(child.tag, str) and child.tag not in UNSEEN:
            stack.append((page.open(child, child.tag, node), iter(child)))
        elif child.tail:  # of a comment, or of something not shown
            page.read(child.tail, node)
    return page
