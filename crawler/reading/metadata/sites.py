"""What the site of a page is called, by itself and by its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ... import urls
from ..tidy import strings, tidy
from .claims import Claim, Claims, has_type

LONGEST_NAME = 100
SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
PERSON = re.compile(r"^Person$")
PUBLISHERS = ("WebSite", "Organization", "NewsMediaOrganization")


def site_names(claims: Claims) -> Iterator[str]:
    """Yield the names that a title or byline may carry for the site."""
    title = tidy(claims.title, LONGEST_NAME)
    for text, _ in claims.in_meta(SITE, LONGEST_NAME):
        if text not in title or len(text) < len(title) / 2:  # or the title stands there as well
            yield text
    for text, _ in claims.in_json(("publisher",), LONGEST_NAME):
        yield text
    for node in claims.nodes:
        if node.get("@type") in PUBLISHERS:
            yield from (tidy(text, LONGEST_NAME) for text in strings(node.get("name")))
    host = urls.host(claims.url).removeprefix("www.").partition(":")[0]
    yield host
    yield max(host.split(".")[:-1], key=len, default=host)


def persons(claims: Claims) -> Iterator[str]:
    """Yield the persons that JSON-LD knows: blogs are called after who writes them."""
    for node in claims.nodes:
        if has_type(node, PERSON):
            yield from (tidy(text, LONGEST_NAME) for text in strings(node.get("name")))


def sites_named(claims: Claims) -> Iterator[Claim]:
    """Yield names of the site."""
    yield from claims.in_meta(SITE[:2], LONGEST_NAME)
    yield from claims.in_json(("publisher",), LONGEST_NAME)
    for node in claims.nodes:
        if node.get("@type") == "WebSite":
            yield from ((tidy(text, LONGEST_NAME), "json-ld") for text in strings(node.get("name")))
    yield from claims.in_meta(SITE[2:], LONGEST_NAME)
    yield urls.host(claims.url).removeprefix("www."), "url"
