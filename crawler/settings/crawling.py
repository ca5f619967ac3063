"""How far a crawl goes, what comes first, and what keeps it out of mazes."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far a run goes."""

    pages: int = setting(1000, "Pages to fetch in one run, queries not counted; 0 for no limit")
    minutes: float = setting(0.0, "Minutes one run may take; 0 for no limit")
    depth: int = setting(6, "Links away from a seed that are still followed")
    per_host: int = setting(200, "Pages to fetch from one host in one run; 0 for no limit")
    breadth: bool = setting(
        default=False, help="Follow every link in the order found instead of the most promising first"
    )
    parallel: int = setting(16, "Requests under way at once, over all hosts")
    patience: float = setting(60.0, "Seconds a run waits for hosts that asked for a pause before it ends")


@dataclass(frozen=True, slots=True)
class Traps:
    """What keeps a crawl out of mazes: limits of an address, and budgets that grow with what they bring."""

    longest_url: int = setting(2_000, "Characters of an address; browsers and servers stop caring beyond")
    segments: int = setting(15, "Segments of a path; real articles have up to 9")
    repeats: int = setting(3, "Times one segment may stand in a path; more is a loop of relative links")
    parameters: int = setting(8, "Parameters of a query; faceted lists have more, articles hardly any")
    shape: int = setting(
        40,
        "Pages fetched of one pattern of addresses of a host before it must have brought an article; "
        "0 for no limit",
    )
    host: int = setting(
        100, "Pages fetched of one host before it must have brought an article; 0 for no limit"
    )
    domain: int = setting(
        25, "Hosts asked under one domain before they must have brought an article; 0 for no limit"
    )
    per_article: int = setting(20, "What an article that was kept adds to each of these budgets")


@dataclass(frozen=True, slots=True)
class Focus:
    """Which links are followed first.

    The chance of a link is worked out in log-odds: a weight of 2 says that the sign it stands for
    makes odds of 1 : 1 into odds of 7 : 1, and its absence into 1 : 7.
    """

    # Of links on on-topic pages: what a person would guess, and the crawl soon corrects by its yields.
    related: float = setting(
        0.5, "Chance that a link in a related block leads to more, before anything is learned"
    )
    inline: float = setting(0.5, "The same for a line such as “Read also: …”")
    next: float = setting(0.3, "The same for the previous or next article")
    body: float = setting(0.25, "The same for a link in the prose")
    feed: float = setting(0.15, "The same for an entry of a feed, or a feed")
    sitemap: float = setting(0.1, "The same for an entry of a sitemap")
    search: float = setting(0.4, "The same for what the answer to a query names")
    navigation: float = setting(0.1, "The same for a headline in any other list")
    anchor: float = setting(1.5, "Weight of the words of a link, its heading and its address")
    page: float = setting(1.5, "Weight of the relevance of the page that a link stands on")
    link: float = setting(0.25, "Weight of how sure we are what a link is")
    words: float = setting(1.0, "Weight of what the crawl has learned about the words of a link")
    block: float = setting(1.0, "Weight of what a block of links has yielded so far")
    host: float = setting(0.5, "Weight of what a host has yielded so far")
    date: float = setting(0.5, "Weight of nearness in time to a seed, as far as an address tells")
    depth: float = setting(0.05, "Taken off for every link away from the seed")
    unsure: float = setting(0.5, "Bonus of a block that was never tried; it wanes with every try")
    explore: float = setting(
        0.05, "Share of fetches that go to the hosts asked least, whatever their priority"
    )
    tunnel: int = setting(2, "Off-topic pages in a row behind which links are still followed")
    min_chance: float = setting(
        0.1, "Priority below which nothing is fetched: the run ends when only such addresses are left, 0..1"
    )
