"""Answers as providers document them: builders for tests, and how those answers go wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

# https://blog.gdeltproject.org/: sent with status 429, and with status 200
THROTTLE = (
    "Please limit requests to one every 5 seconds or contact kalev.leetaru5@gmail.com for larger queries.\n"
)
PAGE = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We are busy</h1></body></html>"


@dataclass(frozen=True)
class Story:
    """What a provider knows of an article."""

    url: str
    title: str
    published: datetime
    site: str = "one.example"
    outlet: str = "The One"


def gdelt(stories: Iterable[Story]) -> str:
    return json.dumps(
        {
            "articles": [
                {
                    "url": story.url,
                    "url_mobile": "",
                    "title": story.title,
                    "seendate": story.published.strftime("%Y%m%dT%H%M%SZ"),
                    "socialimage": "",
                    "domain": story.site,
                    "language": "English",
                    "sourcecountry": "United States",
                }
                for story in stories
            ]
        }
    )


def rss(items: str, namespace: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"{namespace}><channel><title>Results</title>'
        f"<link>https://service.example/</link>{items}</channel></rss>"
    )


def google_news(stories: Iterable[Story]) -> str:
    return rss(
        "".join(
            f"<item><title>{escape(f'{story.title} - {story.outlet}')}</title>"
            f"<link>https://news.google.com/rss/articles/CBMi{abs(hash(story.url)):x}?oc=5</link>"
            f'<guid isPermaLink="false">CBMi{number}</guid>'
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
            f'<source url="{escape(origin(story.url))}">{escape(story.outlet)}</source></item>'
            for number, story in enumerate(stories)
        )
    )


def origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


def bing_news(stories: Iterable[Story], base: str = "http://www.bing.com") -> str:
    return rss(
        "".join(
            f"<item><title>{escape(story.title)}</title><link>{base}/news/apiclick.aspx?ref=FexRss&amp;aid="
            f"&amp;tid=65f0&amp;url={quote(story.url, safe='')}&amp;c=137&amp;mkt=en-us</link>"
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
            f"<News:Source>{escape(story.outlet)}</News:Source></item>"
            for story in stories
        ),
        ' xmlns:News="https://www.bing.com/news/search?q=x&amp;format=rss"',
    )


def searxng(stories: Iterable[Story], silent: Iterable[list[str]] = ()) -> str:
    results = [
        {
            "url": story.url,
            "title": story.title,
            "content": "…",
            "engine": "bing news",
            "engines": ["bing news", "qwant news"],
            "score": 1.0,
            "publishedDate": story.published.replace(tzinfo=None).isoformat(),
        }
        for story in stories
    ]
    return json.dumps({"query": "x", "results": results, "unresponsive_engines": list(silent)})


def wayback(urls: Iterable[str], key: str | None = None) -> str:
    rows = [["original", "timestamp"], *([url, "20240302101112"] for url in urls)]
    return json.dumps([*rows, *([[], [key]] if key else [])])


def collinfo(base: str) -> str:
    return json.dumps(
        [
            {"id": name, "name": name, "cdx-api": f"{base}/{name}-index", "timegate": f"{base}/{name}/"}
            for name in ("CC-MAIN-2026-43", "CC-MAIN-2024-10", "CC-MAIN-2023-50", "CC-MAIN-2013-20")
        ]
    )


def common_crawl(urls: Iterable[str]) -> str:
    return "".join(json.dumps({"url": url, "timestamp": "20240302101112"}) + "\n" for url in urls)


def sitemap(stories: Iterable[Story], *, news: bool = False) -> str:
    entries = "".join(
        f"<url><loc>{escape(story.url)}</loc><lastmod>{story.published.date()}</lastmod>"
        + (
            f"<news:news><news:publication><news:name>{story.outlet}</news:name><news:language>en"
            f"</news:language></news:publication><news:publication_date>{story.published.isoformat()}"
            f"</news:publication_date><news:title>{escape(story.title)}</news:title></news:news>"
            if news
            else ""
        )
        + "</url>"
        for story in stories
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{entries}</urlset>'


def sitemap_index(files: Iterable[tuple[str, str]]) -> str:
    entries = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for loc, changed in files
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


def zipped(text: str) -> bytes:
    return gzip.compress(text.encode())
