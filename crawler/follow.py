"""Which links to follow, and how soon: Reading → Targets, pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from . import urls
from .judges.relevance import Relevance
from .reasons import Reason
from .records import Kind, Link, Reading, Target
from .settings import Crawl

# How likely a link of a kind leads to more like the page it stands on.
KINDS = {
    Kind.RELATED: 1.0,
    Kind.INLINE: 0.95,
    Kind.NEXT: 0.5,
    Kind.BODY: 0.5,
    Kind.FEED: 0.3,
    Kind.SITEMAP: 0.2,
    Kind.NAVIGATION: 0.1,
}
LISTS = (Kind.FEED, Kind.SITEMAP)
# Shares of a priority; they add up to 1.
KIND, ANCHOR, PAGE, LINK = 0.4, 0.25, 0.2, 0.15
STEP = 0.02  # taken off for every link away from the seed
# TF-IDF to a seed of 300 words: 0.3 is as close as another story of the same event.
CLOSE = 0.3
UNKNOWN = 0.5  # closeness of a page that has no text to judge, such as a list
WORDS_OF_URL = re.compile(r"[/\-_.+]+")


@dataclass(frozen=True, slots=True)
class Follow:
    """Makes one target of every link of a reading, with a reason where it is not followed."""

    relevance: Relevance
    settings: Crawl

    def __call__(self, reading: Reading) -> tuple[Target, ...]:
        """Return the targets of a reading's links, in their order."""
        return tuple(self.target(reading, link) for link in reading.links)

    def target(self, reading: Reading, link: Link) -> Target:
        """Make the target of one link."""
        page = reading.target
        priority, parts, reason = self.weigh(reading, link)
        return Target(
            link.url,
            link.kind,
            page.depth + 1,
            priority,
            parts,
            reason,
            key=urls.key(link.url),
            via=page.id,
            seed=page.seed,
        )

    def weigh(self, reading: Reading, link: Link) -> tuple[float, dict[str, float], Reason | None]:
        """Return priority and its parts, or a reason; what is refused for what it is needs no weighing."""
        depth = reading.target.depth + 1
        reason = self.refusal(reading, link, depth)
        if reason:
            return 0.0, {}, reason
        breadth = {"breadth": 1 / (1 + depth)}
        parts = breadth if self.settings.breadth else self.parts(reading, link, depth)
        if not self.settings.breadth and not parts["anchor"] and is_aside(reading, link):
            return 0.0, {}, Reason.OFF_TRACK
        priority = round(min(max(sum(parts.values()), 0.0), 1.0), 4)
        return priority, {name: round(value, 3) for name, value in parts.items()}, None

    def parts(self, reading: Reading, link: Link, depth: int) -> dict[str, float]:
        """Return what the priority of a link is made of."""
        words = f"{link.anchor} {link.heading} {url_words(link.url)}"
        return {
            "kind": KIND * KINDS[link.kind],
            "anchor": ANCHOR * self.relevance.of_words(words),
            "page": PAGE * closeness(reading),
            "link": LINK * link.score,
            "depth": -STEP * depth,
        }

    def refusal(self, reading: Reading, link: Link, depth: int) -> Reason | None:
        """Say why a link is not followed, whatever it is about."""
        reason = urls.refusal_of_clean(link.url)
        if reason and not (link.kind in LISTS and reason is Reason.NOT_A_PAGE):
            return reason
        if link.nofollow:
            return Reason.NOFOLLOW
        if depth > self.settings.depth:
            return Reason.TOO_DEEP
        is_menu = link.kind is Kind.NAVIGATION and not is_start_list(reading)
        return Reason.NAVIGATION if is_menu and not self.settings.breadth else None


def is_aside(reading: Reading, link: Link) -> bool:
    """Say whether a link is followed only if its own words speak for it.

    That is so on off-topic pages, and for the entries of a feed of a whole site.
    """
    from_feed = reading.refusal is Reason.FEED and reading.target.depth > 0
    relevance = reading.verdict("relevance")
    off_topic = relevance is not None and relevance.reason is Reason.OFF_TOPIC
    return (off_topic and link.kind not in LISTS) or from_feed


def is_start_list(reading: Reading) -> bool:
    """Say whether a person gave this page to begin from, and it is a list: its links are the point."""
    return reading.target.kind is Kind.SEED and reading.article is None


def closeness(reading: Reading) -> float:
    """Return how near the seed a page is, 0..1."""
    verdict = reading.verdict("relevance")
    if verdict is None or verdict.score is None:
        return UNKNOWN
    return min(verdict.score / CLOSE, 1.0)


def url_words(url: str) -> str:
    """Return the words in an address."""
    return WORDS_OF_URL.sub(" ", unquote(urlsplit(url).path))
