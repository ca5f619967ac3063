"""What a page says about its article, the likeliest claim of each field and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ... import urls
from ...timing import Stage, timed
from ..document import Document
from ..homes import is_home
from ..tidy import strings, tidy
from . import near
from .bylines import author_of
from .claims import Claim, Claims, Headings, first
from .publishing import changing_dates, published_of
from .sites import site_names, sites_named
from .titles import headline

LONGEST_TITLE = 500
LONGEST_LICENCE = 300
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
TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "sailthru.title")
DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
SECTION = ("article:section", "section", "articlesection", "article.section", "parsely-section")
TAGS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject")
IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
LICENCE = ("dcterms.license", "dc.rights.license", "license", "dc.rights", "dcterms.rights")
LANGUAGE = ("content-language", "language", "dc.language", "dcterms.language", "inlanguage", "og:locale")
COMMA = re.compile(r"[,;](?!\s)")
LANGUAGE_CODE = re.compile(r"[a-z]{2}(?![a-z])")
FREE = {"free": False, "locked": True, "metered": True, "premium": True, "paid": True}


@timed(Stage.METADATA)
def read_metadata(document: Document, claims: Claims) -> Metadata:
    """Return what a page says about its article."""
    sites = list(site_names(claims))
    title = title_of(claims, sites)
    headline = near.headline(document, title[0])
    below = list(near.below(headline))
    published = published_of(claims, document, chain(below, near.above(headline)))
    found: dict[str, tuple[Any, str]] = {
        "title": title,
        "author": author_of(claims, document, below, sites),
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
    found = claims.outline
    headings = Headings(
        [tidy(text, LONGEST_TITLE) for text in found.first],
        lambda: [tidy(text, LONGEST_TITLE) for text in found.lower()],
        [tidy(text, LONGEST_TITLE) for text in found.logos],
        {tidy(text, LONGEST_TITLE): tidy(below, LONGEST_TITLE) for text, below in found.below.items()},
    )
    return headline(headings, stated, tidy(claims.title, LONGEST_TITLE), sites)


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
    for link in document.tree.iter("a") if document.says("license") else ():
        if "license" in (link.get("rel") or ""):
            yield absolute(link.get("href") or "", document), "html"
    yield from claims.said(("license",), LICENCE, LONGEST_LICENCE)


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
