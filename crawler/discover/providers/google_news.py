"""Google News as RSS: headline, site and date of each article, but no address of it.

Since 2024 its links are opaque: they lead on only through its own pages, which is not for programs.
So its answers are finds that are never fetched, and the sites it names are asked for the headlines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from ...reading.links.feeds import Entry
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, collected, short, text_of
from ..matching import day_of
from ..provider import Plain
from ..rss import entries_of
from ..sites import origin
from ..wording import address, edition, worded
from .feeds import Feeds
from .sitemaps import Sitemaps

MOST_TITLES = 20  # headlines that one site is asked for
AROUND = timedelta(days=3)  # sites date by the day of a text, or of its last change


class GoogleNews(Plain):
    """Asks for headlines of a window, in the edition of the query's language."""

    name = "google-news"

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask with the operators `after:` and `before:`, whose days are not part of the window."""
        if not settings.google_news:
            return
        language, country = edition(query)
        words = [worded(query)]
        if window.since:
            words.append(f"after:{window.since - timedelta(days=1)}")
        if window.until:
            words.append(f"before:{window.until + timedelta(days=1)}")
        url = address(
            settings.google_news, "rss/search", q=" ".join(words), hl=f"{language}-{country}", gl=country,
            ceid=f"{country}:{language}",
        )  # fmt: skip
        yield Ask(url, self.name, query, window, delay=settings.google_news_delay)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read headlines; ask the sites of the first of them for what they name."""
        entries = entries_of(text_of(page), "a feed of results")
        finds = collected(map(find, entries), settings.results, page.final_url or page.url)
        return Answer(finds, tuple(sites(entries[: settings.results], ask, settings)))


def find(entry: Entry) -> Find:
    """Read an entry, whose headline ends in the name of its site."""
    title = entry.title.removesuffix(f" - {entry.site}") if entry.site else entry.title
    site = entry.site_url or entry.site
    return Find(entry.href, title, entry.published, site, f"named by {entry.site}", is_opaque=True)


def sites(entries: Iterable[Entry], ask: Ask, settings: Discovery) -> Iterator[Ask]:
    """Ask the sites of headlines for their feeds and sitemaps, in which they may stand with addresses."""
    titles: dict[str, list[Find]] = defaultdict(list)
    for entry in entries:
        site = origin(entry.site_url) if entry.site_url else None
        if site and (site in titles or len(titles) < settings.title_sites):
            titles[site].append(find(entry))
    for site, finds in titles.items():
        wanted = Query(
            tuple(short(found.title) for found in finds[:MOST_TITLES]), ask.query.language, exact=True
        )
        days = [day for found in finds if (day := day_of(found.published))]
        window = Window(min(days) - AROUND, max(days) + AROUND) if days else ask.window
        own = replace(settings, sites=(site,), feeds=())
        for provider in (Feeds(), Sitemaps()):
            if provider.name in settings.providers:
                yield from (replace(one, step=ask.step + 1) for one in provider.asks(wanted, window, own))
