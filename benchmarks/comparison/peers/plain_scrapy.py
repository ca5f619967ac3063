"""What a careful person writes in half an hour: python plain_scrapy.py LIST, in an empty folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from sqlite_utils import Database


class PlainSpider(scrapy.Spider):
    """Links by CSS, trafilatura in the callback, one insert per page."""

    name = "plain"
    custom_settings = {  # noqa: RUF012  (Scrapy's way)
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "CONCURRENT_REQUESTS": 16,
    }

    def __init__(self, urls: list[str]) -> None:
        """Open the database."""
        super().__init__()
        self.urls = urls
        self.table = Database("scrapy.db").table("pages")

    async def start(self) -> Any:
        """Ask for every page."""
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response: Any) -> Iterator[dict[str, Any]]:
        """Read a page and store it."""
        links = [response.urljoin(href) for href in response.css("a::attr(href)").getall()]
        document = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        row = {"url": response.url, "links": json.dumps(links), "text": document.text if document else None}
        if document:
            row |= {"title": document.title, "author": document.author, "date": document.date}
        self.table.insert(row, pk="url", replace=True)
        yield row


if __name__ == "__main__":
    process = CrawlerProcess()
    process.crawl(PlainSpider, urls=Path(sys.argv[1]).read_text().split())
    process.start()
