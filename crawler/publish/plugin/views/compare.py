"""What differs between two articles, or between an article and what it was before."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ...changes import Piece, changes
from ..excerpts import Excerpts
from ..safe import harmless
from ..visit import Row, Visit

ARTICLE = "select id, title, site, published, language, text from articles where id = ?"
VERSION = "select seen_at, title, text from versions where article = ? and seen_at = ?"
# What came after a version: the version that followed it, else what the article says now.
NEXT = (
    """select seen_at, title, text from versions where article = ? and seen_at > ? order by seen_at limit 1"""
)


async def view(visit: Visit) -> Response:
    """Return the page."""
    number = int(visit.parts["article"])
    found = await visit.ask(lambda connection: sides(connection, number, visit))
    if not found:
        return await visit.missing("There is nothing to compare.")
    article, old, new = found
    excerpts = Excerpts.of(visit.datasette, visit.database)
    texts = [harmless(excerpts.shown(side["text"])) for side in (old, new)]
    pieces = await visit.ask(lambda _: changes(*texts))
    return await visit.page(
        "compare",
        article=harmless(article), old=harmless(old), new=harmless(new), pieces=pieces,
        counts=counts(pieces), is_excerpt=excerpts.only,
    )  # fmt: skip


def sides(connection: sqlite3.Connection, number: int, visit: Visit) -> tuple[Row, Row, Row] | None:
    """Return the article that is asked about, the older text and the newer one."""
    article = first(connection, ARTICLE, number)
    if article and visit.number("with"):
        other = first(connection, ARTICLE, visit.number("with"))
        return (article, other, article) if other else None
    version = article and first(connection, VERSION, number, visit.input("until"))
    if not article or not version:
        return None
    return article, version, first(connection, NEXT, number, version["seen_at"]) or article


def first(connection: sqlite3.Connection, sql: str, *values: Any) -> Row | None:
    """Return the first row of an answer."""
    row = connection.execute(sql, values).fetchone()
    return dict(row) if row else None


def counts(pieces: list[Piece]) -> dict[str, int]:
    """Return how many words went and came."""
    return {
        fate: sum(len(piece.text.split()) for piece in pieces if piece.fate == fate)
        for fate in ("removed", "added", "same")
    }
