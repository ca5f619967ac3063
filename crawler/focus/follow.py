"""Reading → Targets, pure: what a page alone says about each of its links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from .. import clock, urls
from ..judges.relevance import Relevance
from ..reasons import Reason
from ..records import Kind, Link, Reading, Seed, Target
from ..settings import Crawl, Focus, Traps
from ..traps import FIRST_YEAR, LIMITS, YEARS_AHEAD, year_of
from .chance import chance, log_odds, prior, rounded
from .dates import nearness

LISTS = (Kind.FEED, Kind.SITEMAP)
STEPS = (Kind.NAVIGATION, Kind.NEXT)  # by which a calendar goes on
UNKEPT = (Reason.NOINDEX, Reason.RESERVED)  # there is a text, but the site does not want it kept
WORDS_OF_URL = re.compile(r"[/\-_.+]+")
# Closeness of headlines to one seed: half of those on its topic have more than 0.1, of the others 0.02;
# 0.3 and more has one in ten on the topic, and one in a hundred off it.
USUAL, CLOSE = 0.07, 0.3
LOUDEST = 2.0  # times the weight
HEADLINE = 4  # words; menus and tags have fewer, headlines hardly ever
UNPARTED = 30  # bytes of a line without spaces: ten characters of CJK, longer than any menu


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the same for all links of a page."""

    page: Target
    depth: int
    """Of what its links lead to."""
    astray: int
    is_list: bool
    """A person gave it to begin from, and its links are the point of it."""
    language: str | None
    relevance: float

    @classmethod
    def of(cls, reading: Reading) -> Standing:
        """Look at a page."""
        language = reading.article.language if reading.article else None
        page = reading.target
        return cls(
            page, page.depth + 1, astray(reading), is_given_list(reading), language, relevance_of(reading)
        )


@dataclass(frozen=True, slots=True)
class Follow:
    """Makes one target of every link of a reading, with a reason where it is not followed."""

    relevance: Relevance
    crawl: Crawl
    focus: Focus
    dates: tuple[date, ...] = ()
    """When the seeds were published."""
    traps: Traps = LIMITS
    year: int = 0
    """This year; 0 if dates in addresses don't matter."""

    @classmethod
    def make(
        cls, relevance: Relevance, crawl: Crawl, focus: Focus, seeds: Sequence[Seed], traps: Traps = LIMITS
    ) -> Follow:
        """Follow what may lead to more like the seeds."""
        dates = [date.fromisoformat(seed.published[:10]) for seed in seeds if seed.published]
        return cls(relevance, crawl, focus, tuple(dates), traps, int(clock.now()[:4]))

    def __call__(self, reading: Reading) -> tuple[Target, ...]:
        """Return the targets of a reading's links, in their order."""
        standing = Standing.of(reading)
        return tuple([self.target(standing, link) for link in reading.links])

    def target(self, standing: Standing, link: Link) -> Target:
        """Make the target of one link."""
        page = standing.page
        parts, reason = self.weigh(standing, link)
        return Target(
            link.url,
            link.kind,
            standing.depth,
            0.0 if reason else self.priority(parts),
            {} if reason else parts,
            reason,
            key=urls.key(link.url),
            via=page.id,
            seed=page.seed,
            astray=standing.astray,
        )

    def priority(self, parts: dict[str, float]) -> float:
        """Return the priority that parts come to; without focus, what was found first comes first."""
        return chance(parts) if not self.crawl.breadth else round(1 / (1 + -parts["depth"]), 4)

    def weigh(self, standing: Standing, link: Link) -> tuple[dict[str, float], Reason | None]:
        """Return the parts of a link's chance, or a reason not to follow it."""
        reason = self.refusal(link, standing.depth)
        if reason:
            return {}, reason
        if self.crawl.breadth:
            return {"depth": -float(standing.depth)}, None
        if standing.astray > self.focus.tunnel and link.kind not in LISTS:
            return {}, Reason.OFF_TRACK
        if link.kind is Kind.NAVIGATION and not standing.is_list and not is_headline(link):
            return {}, Reason.NAVIGATION  # menus
        return rounded(self.parts(standing, link)), None

    def parts(self, standing: Standing, link: Link) -> dict[str, float]:
        """Return what the chance of a link is made of, in log-odds."""
        focus = self.focus
        words = f"{link.anchor} {link.heading} {url_words(link.url)}"
        return {
            # a list that a person gave to begin from is as good as a related block
            "kind": log_odds(prior(Kind.RELATED if standing.is_list else link.kind, focus)),
            "anchor": anchor_part(self.relevance.of_words(words, standing.language), focus),
            "page": page_part(standing.relevance, focus),
            "link": focus.link * (2 * link.score - 1),
            "date": focus.date * nearness(link.url, self.dates, link.published),
            "depth": -focus.depth * standing.depth,
        }

    def refusal(self, link: Link, depth: int) -> Reason | None:
        """Say why a link is not followed, whatever it is about."""
        reason = urls.refusal_of_clean(link.url, self.traps) or self.out_of_time(link)
        if reason and not (link.kind in LISTS and reason is Reason.NOT_A_PAGE):
            return reason
        if link.nofollow:
            return Reason.NOFOLLOW
        return Reason.TOO_DEEP if depth > self.crawl.depth else None

    def out_of_time(self, link: Link) -> Reason | None:
        """Refuse months of a calendar that goes on for ever; "previous article" may go far back."""
        year = year_of(link.url) if self.year and link.kind in STEPS else None
        if year is None or FIRST_YEAR <= year <= self.year + YEARS_AHEAD:
            return None
        return Reason.TRAP if link.kind is Kind.NAVIGATION or year > self.year else None


def anchor_part(closeness: float, focus: Focus) -> float:
    """Return what the closeness of a link's words to the topic says."""
    return focus.anchor * min((closeness - USUAL) / (CLOSE - USUAL), LOUDEST)


def page_part(relevance: float, focus: Focus) -> float:
    """Return what the relevance of the page says that a link stands on."""
    return focus.page * (2 * relevance - 1)


def astray(reading: Reading) -> int:
    """Return how many pages in a row were off topic, this one included; lists don't count."""
    verdict = reading.verdict("relevance")
    if verdict is None or verdict.score is None:
        return reading.target.astray
    return reading.target.astray + 1 if verdict.reason is Reason.OFF_TOPIC else 0


def is_given_list(reading: Reading) -> bool:
    """Say whether a person gave this page to begin from, and it is a list: its links are the point."""
    page = reading.target
    is_given = page.depth == 0 and page.ask is None
    return is_given and reading.article is None and reading.reason not in UNKEPT


def is_headline(link: Link) -> bool:
    """Say whether a link has the words of a headline: such links stand in "latest" and "most read" too."""
    words = link.anchor.split()
    # Chinese, Japanese and Thai don't part their words
    return len(words) >= HEADLINE or (len(words) == 1 and len(link.anchor.encode()) >= UNPARTED)


def relevance_of(reading: Reading) -> float:
    """Return the relevance of a page; even odds for one that has no text to judge, such as a list."""
    verdict = reading.verdict("relevance")
    return 0.5 if verdict is None or verdict.score is None else verdict.score


def url_words(url: str) -> str:
    """Return the words in an address."""
    return WORDS_OF_URL.sub(" ", unquote(urlsplit(url).path))
