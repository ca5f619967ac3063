"""One pass over the tree: every element with the extent of its text and of its links."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    broken: bool = True
    """A line ends between the last piece and the next one."""

    def text(self, first: int, last: int) -> str:
        """Return pieces as one line."""
        if last - first == 1:  # as most links have
            return " ".join(self.pieces[first].split())
        return " ".join("".join(self.pieces[first:last]).split())

    def length(self, node: Node) -> int:
        """Return the characters in a node."""
        return self.offsets[node.last_piece] - self.offsets[node.first_piece]

    def open(self, element: html.HtmlElement, tag: str, parent: Node | None, text: str | None) -> Node:
        """Enter an element that begins with a text."""
        node = Node()
        node.element, node.tag, node.parent = element, tag, parent
        node.first_piece, node.first_anchor = len(self.pieces), len(self.anchors)
        node.own = node.linked = 0
        node.link = parent.link if parent else None
        node.around = node.named = None
        self.nodes.append(node)
        if tag not in RUNNING:
            self.broken = True
        elif parent:
            node.around = parent.around or parent
            if tag == "a" and (href := element.get("href")):
                node.link = node.first_anchor
                self.anchors.append(node)
                self.hrefs.append(href)
                self.alts.append("")
        if text and text.isspace():
            self.broken = True
        elif text:
            self.read(text, node)
        return node

    def pass_by(self, element: html.HtmlElement, tag: str, parent: Node) -> None:
        """Take in an element with nothing inside but text."""
        text = element.text
        if tag in LEAVES:  # the parent stands for it
            if text:
                self.read(text, parent)
            elif tag == "br":
                self.broken = True
            elif tag == "img" and parent.link is not None and not self.alts[parent.link]:
                self.alts[parent.link] = " ".join((element.get("alt") or "").split())
            return
        if text or tag == "a":
            node = self.open(element, tag, parent, text)
            node.last_piece, node.last_anchor = len(self.pieces), len(self.anchors)
        if tag != "a":
            self.broken = True

    def read(self, text: str, node: Node) -> None:
        """Take in text that stands directly in `node`."""
        if text.isspace():
            self.broken = True
            return
        size = len(text.strip())
        block = node.around or node
        self.pieces.append(" " + text if self.broken else text)
        self.blocks.append(block)
        self.offsets.append(self.offsets[-1] + size)
        self.broken = False
        if node.link is None:
            block.own += size
        else:
            block.linked += size


def outline(tree: html.HtmlElement) -> Outline:
    """Walk the tree once, without recursion: pages nest as deep as they like."""
    page = Outline()
    node = page.open(tree, str(tree.tag), None, tree.text)
    outer, children = [], iter(tree[:])  # a list, as lxml's own iterators take half as long again
    while True:
        for child in children:
            tag = child.tag
            if tag not in UNSEEN:
                if inner := child[:]:
                    outer.append((node, children))
                    node, children = page.open(child, tag, node, child.text), iter(inner)
                    break
                page.pass_by(child, tag, node)
            if tail := child.tail:
                if tail.isspace():  # as most are
                    page.broken = True
                else:
                    page.read(tail, node)
        else:
            node.last_piece, node.last_anchor = len(page.pieces), len(page.anchors)
            page.broken |= node.around is None
            if not outer:
                return page
            tail = node.element.tail
            node, children = outer.pop()
            if tail and tail.isspace():
                page.broken = True
            elif tail:
                page.read(tail, node)
