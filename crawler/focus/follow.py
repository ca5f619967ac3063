"""Reading → Targets, pure: what a page alone says about each of its links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from urllib.parse import unquote

from .. import clock, urls
from ..judges.relevance import Relevance
from ..packing import Columns, column
from ..reasons import Reason
from ..records import Kind, Reading, Seed, Target
from ..settings import Crawl, Focus, Traps
from ..traps import FIRST_YEAR, LIMITS, YEARS_AHEAD, year_of
from .chance import PLACES, chance, log_odds, prior
from .dates import nearness

# Names of their own: finding one in its enum takes ten times as long.
NAVIGATION, IN_MENU, NOT_A_PAGE = Kind.NAVIGATION, Reason.NAVIGATION, Reason.NOT_A_PAGE
LISTS = (Kind.FEED, Kind.SITEMAP)
STEPS = (Kind.NAVIGATION, Kind.NEXT)  # by which a calendar goes on
UNKEPT = (Reason.NOINDEX, Reason.RESERVED)  # there is a text, but the site does not want it kept
# Closeness of headlines to one seed: half of those on its topic have more than 0.1, of the others 0.02;
# 0.3 and more has one in ten on the topic, and one in a hundred off it.
USUAL, CLOSE = 0.07, 0.3
LOUDEST = 2.0  # times the weight
HEADLINE = 4  # words; menus and tags have fewer, headlines hardly ever
SHORTEST = 7  # characters of as many words, or of a line without spaces
MOST_REMEMBERED = 32_768  # addresses; some 10 MB
MOST_SAID = 8_192  # links with their words; some 5 MB
LONGEST_SAID = 500  # characters of a link with its words that are remembered
UNPARTED = 30  # bytes of a line without spaces: ten characters of CJK, longer than any menu


Words = tuple[str, str, str, str | None]  # anchor, heading and address of a link, language of the page
# What an address says by itself, whatever page links to it: its key as `urls.key` has it, why it can't be
# a page worth a fetch, and the year of a month or day that it names.
Address = tuple[int, Reason | None, int | None]


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
    kinds: Mapping[Kind, float]
    """What each kind of link says on such a page; this and what follows as it is stored."""
    relevance: float
    """What the page says of its links."""
    distance: float
    """What its distance from the seeds says of them."""

    @classmethod
    def of(cls, reading: Reading, focus: Focus) -> Standing:
        """Look at a page."""
        language = reading.article.language if reading.article else None
        page, is_list = reading.target, is_given_list(reading)
        depth = page.depth + 1
        kinds = odds_of_kinds(focus, is_list=is_list)
        relevance = round(page_part(relevance_of(reading), focus), PLACES)
        distance = round(-focus.depth * depth, PLACES)
        return cls(page, depth, astray(reading), is_list, language, kinds, relevance, distance)


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
    addresses: dict[str, Address] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those met lately: the pages of a site have most of their links in common."""
    said: dict[Words, float] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What the words of links said that were met lately: most teasers stand on many pages of a site, too."""

    @classmethod
    def make(
        cls, relevance: Relevance, crawl: Crawl, focus: Focus, seeds: Sequence[Seed], traps: Traps = LIMITS
    ) -> Follow:
        """Follow what may lead to more like the seeds."""
        dates = [date.fromisoformat(seed.published[:10]) for seed in seeds if seed.published]
        return cls(relevance, crawl, focus, tuple(dates), traps, int(clock.now()[:4]))

    def __call__(self, reading: Reading) -> Sequence[Target]:
        """Return the targets of a reading's links, in their order; by columns, as nobody looks at most."""
        links = reading.links
        if not links:
            return ()
        standing = Standing.of(reading, self.focus)
        found, kinds, anchors = column(links, "url"), column(links, "kind"), column(links, "anchor")
        known, refusal = self.addresses, self.refusal
        addresses = [known.get(url) or self.remember(url) for url in found]
        asked = zip(kinds, column(links, "nofollow"), anchors, strict=True)
        reasons = [refusal(standing, link, address) for link, address in zip(asked, addresses, strict=True)]
        words = zip(anchors, column(links, "heading"), found, repeat(standing.language))
        told = zip(kinds, column(links, "score"), words, column(links, "published"), strict=True)
        parts = [
            {} if reason else self.parts(standing, link) for reason, link in zip(reasons, told, strict=True)
        ]
        page = standing.page
        return Columns.like(
            Target("", depth=standing.depth, via=page.id, seed=page.seed, astray=standing.astray),
            url=found,
            kind=kinds,
            priority=tuple(
                [0.0 if reason else self.priority(some) for reason, some in zip(reasons, parts, strict=True)]
            ),
            parts=tuple(parts),
            reason=tuple(reasons),
            key=tuple([key for key, _, _ in addresses]),
        )

    def remember(self, url: str) -> Address:
        """Work out what an address says, once."""
        if len(self.addresses) >= MOST_REMEMBERED:
            self.addresses.clear()
        reason = urls.refusal_of_clean(url, self.traps)
        year = year_of(url) if self.year and reason is None else None  # asked of no other
        found = urls.key.__wrapped__(url), reason, year  # as it is remembered here
        if len(url) <= urls.LONGEST_URL:
            self.addresses[url] = found
        return found

    def priority(self, parts: dict[str, float]) -> float:
        """Return the priority that parts come to; without focus, what was found first comes first."""
        return chance(parts) if not self.crawl.breadth else round(1 / (1 + -parts["depth"]), 4)

    def refusal(self, standing: Standing, link: tuple[Kind, bool, str], address: Address) -> Reason | None:
        """Return a reason not to follow a link; None if it is followed."""
        (kind, nofollow, anchor), (_, reason, year) = link, address
        if year:
            reason = self.out_of_time(kind, year)
        if reason and not (reason is NOT_A_PAGE and kind in LISTS):
            return reason
        if nofollow or standing.depth > self.crawl.depth:
            return Reason.NOFOLLOW if nofollow else Reason.TOO_DEEP
        if self.crawl.breadth:
            return None
        if standing.astray > self.focus.tunnel and kind not in LISTS:
            return Reason.OFF_TRACK
        return IN_MENU if kind is NAVIGATION and not standing.is_list and not is_headline(anchor) else None

    def parts(self, standing: Standing, link: tuple[Kind, float, Words, str | None]) -> dict[str, float]:
        """Return what the chance of a link is made of, in log-odds."""
        if self.crawl.breadth:
            return {"depth": -float(standing.depth)}
        kind, score, words, published = link
        parts: dict[str, float] = {}
        # those that are 0 say nothing
        if odds := standing.kinds[kind]:
            parts["kind"] = odds
        if anchor := self.anchor(words):
            parts["anchor"] = anchor
        if standing.relevance:
            parts["page"] = standing.relevance
        if looks := link_part(score, self.focus.link):
            parts["link"] = looks
        if self.dates and (near := self.nearness(words[2], published)):
            parts["date"] = near
        if standing.distance:
            parts["depth"] = standing.distance
        return parts

    def anchor(self, words: Words) -> float:
        """Return what the words of a link say."""
        found = self.said.get(words)
        if found is None:
            anchor, heading, url, language = words
            line = f"{anchor} {heading} {url_words(url)}"
            part = anchor_part(self.relevance.of_words(line, language), self.focus)
            found = round(part, PLACES)
            if len(self.said) >= MOST_SAID:
                self.said.clear()
            if len(line) + len(url) <= LONGEST_SAID:
                self.said[words] = found
        return found

    def nearness(self, url: str, published: str | None) -> float:
        """Return what the date of a link says."""
        near = nearness(url, self.dates, published)
        return round(self.focus.date * near, PLACES) if near else 0.0

    def out_of_time(self, kind: Kind, year: int) -> Reason | None:
        """Refuse months of a calendar that goes on for ever; "previous article" may go far back."""
        if kind not in STEPS or FIRST_YEAR <= year <= self.year + YEARS_AHEAD:
            return None
        return Reason.TRAP if kind is Kind.NAVIGATION or year > self.year else None


@lru_cache(maxsize=8)
def odds_of_kinds(focus: Focus, *, is_list: bool) -> Mapping[Kind, float]:
    """Return what each kind of link says: on a list to begin from, all say what a related block does."""
    odds = {kind: log_odds(prior(Kind.RELATED if is_list else kind, focus)) for kind in Kind}
    return {kind: round(value, PLACES) for kind, value in odds.items()}


@lru_cache(maxsize=4096)
def link_part(score: float, weight: float) -> float:
    """Return what the score of a link says, as it is stored: scores are rounded, and few."""
    return round(weight * (2 * score - 1), PLACES)


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


def is_headline(anchor: str) -> bool:
    """Say whether a link has the words of a headline: such links stand in "latest" and "most read" too."""
    if len(anchor) < SHORTEST:
        return False
    words = anchor.split(None, HEADLINE - 1)
    # Chinese, Japanese and Thai don't part their words
    return len(words) >= HEADLINE or (len(words) == 1 and len(anchor.encode()) >= UNPARTED)


def relevance_of(reading: Reading) -> float:
    """Return the relevance of a page; even odds for one that has no text to judge, such as a list."""
    verdict = reading.verdict("relevance")
    return 0.5 if verdict is None or verdict.score is None else verdict.score


def url_words(url: str) -> str:
    """Return the words in an address that `urls.clean` made: its path, as a judge of words can read it."""
    path = url.partition("://")[2].partition("?")[0].partition("/")[2]
    return unquote(path) if "%" in path else path
