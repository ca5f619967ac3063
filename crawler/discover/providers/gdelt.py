"""GDELT DOC 2.0: news of the last three months, in many languages.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from ...reading.document import parse_json
from ...records import Ask, Find, Page, Query, Window
from ...settings import Discovery
from ..answer import Answer, collected, said, text_of, unreadable
from ..provider import Plain
from ..wording import address, worded

MOST = 250  # records of one answer
SEEN = "%Y%m%dT%H%M%SZ"


class Gdelt(Plain):
    """Asks for a list of articles as JSON. Throttles in plain text, under the status of an answer."""

    name = "gdelt"

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Ask for articles with all terms; a query finds translations into English too."""
        if not settings.gdelt:
            return
        bounds: dict[str, object] = {
            "startdatetime": f"{window.since:%Y%m%d}000000" if window.since else None,
            "enddatetime": f"{window.until:%Y%m%d}235959" if window.until else None,
        }
        url = address(
            settings.gdelt, "api/v2/doc/doc", query=worded(query), mode="artlist", format="json",
            maxrecords=min(settings.results, MOST), sort="hybridrel",
            timespan=None if window.since else "3months", **bounds,
        )  # fmt: skip
        yield Ask(url, self.name, query, window, delay=settings.gdelt_delay)

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:  # noqa: ARG002  (the protocol's)
        """Read the list; an object without one says that there is nothing."""
        text = text_of(page)
        data: Any = parse_json(text) if text.lstrip().startswith("{") else None
        articles = data.get("articles", []) if isinstance(data, dict) else None
        if not isinstance(articles, list):
            raise unreadable(text, "a list of articles")
        return Answer(collected(finds(articles), settings.results))


def finds(articles: list[Any]) -> Iterator[Find]:
    """Read records."""
    for article in articles:
        if isinstance(article, dict) and isinstance(article.get("url"), str):
            spoken = " ".join(said(article.get(name)) for name in ("language", "sourcecountry"))
            yield Find(
                article["url"],
                said(article.get("title")),
                seen(said(article.get("seendate"))),
                said(article.get("domain")) or None,
                f"seen by GDELT; {spoken}".rstrip("; "),
            )


def seen(value: str) -> str | None:
    """Return when GDELT saw an article, which is within the hour in which it was published."""
    try:
        return datetime.strptime(value, SEEN).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return None
