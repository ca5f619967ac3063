"""A SearXNG of one's own: one service in front of many search engines.

https://docs.searxng.org/dev/search_api.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ...reading.document import parse_json
from ...reading.metadata.dates import iso
from ...reasons import Reason
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, UnreadableError, collected, said, text_of, unreadable
from ..provider import Plain
from ..wording import address, worded

FORBIDDEN = 403
NO_JSON = "it answers in JSON only if `json` stands under search: formats: in its settings.yml"
RANGES = (("day", 1), ("week", 7), ("month", 31), ("year", 366))  # days back from today


class Searxng(Plain):
    """Asks for news as JSON, page after page."""

    name = "searxng"

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask for the first page."""
        if settings.searxng:
            yield ask_for(query, window, settings, 0)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read results, and ask for more of them while there are any."""
        text = text_of(page)
        data: Any = parse_json(text) if text.lstrip().startswith("{") else None
        results = data.get("results") if isinstance(data, dict) else None
        if not isinstance(results, list):
            raise unreadable(text, "a list of results")
        silent = data.get("unresponsive_engines")
        if not results and silent:
            raise UnreadableError(Reason.THROTTLED, f"its engines did not answer: {names_of(silent)}")
        finds = collected(found(results), settings.results)
        pages = -(-settings.results // max(len(results), 1))  # rounded up
        if not results or ask.step + 1 >= min(pages, settings.files):
            return Answer(finds)
        return Answer(finds, (ask_for(ask.query, ask.window, settings, ask.step + 1),))

    def refused(self, page: Page, ask: Ask) -> Answer:
        """Say what to do where JSON is off, as it is by default."""
        answer = super().refused(page, ask)
        return replace(answer, detail=f"{FORBIDDEN}: {NO_JSON}") if page.status == FORBIDDEN else answer


def ask_for(query: Query, window: Window, settings: Discovery, step: int) -> Ask:
    """Ask for one page of results."""
    url = address(
        settings.searxng, "search", q=worded(query), format="json", categories="news",
        language=query.language or "all", time_range=time_range(window, datetime.now(UTC).date()),
        pageno=step + 1,
    )  # fmt: skip
    return Ask(url, Searxng.name, query, window, delay=settings.searxng_delay, step=step)


def time_range(window: Window, today: date) -> str | None:
    """Return the shortest span back from today that has a window in it; None if none has."""
    if window.since is None:
        return None
    back = (today - window.since).days
    return next((name for name, days in RANGES if back <= days), None)


def names_of(silent: Any) -> str:
    """Return which engines did not answer, and why: pairs of name and trouble."""
    pairs = silent if isinstance(silent, list) else []
    return ", ".join(" ".join(map(said, pair)) for pair in pairs if isinstance(pair, list))


def found(results: list[Any]) -> Iterator[Find]:
    """Read results."""
    for result in results:
        if isinstance(result, dict) and isinstance(result.get("url"), str):
            engines = result.get("engines") or [result.get("engine")]
            names = ", ".join(filter(None, map(said, engines if isinstance(engines, list) else ())))
            yield Find(
                result["url"],
                said(result.get("title")),
                iso(said(result.get("publishedDate"))),
                None,
                f"found by {names}",
            )
