"""Feeds and sitemaps of a site: RSS 2.0, Atom, JSON Feed, sitemaps.org."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from email.utils import format_datetime
from functools import partial
from xml.etree import ElementTree as ET

from .answers import Answer, Route, text
from .content import DemoArticle
from .sites import Site
from .teasers import lead

NEWEST = 20  # entries of a feed
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed_routes(site: Site, home: str, articles: list[DemoArticle]) -> dict[str, Route]:
    """Return what answers at the addresses for machines: robots.txt, feed and sitemaps."""
    routes: dict[str, Route] = {}
    if site.robots is not None:
        routes["/robots.txt"] = partial(text, site.robots.format(home=home), "text/plain")
    if site.feed:
        routes[site.feed] = partial(WRITERS[site.feed], site, home, articles[:NEWEST])
    if not site.monthly_sitemaps:
        return routes | {site.sitemap: partial(sitemap, articles)}
    months = defaultdict(list)
    for article in articles:
        months[f"{article.published:/sitemap-%Y-%m.xml}"].append(article)
    routes |= {path: partial(sitemap, members) for path, members in months.items()}
    return routes | {site.sitemap: partial(sitemap_index, home, months)}


def rss(site: Site, home: str, articles: list[DemoArticle]) -> Answer:
    """Answer with an RSS 2.0 feed."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    add(channel, title=site.title, link=f"{home}/", description=site.title, language=site.language)
    for article in articles:
        entry = ET.SubElement(channel, "item")
        add(entry, title=article.title, link=article.url, guid=article.url)
        add(entry, description=lead(article), category=article.section)
        add(entry, pubDate=format_datetime(article.published))
    return xml(root, "application/rss+xml", articles)


def atom(site: Site, home: str, articles: list[DemoArticle]) -> Answer:
    """Answer with an Atom feed."""
    root = ET.Element("feed", xmlns=ATOM)
    add(root, id=f"{home}/", title=site.title, updated=articles[0].published.isoformat())
    for article in articles:
        entry = ET.SubElement(root, "entry")
        add(entry, id=article.url, title=article.title, updated=article.published.isoformat())
        add(entry, summary=lead(article))
        ET.SubElement(entry, "link", href=article.url)
        for name in article.authors:
            add(ET.SubElement(entry, "author"), name=name)
    return xml(root, "application/atom+xml", articles)


def json_feed(site: Site, home: str, articles: list[DemoArticle]) -> Answer:
    """Answer with a JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title,
        "home_page_url": f"{home}/",
        "feed_url": f"{home}{site.feed}",
        "language": site.language,
        "items": [
            {
                "id": article.url,
                "url": article.url,
                "title": article.title,
                "summary": lead(article),
                "date_published": article.published.isoformat(),
                "authors": [{"name": name} for name in article.authors],
                "tags": list(article.tags),
            }
            for article in articles
        ],
    }
    body = json.dumps(feed, ensure_ascii=False, indent=1)
    return text(body, "application/feed+json", articles[0].published)


def sitemap(articles: list[DemoArticle]) -> Answer:
    """Answer with a sitemap of articles."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    for article in articles:
        url = ET.SubElement(root, "url")
        add(url, loc=article.url, lastmod=article.published.isoformat())
    return xml(root, "application/xml", articles)


def sitemap_index(home: str, months: dict[str, list[DemoArticle]]) -> Answer:
    """Answer with a sitemap of sitemaps, newest first."""
    root = ET.Element("sitemapindex", xmlns=SITEMAP)
    for path, articles in months.items():
        entry = ET.SubElement(root, "sitemap")
        add(entry, loc=home + path, lastmod=articles[0].published.isoformat())
    return xml(root, "application/xml", next(iter(months.values())))


def add(parent: ET.Element, **texts: str) -> None:
    """Add one child element for each name, with its text."""
    for name, value in texts.items():
        ET.SubElement(parent, name).text = value


def xml(root: ET.Element, content_type: str, newest_first: list[DemoArticle]) -> Answer:
    """Answer with an XML document, as old as its newest article."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", xml_declaration=False)
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return text(declaration + body, content_type, newest_first[0].published)


WRITERS: dict[str, Callable[[Site, str, list[DemoArticle]], Answer]] = {
    "/feed.xml": rss,
    "/atom.xml": atom,
    "/feed.json": json_feed,
}
