"""What is mended in an extracted text, in the order it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import cuts, returns
from .layout import with_gaps
from .page import BULLET, Lines, Page
from .paragraphs import Paragraph


def without_joins(lines: Lines, page: Page) -> Lines:
    """Part words and lines that the page shows apart; most lines stand in its paragraphs as they are."""
    doubtful = [line for line in lines if (found := page.find(line)) is None or not stands_as_is(line, found)]
    return with_gaps(lines, page.layout(), doubtful) if doubtful else lines


def stands_as_is(line: str, paragraph: Paragraph) -> bool:
    """Say whether a paragraph has a line's words, its list mark left out, and spaces between them."""
    text = paragraph.text
    return line == text or f" {line.removeprefix(BULLET)} " in f" {text} "


STATED = "json-ld text taken"
MENDS: Mapping[str, Callable[[Lines, Page], Lines]] = {
    "glued lines parted": without_joins,
    "paragraphs parted": returns.with_lines,
    STATED: returns.with_stated,
    "lost paragraphs put back": returns.with_lost,
    "lost headings put back": returns.with_headings,
    "blocks beside the article cut": cuts.without_beside,
    "teasers cut": cuts.without_teasers,
    "menus cut": cuts.without_menus,
    "links elsewhere cut": cuts.without_links,
    "appeals cut": cuts.without_appeals,
    "headline cut": cuts.without_headline,
    "byline cut": cuts.without_byline,
    "picture credits cut": cuts.without_pictures,
    "credits cut": cuts.without_credits,
    "table of contents cut": cuts.without_contents,
    "headings over nothing cut": cuts.without_last_headings,
}
"""Name → mend, in the order they are tried."""
