"""Answer → Reading: what it names as links, each with what it says of it."""

from __future__ import annotations

from dataclasses import replace

from ..reading.decode import decode
from ..reading.links.feeds import is_feed
from ..reading.page import read_page
from ..reasons import Reason
from ..records import Ask, Find, Kind, Link, Page, Reading, Target
from ..settings import Discovery
from .answer import GZIP
from .asking import read_answer

# How sure a provider is that what it names is on the words that it was asked for.
SURE = {"feeds": 0.4, "sitemaps": 0.3, "wayback": 0.3, "common-crawl": 0.3}
SURE_OF_WORDS = 0.6
SURE_OF_TITLE = 0.9  # a headline that was looked for
# Why a home page says nothing of its feeds, or that it leads to articles by itself.
OF_HOMES = (
    Reason.BOT_CHECK, Reason.LOGIN, Reason.CONSENT_WALL, Reason.NEEDS_JAVASCRIPT, Reason.NOT_AN_ARTICLE,
)  # fmt: skip
KINDS = {"feeds": Kind.FEED, "sitemaps": Kind.SITEMAP}


def read_found(target: Target, ask: Ask, page: Page, settings: Discovery) -> Reading:
    """Read an answer; the reading's page has let its body go.

    A home page that was asked for its feeds is a list of articles, too.
    """
    light = replace(page, body=b"")
    if page.reason:
        return Reading(target, light)
    answer = read_answer(page, ask, settings)
    links = tuple(link_of(find, ask, rank) for rank, find in enumerate(answer.finds))
    reason = answer.reason or reason_of(page, ask)
    light = replace(light, detail=answer.detail or light.detail)
    if ask.provider == "feeds" and ask.sites and not links and not answer.reason:
        home = read_page(target, page)
        reason = home.reason if home.reason in OF_HOMES else reason
        return replace(home, page=light, article=None, asks=answer.asks, reason=reason)
    return Reading(target, light, links=links, reason=reason, finds=answer.finds, asks=answer.asks)


def link_of(find: Find, ask: Ask, rank: int) -> Link:
    """Make a link of a find: one block for each provider, so that what it yields can be learned."""
    score = SURE_OF_TITLE if ask.query.exact else SURE.get(ask.provider, SURE_OF_WORDS)
    return Link(
        find.url,
        KINDS.get(ask.provider, Kind.SEARCH),
        anchor=find.title,
        position=rank,
        score=score,
        path=f"search {ask.provider}",
        published=find.published,
    )


def reason_of(page: Page, ask: Ask) -> Reason:
    """Say why an answer is no article: feeds and sitemaps are lists, whoever asks for them."""
    if ask.provider in KINDS and not ask.sites:
        start = page.body[:4096]
        if start.startswith(GZIP) or is_feed(decode(start, page.headers.get("content-type"))[0]):
            return Reason.FEED
    return Reason.ANSWERED
