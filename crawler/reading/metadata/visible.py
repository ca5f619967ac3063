"""Bylines and dates that readers see, for pages whose tags don't name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any

from htmldate import find_date
from lxml import etree, html

from ..document import Document
from ..text.inner import inner_text
from ..text.paragraphs import is_beside
from ..tidy import tidy
from . import dates

LONGEST = 500
MOST = 5  # candidates looked at; the first bylines are the article's, later ones of teasers
# Elements whose class may call them a byline; rel and itemprop may do so for all.
NAMED = frozenset({"p", "span", "div", "a", "li", "address", "h4"})
CALLED = re.compile("[Aa]uthor|[Bb]yline")
READ: Callable[[html.HtmlElement], Any] = etree.XPath(
    ".//text()[normalize-space() and not(parent::script or parent::style)]", smart_strings=False
)
APART: Callable[[html.HtmlElement], Any] = etree.XPath(".//*[@itemprop='name' or @rel='author']")
AWAY = re.compile(r"comment|related|recommend|teaser|promo|sidebar|footer|most-?read|widget", re.IGNORECASE)
PUBLISHED = re.compile(r"publi|post|entry|created|date-?time|datum|fecha|erschienen", re.IGNORECASE)
FAR_BACK = 6  # ancestors asked whether a time stands beside the article


def candidates(document: Document) -> list[html.HtmlElement]:
    """Return the elements of a page that bylines and signatures are among."""
    # any attribute may speak of authors: one look at them all tells most that do not
    return [
        element
        for element in inside(document)
        if "uthor" in (values := " ".join(element.values())) or "yline" in values or "fn" in values
    ]


def bylines(among: Sequence[html.HtmlElement]) -> Iterator[list[str]]:
    """Yield what the first bylines say, each with those that stand beside it."""
    called = filter(is_called_byline, among)
    found = [element for element in islice(called, MOST) if not is_away(element)]
    for element in found:
        beside = [other for other in found if other.getparent() is element.getparent()]
        yield [text for one in beside for text in named(one)]


def inside(document: Document) -> Iterator[html.HtmlElement]:
    """Return the elements in the body of a page."""
    bodies = document.tree.iterchildren("body")
    return chain.from_iterable(body.iterdescendants(etree.Element) for body in bodies)


def is_called_byline(element: html.HtmlElement) -> bool:
    """Say whether attributes call an element the line that names the author."""
    get = element.get
    if element.tag in NAMED and CALLED.search(get("class") or ""):
        return True
    return "author" in (get("itemprop") or "") or has_word("author", get("rel"))


def has_word(word: str, attribute: str | None) -> bool:
    """Say whether a word is among those of an attribute."""
    return attribute is not None and word in attribute and f" {word} " in f" {attribute} "


def named(element: html.HtmlElement) -> Iterator[str]:
    """Yield the names that markup sets apart in a byline, or all of its lines."""
    inner = APART(element)
    for one in inner:
        yield one.get("content") or tidy(inner_text(one), LONGEST)
    if not inner:
        yield element.get("content") or ""
        yield from READ(element)[:MOST]


def signed(among: Sequence[html.HtmlElement]) -> list[str]:
    """Return the names in elements made for names, where nothing else stands: so they may look like none."""
    found = islice(filter(is_signature, among), MOST)
    return [tidy(inner_text(one), LONGEST) for one in found if not is_away(one)]


def is_signature(element: html.HtmlElement) -> bool:
    """Say whether an element is a link to an author, or the name on a card of the hCard format."""
    if element.tag == "a" and has_word("author", element.get("rel")):
        return True
    return (
        element.tag in ("a", "span")
        and has_word("fn", element.get("class"))
        and any(
            has_word("vcard", outer.get("class"))
            for outer in element.iterancestors()
            if outer.tag not in ("body", "html")
        )
    )


def is_away(element: html.HtmlElement) -> bool:
    """Say whether a byline is a teaser's, a comment's or a form's."""
    for _, step in zip(range(FAR_BACK), element.iterancestors(), strict=False):
        if step.tag in ("body", "main", "article"):
            return False
        if step.tag in ("nav", "aside", "footer", "form", "label") or AWAY.search(step.get("class") or ""):
            return True
        if step.tag == "li" and next(step.iter("h2", "h3", "h4", "img"), None) is not None:
            return True
    return False


def times(document: Document) -> Iterator[str]:
    """Yield times that are marked up as such, those of publication first."""
    found = [time for time in document.found["time"] if is_own(time)][:MOST]
    marked = [time for time in found if time.get("pubdate") is not None or is_published(time)]
    for time in marked:
        yield time.get("datetime") or tidy(inner_text(time), LONGEST)
    for element in document.tree.iter("span", "div", "p", "abbr") if document.says("datePublished") else ():
        if element.get("itemprop") == "datePublished":
            yield element.get("content") or element.get("title") or tidy(inner_text(element), LONGEST)
    for time in found:
        yield time.get("datetime") or tidy(inner_text(time), LONGEST)


def is_published(time: html.HtmlElement) -> bool:
    """Say whether attributes call a time that of publication."""
    return bool(PUBLISHED.search(f"{time.get('itemprop', '')} {time.get('class', '')}"))


def is_own(time: html.HtmlElement) -> bool:
    """Say whether a time is the article's, neither a teaser's nor that of a change."""
    if dates.CHANGED.search(f"{time.get('itemprop', '')} {time.get('class', '')}"):
        return False
    parent = time.getparent()
    if parent is not None and dates.CHANGED.search((parent.text or "")[-40:]):
        return False
    above = zip(range(FAR_BACK), time.iterancestors(), strict=False)
    return not any(step.tag in ("nav", "aside", "footer", "li") or is_related(step) for _, step in above)


def is_related(element: html.HtmlElement) -> bool:
    """Say whether an element is named as beside the article, bylines excepted."""
    name = element.get("class") or ""
    return "byline" not in name.lower() and is_beside(name, element.get("id"))


def date(document: Document) -> str | None:
    """Return the date that htmldate finds on the page: the slowest way, and the last."""
    latest = datetime.now(UTC) + timedelta(days=1)
    try:
        found = find_date(
            document.tree,
            extensive_search=False,
            original_date=True,
            min_date=dates.FIRST.isoformat(),
            max_date=latest.date().isoformat(),
        )
    except (ValueError, TypeError, AttributeError, OverflowError, etree.LxmlError):
        return None  # htmldate trips over markup now and then
    return found
