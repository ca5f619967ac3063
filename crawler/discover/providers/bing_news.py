"""Bing News as RSS: undocumented, so what its robots.txt says is all that it says of being asked.

Addresses stand in the parameter `url` of links that count clicks, made anew for each answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from ...reading.links.feeds import Entry
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, collected, text_of
from ..provider import Plain
from ..rss import entries_of
from ..wording import address, edition, worded

CLICKS = "/news/apiclick"


class BingNews(Plain):
    """Asks for the first page of results. It takes no days: the window only orders what it finds."""

    name = "bing-news"

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask in the edition of the query's language."""
        if not settings.bing_news:
            return
        language, country = edition(query)
        url = address(
            settings.bing_news, "news/search", q=worded(query), format="rss", mkt=f"{language}-{country}"
        )
        yield Ask(url, self.name, query, window, delay=settings.bing_news_delay)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:  # noqa: ARG002  (the protocol's)
        """Read the feed."""
        entries = entries_of(text_of(page), "a feed of results")
        return Answer(collected(map(find, entries), settings.results, page.final_url or page.url))


def find(entry: Entry) -> Find:
    """Read an entry."""
    url = unwrapped(entry.href)
    evidence = f"named by {entry.site}" if entry.site else ""
    return Find(url or entry.href, entry.title, entry.published, entry.site, evidence, is_opaque=url is None)


def unwrapped(href: str) -> str | None:
    """Return the address behind a link that counts clicks; None where it has none."""
    try:
        parts = urlsplit(href.strip())
        if not parts.path.startswith(CLICKS):
            return href
        return parse_qs(parts.query, max_num_fields=100).get("url", [None])[0]
    except ValueError:
        return None
