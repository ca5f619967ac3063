"""One pass over the tree: every element with the extent of its text and of its links."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import html

# Their text is not on the page, and links in them are copies or machinery.
UNSEEN = frozenset(
    {"audio", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg"}
    | {"template", "textarea", "video"}
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

    # Written out, as a generated __init__ with a __post_init__ takes twice as long, and this is
    # the one thing done for every element.
    __slots__ = (
        "alt",
        "anchor",
        "aside",
        "block",
        "element",
        "first_anchor",
        "first_piece",
        "index",
        "last_anchor",
        "last_piece",
        "linked",
        "own",
        "parent",
        "tag",
    )

    def __init__(self, element: html.HtmlElement, tag: str, parent: Node | None) -> None:
        """Inherit from the parent what goes down the tree."""
        self.element = element
        self.tag = tag
        self.parent = parent
        self.index = self.first_piece = self.first_anchor = self.last_piece = self.last_anchor = 0
        self.own = 0
        """Characters of text that stand in this block outside links."""
        self.linked = 0
        """Characters of link text that stand in this block."""
        self.alt = ""
        """Of a link: what its picture shows."""
        self.anchor: Node | None = parent.anchor if parent else None
        """The link it stands in, itself included."""
        self.aside: bool = tag in ASIDES or (parent is not None and parent.aside)
        """In a part of the page that is not the article."""
        self.block: Node = parent.block if parent and tag in RUNNING else self
        """Nearest element that is not inline, itself included."""


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
        node = Node(element, tag, parent)
        node.index = len(self.nodes)
        node.first_piece = len(self.pieces)
        node.first_anchor = len(self.anchors)
        self.nodes.append(node)
        if tag not in RUNNING:
            self.broken = True
        elif tag == "a" and element.get("href"):
            node.anchor = node
            self.anchors.append(node)
        if element.text:
            self.read(element.text, node)
        return node

    def pass_by(self, element: html.HtmlElement, tag: str, parent: Node) -> None:
        """Take in an inline element with nothing inside but text: `parent` stands for it."""
        if element.text:
            self.read(element.text, parent)
        elif tag == "br":
            self.broken = True
        elif tag == "img" and parent.anchor and not parent.anchor.alt:
            parent.anchor.alt = " ".join((element.get("alt") or "").split())

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
    stack = [(page.open(tree, str(tree.tag), None), iter(tree))]
    while stack:
        node, children = stack[-1]
        for child in children:
            tag = child.tag
            if isinstance(tag, str) and tag not in UNSEEN:
                if tag not in LEAVES or len(child):
                    stack.append((page.open(child, tag, node), iter(child)))
                    break
                page.pass_by(child, tag, node)
            if child.tail:
                page.read(child.tail, node)
        else:
            page.close(node)
            stack.pop()
            if stack and node.element.tail:
                page.read(node.element.tail, stack[-1][0])
    return page
