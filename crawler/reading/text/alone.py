"""The article's frame made ready without the rest of its page, which has four times as many elements.

It is what it would be on the whole page: what that depends on beside the frame is looked at here.
"""

from __future__ import annotations

from copy import copy
from operator import attrgetter

from lxml import html
from trafilatura.htmlprocessing import prune_html

from .cleaning import CUTS, FOCUS, LINKED, cleaned, cut_forms, cut_short, is_free, renamed
from .frames import HOLDERS, frames
from .inner import inner_text
from .signs import TALKING, is_appended

TAG = attrgetter("tag")
# What is cut or renamed with what is in it.
AWAY = CUTS | {"a", "details", "dl", "form", "ol", "ul"}
# What may be a block by the time that frames are looked for.
BECOMING = ("details", "figure", "form", "table")


def alone(page: html.HtmlElement) -> html.HtmlElement | None:
    """Return a copy of a slim page's first frame in an element of its own; None where it takes the page."""
    frame = next(frames(page, (*HOLDERS, *BECOMING)), None)
    if frame is None or frame.tag in BECOMING:
        return None
    around = list(frame.iterancestors())
    tags = set(map(TAG, around))
    if tags & AWAY or any(step.tag in TALKING and is_appended(step) for step in (frame, *around)):
        return None
    # links lose their names where they stand in no block
    holder = page.makeelement("body" if tags.isdisjoint(LINKED) else "div")
    holder.append(copy(frame))
    return holder


def made_ready(holder: html.HtmlElement) -> html.HtmlElement | None:
    """Return a frame as the search needs it; None where that takes the page."""
    tree = cleaned(cut_short(holder))
    # a form that the frame is in may be small beside the page
    return None if cut_forms(tree) else renamed(prune_html(tree, FOCUS))


def is_poor(page: html.HtmlElement, most: int) -> bool:
    """Say whether a page is sure to have so few characters in paragraphs when all that is cut is gone.

    It is not where every paragraph stands in what is cut: then that is spared.
    """
    paragraphs = free = 0
    for paragraph in page.iter("p"):
        paragraphs += 1
        if is_free(paragraph) and not any(map(is_appended, paragraph.iterancestors(*TALKING))):
            free += 1
            most -= len(inner_text(paragraph))
        if most <= 0:
            return False
    return free > 0 or paragraphs == 0
