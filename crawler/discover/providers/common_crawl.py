"""Common Crawl's index: which pages of a site it fetched, month by month. It knows addresses, no titles.

https://index.commoncrawl.org/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from ... import urls
from ...reading.document import parse_json
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, collected, said, text_of, unreadable
from ..matching import chosen, day_of
from ..provider import Plain
from ..sites import origin
from ..wording import address

WEEK = re.compile(r"CC-MAIN-(\d{4})-(\d\d)$")
LASTS = timedelta(days=21)  # a crawl, from the week that it is named after on
INDEXES = 3  # crawls that are asked about a site
ROWS = 5_000
DAY = 8  # digits of 20240302
NOT_FOUND = 404


class CommonCrawl(Plain):
    """Asks which crawls there are, then those of the window about each site, one request at a time."""

    name = "common-crawl"
    is_of_sites = True

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask for the list of crawls."""
        sites = tuple(filter(None, map(origin, settings.sites)))
        if sites and settings.common_crawl:
            url = address(settings.common_crawl, "collinfo.json")
            yield Ask(url, self.name, query, window, sites, settings.common_crawl_delay)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read the list of crawls, or the pages of one."""
        text = text_of(page)
        if ask.step:
            return Answer(collected(chosen(found(text), ask), settings.entries))
        crawls: Any = parse_json(text) if text.lstrip().startswith("[") else None
        if not isinstance(crawls, list):
            raise unreadable(text, "a list of crawls")
        indexes = list(fitting(crawls, ask.window, settings))[:INDEXES]
        asks = [about(index, site, ask) for index in indexes for site in ask.sites]
        return Answer(asks=tuple(asks), detail=None if asks else "no crawl is of these days")

    def refused(self, page: Page, ask: Ask) -> Answer:
        """Take 404 for what it is here: no page of that site."""
        return Answer() if page.status == NOT_FOUND and ask.step else super().refused(page, ask)


def fitting(crawls: list[Any], window: Window, settings: Discovery) -> Iterator[str]:
    """Yield the indexes of crawls with days in a window, newest first; none of another host."""
    for crawl in crawls:
        if not isinstance(crawl, dict) or not isinstance(crawl.get("cdx-api"), str):
            continue
        url = urls.clean(crawl["cdx-api"])
        days = span(crawl)
        is_ours = url is not None and urls.host(url) == urls.host(settings.common_crawl)
        if url and is_ours and days and overlaps(days, window):
            yield url


def span(crawl: dict[str, Any]) -> tuple[date, date] | None:
    """Return the first and the last day of a crawl: as it says, or by the week in its name."""
    named = [day_of(value) if isinstance(value := crawl.get(name), str) else None for name in ("from", "to")]
    if named[0] and named[1]:
        return named[0], named[1]
    week = WEEK.match(said(crawl.get("id")))
    try:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1) if week else None
    except ValueError:
        return None
    return (monday, monday + LASTS) if monday else None


def overlaps(days: tuple[date, date], window: Window) -> bool:
    """Say whether a crawl has days in a window."""
    first, last = days
    return (window.since is None or last >= window.since) and (window.until is None or first <= window.until)


def about(index: str, site: str, ask: Ask) -> Ask:
    """Ask a crawl about a site."""
    host = site.partition("://")[2]
    url = address(index, "", url=f"{host}/*", output="json", fl="url,timestamp", limit=ROWS)
    url = f"{url.replace('/?', '?')}&filter=%3Dstatus:200&filter=%3Dmime:text/html"
    return Ask(url, ask.provider, ask.query, ask.window, (site,), ask.delay, ask.step + 1)


def found(text: str) -> Iterator[Find]:
    """Read rows of JSON, one a line; raises UnreadableError if the first is none."""
    for number, line in enumerate(text.splitlines()):
        row: Any = parse_json(line) if line.startswith("{") else None
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            stamp = said(row.get("timestamp"))
            day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:DAY]}" if stamp[:DAY].isdecimal() else "a day unknown"
            yield Find(row["url"], evidence=f"seen by Common Crawl on {day}")
        elif number == 0:
            raise unreadable(text, "an index")
