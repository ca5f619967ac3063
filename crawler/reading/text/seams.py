"""Where text meets a block without a space: readers see a new line, extractors glue the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import html

from .paragraphs import BLOCKS

CONTEXT = 16  # characters on each side by which a seam is found again in a text
MOST = 200  # seams of one page; more are a table of numbers or a trap
Seam = tuple[str, str]
"""The end of one line and the beginning of the next."""


def seams(tree: html.HtmlElement) -> Iterator[Seam]:
    """Yield what an extractor may glue on this page."""
    left = MOST
    for element in tree.iter(*BLOCKS, "br"):
        for before, after in borders(element):
            if before and after and not before[-1].isspace() and not after[0].isspace():
                yield " ".join(before.split())[-CONTEXT:], " ".join(after.split())[:CONTEXT]
                left -= 1
        if left < 0:
            break


def borders(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the texts on both sides of a block's start and of its end, where text is outside."""
    outside = text_before(element)
    if outside.strip() and not outside[-1].isspace():
        yield outside, element.text or ""
    if element.tail and element.tail.strip() and not element.tail[0].isspace():
        yield last_text(element) or outside, element.tail


def last_text(element: html.HtmlElement) -> str:
    """Return the last text inside an element."""
    while len(element):
        element = element[-1]
        if element.tail and element.tail.strip():
            return element.tail
    return element.text or "" if isinstance(element.tag, str) else ""


def text_before(element: html.HtmlElement) -> str:
    """Return the text that stands directly before an element."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def apart(line: str, found: Sequence[Seam]) -> list[str]:
    """Return a line cut at its seams."""
    for before, after in found:
        line = line.replace(before + after, f"{before}\n{after}")
    return line.split("\n")
