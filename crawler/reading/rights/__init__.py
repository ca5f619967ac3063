"""What a site says about the use of a text: in its files, in the answer's header, on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ...records import Article, Page, Statement
from ...timing import Stage, timed
from .reservations import POLICY, TDM, reservations, settled
from .robots import NAMES, directives

if TYPE_CHECKING:
    from ..document import Document

__all__ = ["licence", "reservation", "said_in_header", "settled", "statements"]

HEEDED = frozenset((*NAMES, TDM, POLICY))  # names of meta tags
MOST = 50  # statements of one page; real ones make up to six
LONGEST = 300  # characters of a value that are kept
SOURCES = {"html": "link", "opengraph": "meta"}  # origin of a licence → where that is


@timed(Stage.RIGHTS)
def statements(document: Document, page: Page) -> tuple[Statement, ...]:
    """Return all that is said of a page's text, but for the licence, which is read with the article."""
    found = dict.fromkeys(map(shortened, islice(said(document, page), MOST)))
    return settled((*page.statements, *found))


def said(document: Document, page: Page) -> Iterator[Statement]:
    """Yield what header and page say, repetitions included."""
    metas = [
        (name, " ".join(meta.get("content", "").split()))
        for meta in document.metas
        if (name := meta.get("name", "").strip().lower()) in HEEDED
    ]
    yield from directives(metas, page.headers)
    yield from reservations(metas, page.headers)


def said_in_header(page: Page) -> tuple[Statement, ...]:
    """Return what an answer says of the use of its text without the page."""
    found = (*directives((), page.headers), *reservations((), page.headers))
    return tuple(dict.fromkeys(map(shortened, found[:MOST])))


def shortened(statement: Statement) -> Statement:
    """Return a statement that is no longer than people write them."""
    return Statement(statement.source, statement.name, statement.value[:LONGEST], statement.reserves)


def licence(article: Article) -> tuple[Statement, ...]:
    """Return the licence that was read with an article as a statement; it reserves nothing."""
    if not article.licence:
        return ()
    origin = article.origins.get("licence", "html")
    return (Statement(SOURCES.get(origin, origin), "licence", article.licence[:LONGEST]),)


def reservation(found: Iterable[Statement], obeyed: Collection[str]) -> Statement | None:
    """Return the first statement that reserves the text, of the names that are obeyed."""
    return next((one for one in found if one.reserves and one.name in obeyed), None)
