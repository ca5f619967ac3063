"""Page → Reading, pure: decode, parse once, links, article, language. No network, no database."""

from __future__ import annotations

import re
from dataclasses import replace

from ..reasons import Reason
from ..records import Article, Page, Reading, Target
from .article import read_article
from .decode import decode
from .document import Document, parse
from .links.feeds import is_feed, read_feed
from .links.find import find_links

# What a server may call a page or a feed; anything else is not read.
READABLE = re.compile(
    r"html|xml|\brss\b|\batom\b|feed\+json|application/json|text/plain|octet-stream", re.IGNORECASE
)
# First bytes of files that servers send under any name.
BINARY = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF")
SNIFFED = 1024  # bytes looked at for a NUL, which text in UTF-8 and legacy charsets never has


def read(body: bytes, url: str, content_type: str | None = None) -> Reading:
    """Read one page: its article, or the reason why it has none, and its links by kind.

    Never raises for any bytes. `url` is where the page answered.
    """
    headers = {"content-type": content_type} if content_type else {}
    page = Page(url, url, headers=headers, body=body, size=len(body))
    return read_page(Target(url), page)


def read_page(target: Target, page: Page) -> Reading:
    """Read what the network answered; the reading's page has let its body go."""
    light = replace(page, body=b"")
    if page.reason:
        return Reading(target, light)
    content_type = page.headers.get("content-type")
    if not is_readable(page.body, content_type):
        return Reading(target, light, reason=Reason.NOT_HTML)
    text, _ = decode(page.body, content_type)
    url = page.final_url or page.url
    if is_feed(text):
        return Reading(target, light, links=read_feed(text, url), reason=Reason.FEED)
    document = parse(text, url)
    if isinstance(document, Reason):
        return Reading(target, light, reason=document)
    rules = robots_rules(document, page.headers.get("x-robots-tag", ""))
    links = find_links(document)
    if "nofollow" in rules:
        links = tuple(replace(link, nofollow=True) for link in links)
    article = Reason.NOINDEX if "noindex" in rules else read_article(document)
    if isinstance(article, Article):
        return Reading(target, light, article, links)
    return Reading(target, light, links=links, reason=article)


def is_readable(body: bytes, content_type: str | None) -> bool:
    """Say whether bytes can be a page or a feed, by their name and by themselves."""
    if content_type and not READABLE.search(content_type):
        return False
    start = body[:SNIFFED]
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not start.startswith(BINARY) and (utf16 or b"\0" not in start.rstrip(b"\0"))


def robots_rules(document: Document, header: str) -> set[str]:
    """Return what the page asks of robots, by `<meta name=robots>` and X-Robots-Tag."""
    values = [
        meta.get("content") or ""
        for meta in document.tree.iter("meta")
        if (meta.get("name") or "").strip().lower() in ("robots", "corpuscle")
    ]
    words = {word.strip().lower() for value in [*values, header] for word in value.split(",")}
    return words | {"noindex", "nofollow"} if "none" in words else words
