"""Pages that are lists, not texts: home, section, tag, author and search pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from .claims import Claims, has_type
from .paragraphs import Paragraph

LIST_TYPE = re.compile(r"(?:CollectionPage|SearchResultsPage|ProfilePage|ItemList)$")
LIST_PATH = re.compile(
    r"""(?:^|/)(?:tags?|topics?|categor(?:y|ies|ia|ias|ie)|kategorien?|themen?|authors?|autor(?:en|es)?
    |auteurs?|profile?s?|search|suche|recherche|buscar?|sections?|rubriken?|rubrique|archives?|archiv
    |page/\d+|seite/\d+)(?:/[^/]*){0,2}/?$|(?:^|/)(?:index|home|search|default)\.\w+$""",
    re.IGNORECASE | re.VERBOSE,
)
HEADINGS = frozenset(("h2", "h3", "h4"))
MANY = 4  # linked headings; next to the few paragraphs of a short article stand three
PROSE = 120  # bytes of a line that is a paragraph
LONG_TEXT = 2_500  # bytes of prose: no list's introduction is so long
MOSTLY = 0.6  # of the page's text is links; articles with long related blocks reach a half


def is_list(claims: Claims, url: str, lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether a page is a list.

    A page that states to be an article is one. Others are asked for their address and for
    what they consist of: a list has a linked heading to each paragraph, or is nothing but links.
    """
    home = is_home(url)
    if states_article(claims) and not home:
        return False
    prose = [size for line in lines if (size := len(line.encode("utf-8", "replace"))) >= PROSE]
    teased = sum(1 for p in paragraphs if p.element.tag in HEADINGS and p.linked > MOSTLY)
    if teased >= MANY and teased >= len(prose) / 2:
        return True
    if home or states_list(claims) or LIST_PATH.search(urlsplit(url).path):
        return sum(prose) < LONG_TEXT
    return not prose and link_share(paragraphs) > MOSTLY


def is_home(url: str) -> bool:
    """Say whether an address has neither path nor query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def states_article(claims: Claims) -> bool:
    """Say whether a page claims to be one article; lists state the many they tease."""
    kinds = [kind.strip().lower() for kind in claims.meta("og:type")]
    return (
        0 < len(claims.articles) < MANY
        or any(kind.startswith(("article", "news")) for kind in kinds)
        or any(claims.meta("article:published_time", "citation_title"))
    )


def states_list(claims: Claims) -> bool:
    """Say whether a page claims to be a list."""
    kinds = [kind.strip().lower() for kind in claims.meta("og:type")]
    return "profile" in kinds or any(has_type(node, LIST_TYPE) for node in claims.nodes)


def link_share(paragraphs: Sequence[Paragraph]) -> float:
    """Return the share of the page's text that stands in links."""
    total = sum(len(p.key) for p in paragraphs)
    return sum(p.linked * len(p.key) for p in paragraphs) / total if total else 0.0
