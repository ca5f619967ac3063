"""What every request says of itself: Scrapy's default headers, who asks, and what we can unpack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import Headers
from scrapy.utils.python import without_none_values

from .decoding import UNPACKERS

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler


class SameForAll:
    """Downloader middleware: adds headers that are the same for all requests, unless one has its own.

    They are spelled once as they are sent; Scrapy's own middlewares spell each anew for every request.
    """

    def __init__(self, headers: Headers) -> None:
        """Add these."""
        self.headers = tuple((name, tuple(values)) for name, values in headers.items())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one by the crawl's settings."""
        headers = Headers(without_none_values(crawler.settings["DEFAULT_REQUEST_HEADERS"]))
        if crawler.settings["USER_AGENT"]:
            headers.setdefault("User-Agent", crawler.settings["USER_AGENT"])
        headers.setdefault("Accept-Encoding", ", ".join(UNPACKERS))
        return cls(headers)

    def process_request(self, request: Request) -> None:
        """Add them."""
        said = request.headers
        for name, values in self.headers:
            dict.setdefault(said, name, [*values])
