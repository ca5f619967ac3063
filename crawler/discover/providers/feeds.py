"""Feeds: those that are listed, and those that the home pages of sites name. RSS, Atom, JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ... import urls
from ...reading.document import Document, parse
from ...reading.links.feeds import Entry, is_feed
from ...reasons import Reason
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, UnreadableError, collected, text_of, unreadable
from ..matching import chosen
from ..provider import Plain
from ..rss import entries_of
from ..sites import origin

# What sites call their feeds in <link rel="alternate" type=…>.
TYPE = re.compile(
    r"(?:application|text)/(?:x-|x\.)?(?:rss|atom|rdf|feed)(?:\+(?:xml|json))?$|application/json$"
    r"|(?:application|text)/xml$",
    re.IGNORECASE,
)
# What their addresses look like where a page only links to them.
PLACE = re.compile(r"/(?:rss|feeds?|atom)(?:/|\.(?:xml|rss|json))?$|\.(?:rss|atom)$", re.IGNORECASE)
OF_COMMENTS = re.compile(r"/comments?/feed|comments", re.IGNORECASE)


class Feeds(Plain):
    """Asks home pages for feeds, and feeds for what is new."""

    name = "feeds"
    is_of_sites = True

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask for the feeds that are listed, and the home pages of the sites."""
        for url in filter(None, map(urls.clean, settings.feeds)):
            yield Ask(url, self.name, query, window)
        for site in filter(None, map(origin, settings.sites)):
            yield Ask(f"{site}/", self.name, query, window, (site,))

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read a feed, or what a home page says of feeds."""
        text, base = text_of(page), page.final_url or page.url
        if is_feed(text):
            found = chosen(map(find, entries_of(text)), ask)
            return Answer(collected(found, settings.entries, base))
        if not ask.sites:
            raise unreadable(text, "a feed")
        document = parse(text, base)
        if isinstance(document, Reason):
            raise UnreadableError(document, document.meaning)
        found_feeds = list(dict.fromkeys(feeds_of(document)))[: settings.files]
        asks = (Ask(url, self.name, ask.query, ask.window, step=ask.step + 1) for url in found_feeds)
        return Answer(asks=tuple(asks), detail=None if found_feeds else "its home page names no feed")


def find(entry: Entry) -> Find:
    """Read an entry."""
    return Find(entry.href, entry.title, entry.published, entry.site, "an entry of a feed of the site")


def feeds_of(document: Document) -> Iterator[str]:
    """Yield the addresses of feeds that a page names for machines, else those that it links to."""
    named = [
        link.get("href")
        for link in document.tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split() and TYPE.match(link.get("type") or "")
    ]
    linked = (link.get("href") for link in document.tree.iter("a") if PLACE.search(link.get("href") or ""))
    found = (urls.clean(href, document.base) for href in named or linked if href)
    yield from sorted(filter(None, found), key=lambda url: bool(OF_COMMENTS.search(url)))
