"""What a page says about its article, the likeliest claim of each field and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import urls
from . import dates, visible
from .authors import names
from .claims import Claims
from .document import Document
from .listing import is_home
from .tidy import strings, tidy
from .titles import headline

LONGEST_TITLE = 500
LONGEST_AUTHOR = 300
LONGEST_DESCRIPTION = 1_000
LONGEST_NAME = 100  # of a site, section or tag
MOST_TAGS = 30

Claim = tuple[str, str]
"""A value and its origin."""


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

# meta names, the most telling first
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
SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
SECTION = ("article:section", "section", "articlesection", "article.section", "parsely-section")
TAGS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject")
IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
LICENCE = ("dcterms.license", "dc.rights.license", "license", "dc.rights", "dcterms.rights")
LANGUAGE = ("content-language", "language", "dc.language", "dcterms.language", "inlanguage", "og:locale")
FREE = {"free": False, "locked": True, "metered": True, "premium": True, "paid": True}


def read_metadata(document: Document, claims: Claims) -> Metadata:
    """Return what a page says about its article."""
    sites = list(site_names(claims, document.url))
    title = title_of(claims, sites)
    published = first(publishing_dates(claims, document, title[0]))
    found: dict[str, tuple[Any, str]] = {
        "title": title,
        "author": author_of(claims, document, sites),
        "published": published,
        "modified": first(changing_dates(claims, published[0])),
        "declared_language": first(languages(claims)),
        "site": first(sites_named(claims, document.url)),
        "section": first(said(claims, ("articleSection",), SECTION, LONGEST_NAME)),
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


def first(claims: Iterable[Claim]) -> tuple[str | None, str]:
    """Return the first claim that says something."""
    return next((claim for claim in claims if claim[0]), (None, ""))


def in_json(claims: Claims, names: Iterable[str], limit: int) -> Iterator[Claim]:
    """Yield what the article's JSON-LD says under these names."""
    for name in names:
        value = claims.resolved(claims.article.get(name))
        for text in strings(value, "name", "@value", "text", "url", "@id"):
            yield tidy(text, limit), "json-ld"


def in_meta(claims: Claims, names: Iterable[str], limit: int) -> Iterator[Claim]:
    """Yield what meta tags say under these names."""
    for name in names:
        origin = "opengraph" if name.startswith(("og:", "article:")) else "meta"
        for content in claims.meta(name):
            yield tidy(content, limit), origin


def said(claims: Claims, json: Iterable[str], metas: Iterable[str], limit: int) -> Iterator[Claim]:
    """Yield claims of JSON-LD, then of meta tags."""
    yield from in_json(claims, json, limit)
    yield from in_meta(claims, metas, limit)


def title_of(claims: Claims, sites: list[str]) -> Claim:
    """Return the headline."""
    stated = [
        claim
        for claim in said(claims, ("headline", "name"), TITLE, LONGEST_TITLE)
        if claim[0]
    ]
    headings = [tidy(heading, LONGEST_TITLE) for heading in claims.headings]
    return headline(headings, stated, tidy(claims.title, LONGEST_TITLE), sites)


def author_of(claims: Claims, document: Document, sites: list[str]) -> tuple[str | None, str]:
    """Return the names of the first source that names anybody."""
    for origin, found in bylines(claims, document):
        if author := names(found, sites):
            return author[:LONGEST_AUTHOR], origin
    return None, ""


def bylines(claims: Claims, document: Document) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield origins and their bylines, the dearest to find last."""
    yield "json-ld", json_authors(claims)
    yield "meta", (text for text, _ in in_meta(claims, AUTHOR, LONGEST_AUTHOR))
    for found in visible.bylines(document):
        yield "html", found


def json_authors(claims: Claims) -> Iterator[str]:
    """Yield authors of JSON-LD, people before organisations."""
    for name in ("author", "creator"):
        value = claims.resolved(claims.article.get(name))
        people = value if isinstance(value, list) else [value]
        yield from strings([one for one in people if not is_organisation(one)], "name", "@value")


def is_organisation(value: Any) -> bool:
    return isinstance(value, dict) and "rganization" in str(value.get("@type"))[:100]


def publishing_dates(claims: Claims, document: Document, title: str) -> Iterator[Claim]:
    """Yield dates of publication, the most trustworthy first, the dearest to find last."""
    for text, origin in said(claims, ("datePublished",), PUBLISHED, dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in visible.times(document):
        yield dates.iso(text) or "", "html"
    yield dates.in_address(document.url) or "", "url"
    for text, origin in in_json(claims, ("dateCreated", "uploadDate"), dates.LONGEST):
        yield dates.iso(text) or "", origin
    for text in visible.below_headline(document, title):
        yield dates.iso(text) or "", "text"
    yield visible.date(document) or "", "text"


def changing_dates(claims: Claims, published: str | None) -> Iterator[Claim]:
    """Yield dates of change; one before publication is a template's, not the article's."""
    for text, origin in said(claims, ("dateModified",), MODIFIED, dates.LONGEST):
        changed = dates.iso(text)
        if changed and (not published or changed[:10] >= published[:10]):
            yield changed, origin


def languages(claims: Claims) -> Iterator[Claim]:
    """Yield declared languages as ISO 639-1."""
    said_so = ((claims.language, "html"), *said(claims, ("inLanguage",), LANGUAGE, LONGEST_NAME))
    for text, origin in said_so:
        code = tidy(text, LONGEST_NAME).replace("_", "-").partition("-")[0].lower()
        yield code if len(code) == 2 and code.isascii() and code.isalpha() else "", origin


def site_names(claims: Claims, url: str) -> Iterator[str]:
    """Yield the names that a title or byline may carry for the site."""
    title = tidy(claims.title, LONGEST_NAME)
    for text, _ in in_meta(claims, SITE, LONGEST_NAME):
        if text not in title or len(text) < len(title) / 2:  # or the title stands there as well
            yield text
    for text, _ in in_json(claims, ("publisher",), LONGEST_NAME):
        yield text
    for node in claims.nodes:
        if node.get("@type") in ("WebSite", "Organization", "NewsMediaOrganization"):
            yield from (tidy(text, LONGEST_NAME) for text in strings(node.get("name")))
    host = urls.host(url).removeprefix("www.").partition(":")[0]
    yield host
    yield max(host.split(".")[:-1], key=len, default=host)


def sites_named(claims: Claims, url: str) -> Iterator[Claim]:
    """Yield names of the site."""
    yield from in_meta(claims, SITE[:2], LONGEST_NAME)
    yield from in_json(claims, ("publisher",), LONGEST_NAME)
    for node in claims.nodes:
        if node.get("@type") == "WebSite":
            yield from ((tidy(text, LONGEST_NAME), "json-ld") for text in strings(node.get("name")))
    yield from in_meta(claims, SITE[2:], LONGEST_NAME)
    yield urls.host(url).removeprefix("www."), "url"


def tags_of(claims: Claims) -> tuple[tuple[str, ...], str]:
    """Return the tags of the first source that has any, each once."""
    for source in (in_json(claims, ("keywords",), 5_000), *(in_meta(claims, (n,), 5_000) for n in TAGS)):
        found: dict[str, str] = {}
        origin = ""
        for text, origin in source:
            for tag in text.replace(";", ",").split(","):
                if short := tidy(tag, LONGEST_NAME).strip("# "):
                    found.setdefault(short.casefold(), short)
        if found:
            return tuple(found.values())[:MOST_TAGS], origin
    return (), ""


def descriptions(claims: Claims) -> Iterator[Claim]:
    """Yield summaries."""
    yield from in_meta(claims, DESCRIPTION, LONGEST_DESCRIPTION)
    yield from in_json(claims, ("description",), LONGEST_DESCRIPTION)


def images(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield addresses of the leading image."""
    for address, origin in in_meta(claims, IMAGE, urls.LONGEST_URL):
        yield urls.clean(address, document.base) or "", origin
    for address in strings(claims.resolved(claims.article.get("image")), "url", "contentUrl", "@id"):
        yield urls.clean(tidy(address, urls.LONGEST_URL), document.base) or "", "json-ld"


def licences(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield licences, as addresses where they are addresses."""
    for address in claims.links.get("license", ()):
        yield urls.clean(address, document.base) or "", "html"
    for link in document.tree.iter("a"):
        if "license" in (link.get("rel") or "").lower().split():
            yield urls.clean(link.get("href") or "", document.base) or "", "html"
    yield from said(claims, ("license",), LICENCE, LONGEST_AUTHOR)


def canonicals(claims: Claims, document: Document) -> Iterator[Claim]:
    """Yield addresses the page gives as its own; a home page is no article's address."""
    sources = (
        *((address, "html") for address in claims.links.get("canonical", ())),
        *in_meta(claims, ("og:url",), urls.LONGEST_URL),
        *in_json(claims, ("mainEntityOfPage", "url"), urls.LONGEST_URL),
    )
    at_home = is_home(document.url)
    for address, origin in sources:
        url = urls.clean(address, document.base)
        yield url if url and (at_home or not is_home(url)) else "", origin


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
