"""What a page says about its article, the likeliest claim of each field and where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from ... import urls
from ..document import Document
from ..listing import is_home
from ..tidy import strings, tidy
from . import dates, visible
from .authors import names
from .claims import Claim, Claims, first
from .sites import site_names, sites_named
from .titles import headline

LONGEST_TITLE = 500
LONGEST_AUTHOR = 300
LONGEST_DESCRIPTION = 1_000
LONGEST_NAME = 100  # of a site, section or tag
LONGEST_TAGS = 5_000  # characters of all tags together
LONGEST_ADDRESS = urls.LONGEST_URL + 1  # a longer one is cut, and then too long
MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata fields of an Article; `origins` says where each was found."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    declared_language: str | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    licence: str | None = None
    canonical: str | None = None
    paywalled: bool | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


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
AUTHOR = (
    "author", "article:author", "og:article:author", "og:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "dc.contributor", "citation_author", "byl", "byline", "authors",
    "article:author_name", "article.author", "cxenseparse:author",
)  # fmt: skip
TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "sailthru.title")
DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
SECTION = ("article:section", "section", "articlesection", "article.section", "parsely-section")
TAGS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject")
IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
LICENCE = ("dcterms.license", "dc.rights.license", "license", "dc.rights", "dcterms.rights")
LANGUAGE = ("content-language", "language", "dc.language", "dcterms.language", "inlanguage", "og:locale")
COMMA = re.compile(r"[,;](?!\s)")
LANGUAGE_CODE = re.compile(r"[a-z]{2}(?![a-z])")
LICENCE_LINK: Callable[[html.HtmlElement], Any] = etree.XPath("//a[contains(@rel, 'license')]")
FREE = {"free": False, "locked": True, "metered": True, "premium": True, "paid": True}


def read_metadata(document: Document, claims: Claims) -> Metadata:
    """Return what a page says about its article."""
    sites = list(site_names(claims))
    title = title_of(claims, sites)
    published = first(publishing_dates(claims, document, title[0]))
    found: dict[str, tuple[Any, str]] = {
        "title": title,
        "author": author_of(bylines(claims, document, title[0]), sites),
        "published": published,
        "modified": first(changing_dates(claims, published[0])),
        "declared_language": first(languages(claims)),
        "site": first(sites_named(claims)),
        "section": first(sections(claims)),
        "tags": tags_of(claims),
        "description": first(descriptions(claims)),
        "image": first(images(claims, document)),
        "licence": first(licences(claims, document)),
        "canonical": first(canonicals(claims, document)),
        "paywalled": paywall_of(claims),
    }
    stated = {name: claim for name, claim in found.items() if claim[1]}
    return Metadata(
        **{name: value for name, (value, _) in stated.items()},
        origins={name: origin for name, (_, origin) in stated.items()},
    )


def title_of(claims: Claims, sites: list[str]) -> Claim:
    """Return the headline."""
    stated = [claim for claim in claims.said(("headline", "name"), TITLE, LONGEST_TITLE) if claim[0]]
    headings = [tidy(heading, LONGEST_TITLE) for heading in claims.headings]
    return headline(headings, stated, tidy(claims.title, LONGEST_TITLE), sites)


def author_of(found: Iterable[tuple[str, Iterable[str]]], sites: list[str]) -> tuple[str | None, str]:
    """Return the names of the first source that names anybody."""
    for origin, texts in found:
        if author := names(texts, sites):
            return author[:LONGEST_AUTHOR], origin
    return None, ""


def bylines(claims: Claims, document: Document, title: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield origins and their bylines, the dearest to find last."""
    yield "json-ld", json_authors(claims)
    yield "meta", (text for text, _ in claims.in_meta(AUTHOR, LONGEST_AUTHOR))
    for found in visible.bylines(document):
        yield "html", found
    yield "text", visible.signatures(document, title)


def json_authors(claims: Claims) -> Iterator[str]:
    """Yield authors of JSON-LD; an organisation is the site, nearly always."""
    for name in ("author", "creator"):
        value = claims.resolved(claims.article.get(name))
        people = value if isinstance(value, list) else [value]
        yield from strings([one for one in people if not is_organisation(one)], "name", "@value")


def is_organisation(value: Any) -> bool:
    """Say whether JSON-LD calls something an organisation."""
    return isinstance(value, dict) and "rganization" in str(value.get("@type"))[:100]


def publishing_dates(claims: Claims, document: Document, title: str) -> Iterator[Claim]:
    """Yield dates of publication, the most trustworthy first, the dearest to find last."""
    for text, origin in claims.said(("datePublished",), PUBLISHED, dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in visible.times(document):
        yield dates.iso(text) or "", "html"
    yield dates.in_address(claims.url) or "", "url"
    for text, origin in claims.in_json(("dateCreated", "uploadDate"), dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in visible.below_headline(document, title):
        yield dates.iso(text) or "", "text"
    yield visible.date(document) or "", "text"


def changing_dates(claims: Claims, published: str | None) -> Iterator[Claim]:
    """Yield dates of change; one before publication is a template's, not the article's."""
    for text, origin in claims.said(("dateModified",), MODIFIED, dates.LONGEST):
        changed = dates.iso(text)
        if changed and (not published or changed[:10] >= published[:10]):
            yield changed, origin


def languages(claims: Claims) -> Iterator[Claim]:
    """Yield declared languages as ISO 639-1."""
    said_so = ((claims.language, "html"), *claims.said(("inLanguage",), LANGUAGE, LONGEST_NAME))
    for text, origin in said_so:
        match = LANGUAGE_CODE.match(tidy(text, LONGEST_NAME).lower())
        yield match[0] if match else "", origin


def sections(claims: Claims) -> Iterator[Claim]:
    """Yield names of the section, the first of "game,news,slider"."""
    for text, origin in claims.said(("articleSection",), SECTION, LONGEST_NAME):
        yield COMMA.split(text)[0].strip(), origin


def tags_of(claims: Claims) -> tuple[tuple[str, ...], str]:
    """Return the tags of the first source that has any, each once."""
    metas = (claims.in_meta((name,), LONGEST_TAGS) for name in TAGS)
    for source in (claims.in_json(("keywords",), LONGEST_TAGS), *metas):
        found = list(source)
        tags: dict[str, str] = {}
        for word in (part for text, _ in found for part in text.replace(";", ",").split(",")):
            if tag := tidy(word, LONGEST_NAME).strip("# "):
                tags.setdefault(tag.casefold(), tag)
        if tags:
            return tuple(tags.values())[:MOST_TAGS], found[0][1]
    return (), ""


def descriptions(claims: Claims) -> Iterator[Claim]:
    """Yield summaries."""
    yield from claims.in_meta(DESCRIPTION, LONGEST_DESCRIPTION)
    yield from claims.in_json(("description",), LONGEST_DESCRIPTION)


def images(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield addresses of the leading image."""
    for address, origin in claims.in_meta(IMAGE, LONGEST_ADDRESS):
        yield absolute(address, document), origin
    for address in strings(claims.resolved(claims.article.get("image")), "url", "contentUrl", "@id"):
        yield absolute(address, document), "json-ld"


def licences(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield licences, as addresses where they are addresses."""
    for address in claims.links.get("license", ()):
        yield absolute(address, document), "html"
    for link in LICENCE_LINK(document.tree):
        yield absolute(link.get("href") or "", document), "html"
    yield from claims.said(("license",), LICENCE, LONGEST_AUTHOR)


def canonicals(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield addresses the page gives as its own; a home page is no article's address."""
    stated = (claims.article.get("mainEntityOfPage"), claims.article.get("url"))
    sources = (
        *((address, "html") for address in claims.links.get("canonical", ())),
        *claims.in_meta(("og:url",), LONGEST_ADDRESS),
        *((address, "json-ld") for address in strings(list(stated), "@id", "url")),
    )
    at_home = is_home(claims.url)
    for address, origin in sources:
        url = absolute(address, document)
        yield url if at_home or not is_home(url) else "", origin


def absolute(address: str, document: Document) -> str:
    """Return a whole address; empty for none and for absurdly long ones."""
    url = urls.clean(tidy(address, LONGEST_ADDRESS), document.base) or ""
    return url if len(url) <= urls.LONGEST_URL else ""


def paywall_of(claims: Claims) -> tuple[bool | None, str]:
    """Say whether the text is for paying readers."""
    free = claims.article.get("isAccessibleForFree")
    if isinstance(free, bool):
        return not free, "json-ld"
    if isinstance(free, str) and free.strip().lower() in ("true", "false"):
        return free.strip().lower() == "false", "json-ld"
    for tier in claims.meta("article:content_tier"):
        if tier.lower() in FREE:
            return FREE[tier.lower()], "opengraph"
    return None, ""
