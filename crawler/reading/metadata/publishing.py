"""When the article of a page was published and changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..document import Document
from . import dates, visible
from .claims import Claim, Claims, first

# Names of meta tags, the most telling first.
PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "article.published",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "citation_publication_date", "citation_online_date",
    "originalpublicationdate", "publish-date", "publish_date", "publishdate", "publication_date",
    "pubdate", "displaydate", "article.created", "dcterms.created", "dc.date.created", "dcterms.date",
    "dc.date", "date", "datecreated",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified",
    "article.updated", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "lastmod", "revised",
)  # fmt: skip


def published_of(claims: Claims, document: Document, around: Iterable[str]) -> Claim:
    """Return when an article was published, as readers see it in the texts around the headline."""
    found, origin = first(publishing_dates(claims, document, around))
    if found and origin in ("json-ld", "opengraph", "meta"):
        in_address = dates.in_address(claims.url) or ""
        return dates.as_seen(found, chain(around, [in_address])), origin
    return found or "", origin


def publishing_dates(claims: Claims, document: Document, around: Iterable[str]) -> Iterator[Claim]:
    """Yield dates of publication, the most trustworthy first, the dearest to find last."""
    for text, origin in claims.said(("datePublished",), PUBLISHED, dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in visible.times(document):
        yield dates.iso(text) or "", "html"
    yield dates.in_address(claims.url) or "", "url"
    for text, origin in claims.in_json(("dateCreated", "uploadDate"), dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in around:
        yield dates.iso(text) or "", "text"
    yield visible.date(document) or "", "text"


def changing_dates(claims: Claims, published: str | None) -> Iterator[Claim]:
    """Yield dates of change; one before publication is a template's, not the article's."""
    for text, origin in claims.said(("dateModified",), MODIFIED, dates.LONGEST):
        changed = dates.iso(text)
        if changed and (not published or changed[:10] >= published[:10]):
            yield changed, origin
