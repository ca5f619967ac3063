"""Sitemaps: what a site says it has, from its robots.txt on. Indexes, gzip, titles and dates of news.

https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ... import urls
from ...reading.links.feeds import Entry
from ...records import Ask, Find, Page, Query, Window
from ...rules import sitemaps as sitemaps_of
from ...rules import text_of as rules_of
from ...settings import Discovery
from ..answer import Answer, collected, text_of
from ..matching import chosen, day_of
from ..provider import Plain
from ..rss import entries_of
from ..sites import origin

ROBOTS = "/robots.txt"
USUAL = "/sitemap.xml"  # where most have it that don't say where
DEEPEST = 3  # answers from a robots.txt to a sitemap: an index, and one within it
# Parts of a site that are no articles.
BESIDE = re.compile(r"image|video|author|tag|categor|page-sitemap|product|static", re.IGNORECASE)
MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?!\d)")
DECEMBER = 12
GONE = (404, 410)


class Sitemaps(Plain):
    """Asks for the robots.txt of sites, for the sitemaps that it names, and for those that they name."""

    name = "sitemaps"
    is_of_sites = True

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask sites where they have their sitemaps."""
        for site in filter(None, map(origin, settings.sites)):
            yield Ask(f"{site}{ROBOTS}", self.name, query, window, (site,))

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read a robots.txt, an index or a sitemap."""
        base = page.final_url or page.url
        if ask.sites:
            named = sitemaps_of(rules_of(page.body)) or (f"{ask.sites[0]}{USUAL}",)
            return Answer(asks=further(sorted(named, key=beside), ask, settings))
        entries = entries_of(text_of(page), "a sitemap")
        lists = [entry for entry in entries if entry.is_list]
        pages = (find(entry) for entry in entries if not entry.is_list)
        finds = collected(chosen(pages, ask), settings.entries, base)
        return Answer(finds, further(files(lists, ask.window, base), ask, settings))

    def refused(self, page: Page, ask: Ask) -> Answer:
        """Look where most have a sitemap if there is no robots.txt; one that is not there is no trouble."""
        if page.status not in GONE:
            return super().refused(page, ask)
        if not ask.sites:
            return Answer(detail=f"it answered with {page.status}")
        return Answer(asks=(replace(ask, url=f"{ask.sites[0]}{USUAL}", sites=(), step=ask.step + 1),))


def further(addresses: Iterable[str], ask: Ask, settings: Discovery) -> tuple[Ask, ...]:
    """Ask for files, as many as may be."""
    if ask.step >= DEEPEST:
        return ()
    wanted = list(dict.fromkeys(addresses))[: settings.files]
    return tuple(Ask(url, ask.provider, ask.query, ask.window, step=ask.step + 1) for url in wanted)


def beside(url: str) -> bool:
    """Say whether a sitemap is one of pictures, tags or the like: those come last."""
    return bool(BESIDE.search(url.rpartition("/")[2]))


def files(lists: Sequence[Entry], window: Window, base: str) -> list[str]:
    """Return the sitemaps of an index that may have pages of a window, those that say so first."""
    found = []
    for entry in lists:
        url = urls.clean(entry.href, base)
        days = span(url) if url else None
        if url is None or (days and not overlaps(days, window)) or is_before(entry, window):
            continue
        found.append((beside(url), days is None, newest_first(entry), url))
    return [url for *_, url in sorted(found)]


def newest_first(entry: Entry) -> int:
    """Return what orders sitemaps by their last change, the latest first."""
    day = day_of(entry.published)
    return -day.toordinal() if day else 0


def is_before(entry: Entry, window: Window) -> bool:
    """Say whether a sitemap was last changed before a window began."""
    day = day_of(entry.published)
    return bool(day and window.since and day < window.since)


def span(url: str) -> tuple[date, date] | None:
    """Return the first and the last month, by their first days, that the address of a sitemap names."""
    found = MONTH.search(url.partition("://")[2].partition("/")[2])
    if found is None:
        return None
    year, month = int(found[1]), found[2]
    return date(year, int(month or 1), 1), date(year, int(month or DECEMBER), 1)


def overlaps(months: tuple[date, date], window: Window) -> bool:
    """Say whether months have days in a window."""
    first, last = months
    early = window.since is not None and last < window.since.replace(day=1)
    return not early and (window.until is None or first <= window.until)


def find(entry: Entry) -> Find:
    """Read an entry."""
    evidence = "an entry of a sitemap of the site"
    return Find(entry.href, entry.title, entry.published, None, evidence)
