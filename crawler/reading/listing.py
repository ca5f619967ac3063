"""Pages that are lists, not texts: home, section, tag, author and search pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from .metadata.claims import Claims, has_type
from .text.paragraphs import Paragraph, key

LIST_TYPE = re.compile(r"(?:CollectionPage|SearchResultsPage|ProfilePage|ItemList)$")
LIST_PATH = re.compile(
    r"""(?:^|/)(?:tags?|topics?|categor(?:y|ies|ia|ias|ie)|kategorien?|themen?|authors?|autor(?:en|es)?
    |auteurs?|profile?s?|search|suche|recherche|buscar?|sections?|rubriken?|rubrique|archives?|archiv
    |page/\d+|seite/\d+)(?:/[^/]*){0,2}/?$|(?:^|/)(?:index|home|search|default)\.\w+$""",
    re.IGNORECASE | re.VERBOSE,
)
MANY = 4  # teasers make a list; beside the few paragraphs of a short article stand up to three
OPENING = 2  # sentences without a heading of their own that begin a text; lists have one at most
SENTENCE = 40  # bytes
LONG_TEXT = 2_500  # bytes of prose: no list's introduction is so long
MOSTLY = 0.6  # of the page's text is links; articles with long related blocks reach a half
MOST_ASKED = 50  # paragraphs; enough to know


def is_list(claims: Claims, text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether a page is a list.

    A page that states to be an article is one. Others are asked for their address and for
    what they consist of: the paragraphs of a list stand below a linked heading each.
    """
    home = is_home(claims.url)
    if states_article(claims) and not home:
        return False
    listed = states_list(claims) or bool(LIST_PATH.search(urlsplit(claims.url).path))
    if is_typed_article(claims) and not home and not listed:
        return False
    whole = key(text)
    asked = [p.teaser for p in prose(paragraphs) if p.key in whole]
    if any(asked[:OPENING]) and sum(asked) >= max(MANY, len(asked) / 2):
        return True
    if is_typed_article(claims) and not home:
        return False
    if home or listed:
        return len(whole.encode("utf-8", "replace")) < LONG_TEXT or sum(asked) >= MANY
    return not asked and link_share(paragraphs) > MOSTLY


def prose(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the first paragraphs with the length of a sentence that are no links."""
    long = (p for p in paragraphs if len(p.key.encode("utf-8", "replace")) >= SENTENCE)
    return islice((p for p in long if p.linked < MOSTLY), MOST_ASKED)


def is_home(url: str) -> bool:
    """Say whether an address has neither path nor query."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def states_article(claims: Claims) -> bool:
    """Say whether a page claims to be one article; lists state the many they tease."""
    return 0 < len(claims.articles) < MANY or any(claims.meta("article:published_time", "citation_title"))


def is_typed_article(claims: Claims) -> bool:
    """Say whether Open Graph calls a page an article, as some systems do with all their pages."""
    return any(kind.strip().lower().startswith(("article", "news")) for kind in claims.meta("og:type"))


def states_list(claims: Claims) -> bool:
    """Say whether a page claims to be a list."""
    kinds = [kind.strip().lower() for kind in claims.meta("og:type")]
    return "profile" in kinds or any(has_type(node, LIST_TYPE) for node in claims.nodes)


def link_share(paragraphs: Sequence[Paragraph]) -> float:
    """Return the share of the page's text that stands in links."""
    total = sum(len(p.key) for p in paragraphs)
    return sum(p.linked * len(p.key) for p in paragraphs) / total if total else 0.0
