"""Keyword in context: the places where words stand, one a line."""

from __future__ import annotations

from dataclasses import asdict, astuple

from datasette.utils.asgi import Response

from ...words.concordance import MOST_LINES, ORDERS, TEXTS, WIDTHS, Line, concordance
from ...words.scope import MOST_HITS
from ...words.selection import selection
from ..asking import answer, data, page
from ..safe import harmless
from ..visit import Visit

PER_PAGE = 100


async def view(visit: Visit) -> Response:
    """Return a page of lines; as CSV or JSON all of them."""
    asked = selection(visit.input)
    order = visit.input("sort")
    order = order if order in ORDERS else ""
    width = visit.number("width")
    width = width if width in WIDTHS else WIDTHS[1]
    found = await answer(visit, lambda connection: concordance(connection, asked, width, order))
    lines = found.lines if found else []
    about = {"texts": found.texts, "of_texts": found.count} if found else {}
    exported = data(visit, (asdict(safe(line)) for line in lines), **about) if found else None
    pages = max(1, -(-len(lines) // PER_PAGE))
    at = min(max(1, visit.number("at", 1)), pages)
    return exported or await page(
        visit,
        "kwic",
        asked,
        found,
        lines=[safe(line) for line in lines[PER_PAGE * (at - 1) : PER_PAGE * at]],
        order=order,
        orders=ORDERS,
        width=width,
        widths=WIDTHS,
        at=at,
        pages=pages,
        bounds={"texts": TEXTS, "lines": MOST_LINES, "hits": MOST_HITS},
    )


def safe(line: Line) -> Line:
    """Return a line with harmless strings."""
    return Line(*map(harmless, astuple(line)))
