"""Redirects that a page makes by itself: `<meta http-equiv="refresh">`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .. import urls
from ..reasons import HUBS, Reason
from ..records import Article
from .document import Document

LONGEST_WAIT = 10.0  # seconds; after more a reader has begun to read, and the page means to be read
LITTLE = 60  # words; a notice that one is led on has fewer, an article that reloads itself more
# 5; url=/there, 0;/there, 0;URL='there': as forgiving as the HTML standard
REFRESH = re.compile(
    r"\s*(\d{0,6}(?:\.\d{0,6})?)\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))",
    re.IGNORECASE | re.DOTALL,
)


def leads_on(document: Document) -> str | None:
    """Return where a page sends its readers; None if it lets them stay."""
    contents = (
        said.get("content", "")
        for meta, said in zip(document.found["meta"], document.metas, strict=True)
        if said.get("http-equiv", "").strip().lower() == "refresh"
        # what is in there sends those without JavaScript away from the text
        and next(meta.iterancestors("noscript"), None) is None
    )
    return next(filter(None, (destination(content, document) for content in contents)), None)


def is_to_be_read(document: Document, article: Article | Reason) -> bool:
    """Say whether a page has a text, or is a list that only wants to stay fresh."""
    if isinstance(article, Article):
        return article.words >= LITTLE
    return article in HUBS and sum(len(text.split()) for text in texts(document)) >= LITTLE


def texts(document: Document) -> Iterator[str]:
    """Yield what can be seen of a page, piece by piece."""
    for element in document.tree.iter(etree.Element):
        if element.tag not in ("script", "style", "template"):
            yield element.text or ""
        yield element.tail or ""


def destination(content: str, document: Document) -> str | None:
    """Return the address in the content of a refresh; None for a page that reloads itself, or waits long."""
    found = REFRESH.match(content)
    if found is None or float(found[1].strip(".") or 0) > LONGEST_WAIT:
        return None
    href = next(filter(None, found.groups()[1:]), "").strip()
    url = urls.clean(href, document.base) if href else None
    return None if url == urls.clean(document.url) else url
