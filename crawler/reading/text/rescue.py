"""Where the article's frame had next to nothing: what reads like text anywhere else on the page.

The rules are trafilatura's (Apache 2.0).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from lxml import etree, html
from trafilatura.main_extractor import handle_textelem
from trafilatura.settings import DEDUPE_SCAN_CAP, MIN_DUPLICATE_LENGTH, Extractor

from .inner import inner_text, one_line

TEXTS = ("code", "p", "quote", "table", "div", "lb", "list")


class Found:
    """A body that grows, and what it says."""

    def __init__(self, body: etree._Element) -> None:
        """Begin with what is there."""
        self.body = body
        self.texts = {text_of(element) for element in body}
        self.whole = "\n".join(filter(None, map(text_of, body)))
        """Up to a length; what is behind is compared by whole texts."""

    def add(self, element: etree._Element) -> None:
        """Take what is not there yet."""
        text, tail = text_of(element), element.tail
        pictures = {picture.get("src") for picture in element.iter("graphic")}
        if (
            not text
            and pictures
            and pictures <= {picture.get("src") for picture in self.body.iter("graphic")}
        ):
            return
        piece = one_line(text + tail) if tail and not tail.isspace() else ""
        if text and self.says(text, piece):
            return
        self.body.append(element)
        if len(self.whole) <= DEDUPE_SCAN_CAP:
            self.whole += "\n" + (piece or text)
        self.texts.add(text)

    def says(self, text: str, piece: str) -> bool:
        """Say whether a text is there, or the piece of a line it is part of."""
        if text in self.texts:
            return True
        if len(self.whole) > DEDUPE_SCAN_CAP:
            return False
        return (len(text) > MIN_DUPLICATE_LENGTH and text in self.whole) or (
            bool(piece) and piece in self.whole
        )


def recover(
    tree: html.HtmlElement,
    body: etree._Element,
    taken: AbstractSet[html.HtmlElement],
    tags: AbstractSet[str],
    options: Extractor,
) -> None:
    """Put what reads like text in a pruned tree into a body, but for what was taken before."""
    found = Found(body)
    potential = {*tags, "div", "lb"}
    whole: set[html.HtmlElement] = set()
    """Elements that went into the body with all that is in them."""
    for element in list(tree.iterdescendants(*TEXTS)):
        if element in taken or any(step in whole for step in element.iterancestors()):
            continue
        new = handle_textelem(element, potential, options)
        if new is None:
            continue
        if new is element:
            whole.add(element)
        found.add(new)


def text_of(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return one_line(inner_text(element))
