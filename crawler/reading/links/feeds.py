"""Feeds and sitemaps: RSS, Atom, JSON Feed and sitemaps → links. Parsed without entities or network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from ...records import Kind, Link
from ...urls import clean, comparable
from ..document import parse_json

# The root of a feed or sitemap stands at the start, behind declarations and comments. Atomic
# groups: without them every comment at the top of a page doubles the time.
FEED_ROOT = re.compile(
    r"""\s*+ (?: (?> <\?.*?\?> | <!--.*?--> | <!DOCTYPE [^\[>]* (?:\[.*?\]\s*)? > ) \s*+ )*+
    < (?:\w+:)? (?:rss|RDF|feed|urlset|sitemapindex) [\s>]""",
    re.DOTALL | re.VERBOSE,
)
JSON_FEED = re.compile(r"\s*\{.{0,2000}?https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version", re.DOTALL)
MOST_ENTRIES = 2_000  # newest first by custom; a sitemap has up to 50,000
MOST_LOOKED_AT = 10_000  # entries; one that repeats the same few has nothing new further down
MOST_CHILDREN = 100  # of an entry by one name
LONGEST_ADDRESS = 10_000  # characters; beyond is no page, and takes long to find out
FEED_SCORE, SITEMAP_SCORE = 0.5, 0.3


def is_feed(text: str) -> bool:
    """Say whether a text is a feed or a sitemap."""
    start = text[:4096]
    return bool(FEED_ROOT.match(start) or JSON_FEED.match(start))


def read_feed(text: str, url: str) -> tuple[Link, ...]:
    """Return the entries of a feed or sitemap as links, in their order; none of a broken one."""
    found = json_entries(text) if text.lstrip().startswith("{") else xml_entries(text)
    links: dict[str, Link] = {}
    for href, title, kind in islice(found, MOST_LOOKED_AT):
        if len(links) == MOST_ENTRIES:
            break
        address = clean(href, url) if len(href) <= LONGEST_ADDRESS else None
        if address:
            score = FEED_SCORE if kind is Kind.FEED else SITEMAP_SCORE
            link = Link(address, kind, anchor=title, position=len(links), score=score, path=str(kind))
            links.setdefault(comparable(address), link)
    return tuple(links.values())


def json_entries(text: str) -> Iterator[tuple[str, str, Kind]]:
    """Walk through the items of a JSON Feed."""
    feed: Any = parse_json(text)
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("url"), str):
            yield item["url"], " ".join(str(item.get("title") or "").split())[:300], Kind.FEED


def xml_entries(text: str) -> Iterator[tuple[str, str, Kind]]:
    """Walk through the entries of RSS, Atom or a sitemap, whatever their namespace."""
    parser = etree.XMLParser(
        encoding="utf-8",  # the text is decoded already, whatever its declaration says
        resolve_entities=False,
        no_network=True,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter("{*}item", "{*}entry", "{*}url", "{*}sitemap") if root is not None else ():
        kind = Kind.SITEMAP if local(element) in ("url", "sitemap") else Kind.FEED
        href = address_of(element)
        if href:
            yield href, " ".join(child_text(element, "title").split())[:300], kind


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def child_text(element: etree._Element, name: str) -> str:
    """Return the first text of a child with a name, one of the element's own namespace if there is."""
    own = etree.QName(element).namespace
    named = islice(element.iterchildren(f"{{*}}{name}"), MOST_CHILDREN)
    children = sorted(named, key=lambda child: etree.QName(child).namespace != own)
    texts = ("".join(map(str, child.itertext())).strip() for child in children)
    return next(filter(None, texts), "")


def address_of(entry: etree._Element) -> str:
    """Return the address of an entry: `loc`, `link` as text or href, or a `guid` that is one."""
    text = child_text(entry, "loc") or child_text(entry, "link")
    if text:
        return text
    for link in islice(entry.iterchildren("{*}link"), MOST_CHILDREN):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href"))
    guid = entry.find("{*}guid")
    return child_text(entry, "guid") if guid is not None and guid.get("isPermaLink") != "false" else ""
