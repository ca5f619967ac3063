"""Search: texts with words, narrowed by what is known of them; the address holds all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datasette.utils.asgi import Response

from ...words.hits import ORDERS, PER_PAGE, Hits, find
from ...words.scope import MOST_HITS
from ...words.selection import selection
from ..asking import answer, data, page
from ..safe import harmless
from ..visit import Visit


async def view(visit: Visit) -> Response:
    """Return a page of what was found."""
    asked = selection(visit.input)
    order = visit.input("sort")
    order = order if order in ORDERS else "relevance"
    at = min(max(1, visit.number("at", 1)), MOST_HITS // PER_PAGE)
    hits = await answer(visit, lambda connection: find(connection, asked, order, at))
    for card in hits.cards if hits else ():
        card.update(safe(card))
    about = {"count": hits.count, "is_exact": hits.is_exact, "is_whole": hits.is_whole} if hits else {}
    exported = data(visit, rows(hits), **about) if hits else None
    return exported or await page(
        visit, "search", asked, hits, order=order, orders=ORDERS, at=at, most_hits=MOST_HITS
    )


def safe(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card with harmless strings, in pieces or not."""
    pieces = {name: [harmless(piece) for piece in card[name]] for name in ("title", "snippet")}
    return {name: harmless(value) for name, value in card.items()} | pieces


def rows(hits: Hits) -> Iterator[dict[str, Any]]:
    """Yield hits as data: what was found stands in brackets in the snippet."""
    for card in hits.cards:
        yield card | {"title": "".join(card["title"]), "snippet": bracketed(card["snippet"])}


def bracketed(pieces: list[str]) -> str:
    """Return a snippet as plain text."""
    return "".join(f"[{piece}]" if index % 2 else piece for index, piece in enumerate(pieces))
