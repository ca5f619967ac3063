"""Feeds and sitemaps: RSS, Atom, JSON Feed and sitemaps → links. Parsed without entities or network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from ...records import Kind, Link
from ...urls import clean, comparable
from ..document import parse_json
from ..metadata.dates import iso

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
LONGEST_TITLE = 300  # characters that are kept
FEED_SCORE, SITEMAP_SCORE = 0.5, 0.3
# Where an entry says when it was published, the surest first; a sitemap, when it was changed.
DATES = ("pubDate", "published", "date", "updated", "lastmod")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap says of one address."""

    href: str
    """As it stands there."""
    title: str
    kind: Kind
    published: str | None = None
    """ISO 8601."""
    site: str | None = None
    """Name of the site it was taken from, where it says so."""
    site_url: str | None = None
    is_list: bool = False
    """It is a sitemap in an index."""


def is_feed(text: str) -> bool:
    """Say whether a text is a feed or a sitemap."""
    start = text[:4096]
    return bool(FEED_ROOT.match(start) or JSON_FEED.match(start))


def read_feed(text: str, url: str) -> tuple[Link, ...]:
    """Return the entries of a feed or sitemap as links, in their order; none of a broken one."""
    links: dict[str, Link] = {}
    for entry in islice(entries(text), MOST_LOOKED_AT):
        if len(links) == MOST_ENTRIES:
            break
        address = clean(entry.href, url) if len(entry.href) <= LONGEST_ADDRESS else None
        if address:
            kind = entry.kind
            score = FEED_SCORE if kind is Kind.FEED else SITEMAP_SCORE
            link = Link(
                address, kind, anchor=entry.title, position=len(links), score=score, path=str(kind),
                published=entry.published,
            )  # fmt: skip
            links.setdefault(comparable(address), link)
    return tuple(links.values())


def entries(text: str) -> Iterator[Entry]:
    """Walk through the entries of a feed or sitemap, in their order; none of a broken one."""
    return json_entries(text) if text.lstrip().startswith("{") else xml_entries(text)


def json_entries(text: str) -> Iterator[Entry]:
    """Walk through the items of a JSON Feed; an `id` may stand in for the address."""
    feed: Any = parse_json(text)
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        href = address_of_item(item) if isinstance(item, dict) else None
        if href:
            yield Entry(href, titled(str(item.get("title") or "")), Kind.FEED, date_of_item(item))


def address_of_item(item: dict[str, Any]) -> str | None:
    """Return the address of an item: `url`, or an `id` that is one."""
    href, name = item.get("url"), item.get("id")
    if isinstance(href, str):
        return href
    return name if isinstance(name, str) and name.startswith("http") else None


def date_of_item(item: dict[str, Any]) -> str | None:
    """Return when an item of a JSON Feed was published."""
    value = item.get("date_published") or item.get("date_modified")
    return iso(value) if isinstance(value, str) else None


def titled(text: str) -> str:
    """Return a title on one line."""
    return " ".join(text.split())[:LONGEST_TITLE]


def xml_entries(text: str) -> Iterator[Entry]:
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
        href = address_of(element)
        if href:
            yield xml_entry(element, href)


def xml_entry(element: etree._Element, href: str) -> Entry:
    """Read one entry; a sitemap of news has title and date in a part of its own."""
    name = local(element)
    news = element.find("{*}news") if name == "url" else None
    title = child_text(element, "title") or (child_text(news, "title") if news is not None else "")
    date = child_text(news, "publication_date") if news is not None else ""
    date = date or next(filter(None, (child_text(element, place) for place in DATES)), "")
    source = element.find("{*}source")
    return Entry(
        href,
        titled(title),
        Kind.SITEMAP if name in ("url", "sitemap") else Kind.FEED,
        iso(date) if date else None,
        titled(child_text(element, "source") or child_text(element, "Source")) or None,
        source.get("url") if source is not None else None,
        is_list=name == "sitemap",
    )


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
