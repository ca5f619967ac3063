"""The Wayback Machine's index: which pages of a site it saw, and when. It knows addresses, no titles.

https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from ...reading.document import parse_json
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, collected, said, text_of, unreadable
from ..matching import chosen
from ..provider import Plain
from ..sites import origin
from ..wording import address

FIELDS = ("original", "timestamp")
ROWS = 5_000  # of one answer; a few hundred kilobytes
LONGEST_KEY = 2_000  # characters
DAY = 8  # digits of 20240302


class Wayback(Plain):
    """Asks for the pages of sites, each once, page after page by resume key: `page=` misses some."""

    name = "wayback"
    is_of_sites = True

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask for the first pages of each site."""
        for site in filter(None, map(origin, settings.sites)) if settings.wayback else ():
            url = first(site, window, settings)
            yield Ask(url, self.name, query, window, (site,), settings.wayback_delay)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read rows; a row without values stands before the key with which it goes on."""
        text = text_of(page)
        rows: Any = parse_json(text) if text.lstrip().startswith("[") else None
        if not isinstance(rows, list):
            raise unreadable(text, "an index")
        key = resume_key(rows)
        finds = collected(chosen(found(rows), ask), settings.entries)
        if key is None or ask.step + 1 >= settings.files:
            return Answer(finds)
        url = f"{first(ask.sites[0], ask.window, settings)}&{urlencode({'resumeKey': key})}"
        more = Ask(url, self.name, ask.query, ask.window, ask.sites, settings.wayback_delay, ask.step + 1)
        return Answer(finds, (more,))


def first(site: str, window: Window, settings: Discovery) -> str:
    """Return the address that answers with the first pages of a site."""
    parameters: dict[str, object] = {
        "from": f"{window.since:%Y%m%d}" if window.since else None,
        "to": f"{window.until:%Y%m%d}" if window.until else None,
        "filter": "statuscode:200",
    }
    url = address(
        settings.wayback, "cdx/search/cdx", url=f"{site.partition('://')[2]}/*", output="json",
        fl=",".join(FIELDS), collapse="urlkey", limit=ROWS, showResumeKey="true", **parameters,
    )  # fmt: skip
    return f"{url}&{urlencode({'filter': 'mimetype:text/html'})}"


def resume_key(rows: list[Any]) -> str | None:
    """Return the key at the end of an answer that is not the last."""
    if len(rows) > 1 and rows[-2] == [] and isinstance(rows[-1], list) and len(rows[-1]) == 1:
        return said(rows[-1][0])[:LONGEST_KEY] or None
    return None


def found(rows: list[Any]) -> Iterator[Find]:
    """Read rows behind the header."""
    for row in rows[1:]:
        if isinstance(row, list) and len(row) == len(FIELDS) and all(isinstance(part, str) for part in row):
            url, stamp = row
            day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:DAY]}" if stamp[:DAY].isdecimal() else "a day unknown"
            yield Find(url, evidence=f"seen by the Wayback Machine on {day}")
