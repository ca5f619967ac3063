"""What `crawl.py` compares with: python candidates.py scrapy|memory FOLDER, in an empty folder."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from sqlite_utils import Database


class PlainSpider(scrapy.Spider):
    """What a careful person writes in half an hour."""

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


def has_text(path: Path) -> bool:
    """Read a page from disk's cache, with trafilatura's defaults."""
    page = path.read_bytes().decode("utf-8", "replace")
    document = trafilatura.bare_extraction(page, url="http://127.0.0.1/", with_metadata=True)
    return bool(document and document.text)


def main() -> None:
    """Run one candidate."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    if name == "scrapy":
        process = CrawlerProcess()
        process.crawl(PlainSpider, urls=(folder / "pages.urls").read_text().split())
        process.start()
        return
    paths = sorted((folder / "pages").iterdir())
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        texts = sum(pool.imap_unordered(has_text, paths, chunksize=4))
    Path("texts.json").write_text(json.dumps(texts))


if __name__ == "__main__":
    main()
