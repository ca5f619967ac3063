"""Who wrote the article of a page: what machines are told, checked by what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..document import Document
from ..tidy import strings
from . import near, visible
from .authors import is_full, names, nickname
from .claims import Claim, Claims
from .folding import fold
from .sites import persons

LONGEST = 300
# Names of meta tags, the most telling first.
AUTHOR = (
    "author", "article:author", "og:article:author", "og:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "dc.contributor", "citation_author", "byl", "byline", "authors",
    "article:author_name", "article.author", "cxenseparse:author",
)  # fmt: skip


def author_of(claims: Claims, document: Document, below: Sequence[str], sites: list[str]) -> Claim:
    """Return the names of the first source that names anybody, or a nickname.

    `below` are the texts below the headline.
    """
    people = list(persons(claims))
    seen = names(near.signatures(below), sites, people)
    for origin, texts in stated(claims):
        if author := names(texts, sites, people):
            return (seen, "text") if seen and corrects(seen, author) else (author[:LONGEST], origin)
    among = visible.candidates(document)
    signed = visible.signed(among)
    if signed and not names(signed, sites, people) and (nick := nickname(signed, sites)):
        return nick, "html"
    for texts in visible.bylines(among):
        if author := names(texts, sites, people):
            return author[:LONGEST], "html"
    if seen:
        return seen[:LONGEST], "text"
    nick = nickname(json_authors(claims), sites)
    return (nick, "json-ld") if nick else ("", "")


def corrects(seen: str, stated: str) -> bool:
    """Say whether the byline below the headline outweighs what machines are told.

    Systems tell them who typed a text in, or the first of its authors.
    """
    ours, theirs = (set(map(fold, author.split("; "))) for author in (seen, stated))
    return (ours > theirs or ours.isdisjoint(theirs)) and all(map(is_full, seen.split("; ")))


def stated(claims: Claims) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield origins and the bylines that machines are told."""
    yield "json-ld", json_authors(claims)
    yield "meta", (text for text, _ in claims.in_meta(AUTHOR, LONGEST))


def json_authors(claims: Claims) -> Iterator[str]:
    """Yield authors of JSON-LD; an organisation is the site, nearly always."""
    for name in ("author", "creator"):
        value = claims.resolved(claims.article.get(name))
        people = value if isinstance(value, list) else [value]
        yield from strings([one for one in people if not is_organisation(one)], "name", "@value")


def is_organisation(value: Any) -> bool:
    """Say whether JSON-LD calls something an organisation."""
    return isinstance(value, dict) and "rganization" in str(value.get("@type"))[:100]
