"""The order of reading: decode, parse once, links, article, language. No network, no database."""

from __future__ import annotations

from dataclasses import replace

from ..reasons import Reason
from ..records import Article, Page, Reading, Target
from .article import read_article
from .decode import decode, in_utf8
from .document import Document, parse
from .links.feeds import is_feed, read_feed
from .links.find import find_links
from .readable import JSON, is_readable
from .refresh import is_to_be_read, leads_on
from .rights import licence, statements
from .rights.robots import rules


def read(body: bytes, url: str, content_type: str | None = None) -> Reading:
    """Read one page: its article, or the reason why it has none, and its links by kind.

    Never raises for any bytes. `url` is where the page answered.
    """
    headers = {"content-type": content_type} if content_type else {}
    page = Page(url, url, headers=headers, body=body, size=len(body))
    return read_page(Target(url), page)


def read_page(target: Target, page: Page) -> Reading:
    """Read what the network answered; the reading's page has let its body go."""
    light = replace(page, body=b"")
    if page.reason:
        return Reading(target, light)
    content_type = page.headers.get("content-type")
    if not is_readable(page.body, content_type):
        return Reading(target, light, reason=Reason.NOT_HTML)
    text, encoding = decode(page.body, content_type)
    url = page.final_url or page.url
    if is_feed(text):
        return Reading(target, light, links=read_feed(text, url), reason=Reason.FEED)
    if content_type and JSON.search(content_type):
        return Reading(target, light, reason=Reason.NOT_HTML)
    document = parse(text, url, in_utf8(page.body, text, encoding))
    if isinstance(document, Reason):
        return Reading(target, light, reason=document)
    return read_document(target, light, document)


def read_document(target: Target, page: Page, document: Document) -> Reading:
    """Read a page that was parsed, as far as it allows that."""
    said = statements(document, page)
    asked = rules(said, page.fetched_at)
    links = find_links(document)
    if "nofollow" in asked:
        links = tuple(replace(link, nofollow=True) for link in links)
    onward = None if "nofollow" in asked else leads_on(document)
    article = Reason.NOINDEX if "noindex" in asked else read_article(document)
    if onward and not is_to_be_read(document, article):
        return Reading(target, replace(page, reason=Reason.REDIRECT, final_url=onward))
    if isinstance(article, Article):
        return Reading(target, page, article, links, statements=(*said, *licence(article)))
    return Reading(target, page, links=links, reason=article, statements=said)
