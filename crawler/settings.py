"""What can be set: `corpuscle.toml` beside the corpus, each value with its help and its reason."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.metadata import version
from math import inf
from pathlib import Path
from typing import Any, get_args, get_type_hints

from .hours import Hours

FILE_NAME = "corpuscle.toml"
ROBOT = "Corpuscle"
"""What robots.txt, `<meta name>` and X-Robots-Tag call us."""
HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d+)?")
"""A host as addresses name it, in small letters, with its port unless that is the default one."""


class SettingsError(ValueError):
    """A settings file that can't be used; the message names file and key."""


def setting(
    default: Any,
    help: str,  # noqa: A002  (the word users know)
    among: tuple[str, ...] = (),
    check: Callable[[str], object] | None = None,
) -> Any:
    """Declare a setting with its default and the help that the docs print.

    A list may have a choice; `check` raises ValueError for a text that it can't be.
    """
    return field(default=default, metadata={"help": help, "among": among, "check": check})


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far a run goes."""

    pages: int = setting(1000, "Pages to fetch in one run; 0 for no limit")
    minutes: float = setting(0.0, "Minutes one run may take; 0 for no limit")
    depth: int = setting(6, "Links away from a seed that are still followed")
    per_host: int = setting(200, "Pages to fetch from one host in one run; 0 for no limit")
    breadth: bool = setting(
        default=False, help="Follow every link in the order found instead of the most promising first"
    )
    parallel: int = setting(16, "Requests under way at once, over all hosts")
    patience: float = setting(60.0, "Seconds a run waits for hosts that asked for a pause before it ends")


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave as a guest on the web."""

    contact: str = setting(
        "", "Web page or mail address that site owners can reach you at; part of the user agent"
    )
    delay: float = setting(1.0, "Seconds between two requests to one host")
    longest_delay: float = setting(
        60.0, "Longest Crawl-delay of a robots.txt that is obeyed in full, in seconds"
    )
    timeout: float = setting(25.0, "Seconds until an answer must be complete")
    max_megabytes: float = setting(10.0, "Largest body, before and after decompression")
    max_header_kilobytes: int = setting(128, "Largest header of an answer")
    redirects: int = setting(5, "Redirects in a row that are followed")
    attempts: int = setting(3, "Fetches of one address before a passing failure counts as final")
    retry_minutes: float = setting(5.0, "Minutes until a failed address is tried again; doubled each time")
    allow_private: bool = setting(default=False, help="Fetch from loopback and private addresses")
    # a host that takes three seconds to answer is busy with others, or small
    slow_answers: float = setting(
        2.0, "A host rests at least this many times as long as it takes to answer, if `delay` is not 0"
    )
    per_address: int = setting(
        1,
        "Requests under way at once to one IP address that many hosts share, loopback not counted; "
        "0 for no limit",
    )
    per_day: int = setting(0, "Pages to fetch from one host in a day (UTC), over all runs; 0 for no limit")
    hours: str = setting(
        "",
        "Hours in which to fetch, in local time, such as 22:00-06:00, 12:00-13:00; empty for any",
        check=Hours.parse,
    )
    failures: int = setting(5, "Failures in a row after which a host is left alone for `rest_hours`")
    rest_hours: float = setting(6.0, "Hours for which a host that keeps failing is left alone")
    outage_minutes: float = setting(
        10.0, "Minutes a run waits for the network to come back when nothing can be reached any more"
    )
    ignore_robots: tuple[str, ...] = setting(
        (), "Hosts whose robots.txt is not obeyed, because their owner allowed it; recorded with every run"
    )
    obey: tuple[str, ...] = setting(
        (),
        "Reservations that keep a text out of the corpus: tdm-reservation, noai, content-usage, "
        "content-signal; all are recorded either way",
        among=("tdm-reservation", "noai", "content-usage", "content-signal"),
    )
    blocklist: str = setting("blocklist.txt", "File beside the corpus with what is never fetched")
    takedowns: str = setting("takedowns.txt", "File beside the corpus with what was asked to be removed")
    proxy: str = setting("", "Address of an HTTP proxy that every request goes through")

    @property
    def user_agent(self) -> str:
        """What we call ourselves in every request: who, why, and how to reach whoever runs this."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"{ROBOT}/{version('corpuscle')} (gathers articles for text research{contact})"


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
class Reading:
    """What reading a page may cost."""

    workers: int = setting(0, "Reader processes; 0 for one per core")
    seconds: float = setting(10.0, "Seconds after which a reader is killed and the page refused")
    megabytes: int = setting(2048, "Memory of one reader process")

    @property
    def processes(self) -> int:
        """Reader processes to start."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Judges:
    """What a text must be to be kept."""

    min_words: int = setting(60, "Shortest text that is kept, in words (CJK: characters / 1.6)")
    languages: tuple[str, ...] = setting((), "Languages to keep, as ISO 639-1 codes; empty for all")
    # 0.5 is even odds; below it, because a doubtful article is better kept than lost: with one seed
    # of a broad topic (all of sport) 0.5 keeps 76 % of what belongs to it, 0.35 keeps 84 %.
    min_relevance: float = setting(
        0.35, "Lowest probability of being on topic, as far as seeds and marks tell, at which a text is kept"
    )
    # 0: quality is measured, and left to whoever uses the corpus. 95 % of real texts score 0.8 or more;
    # half of the stubs at a paywall 0.3 or less, texts in the wrong charset 0.35, shuffled words 0.1.
    min_quality: float = setting(0.0, "Lowest quality at which a text is kept, 0..1; 0 keeps all")
    refused_flags: tuple[str, ...] = setting(
        (), "Quality flags that turn a text down whatever its score, such as paywall or mojibake"
    )


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


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Which texts are copies, and which copies are left out."""

    find: bool = setting(
        default=True, help="Look for copies and excerpts; false keeps every text, exact copies too"
    )
    # Share of the text that stands in the other, word for word or nearly. Over 1,438 news articles:
    # with every tenth word changed 99 of 100 copies reach 0.9, with every fifth 0.73; stories
    # about one event that were written anew stay below 0.5, and what lies between are old and new
    # versions of one report.
    near: float = setting(
        0.7, "Share of two texts of about equal length that stands in both and makes them one, 0..1"
    )
    # Passages that were cut out or put into another text reach 0.95, with some words changed 0.85.
    excerpt: float = setting(
        0.8, "Share of a shorter text that stands in a longer one and makes it an excerpt, 0..1"
    )
    # Nothing of an excerpt is lost with it, and what is counted in a corpus is counted once.
    keep_excerpts: bool = setting(
        default=False, help="Keep texts that are excerpts of longer ones; the pairs are recorded either way"
    )


@dataclass(frozen=True, slots=True)
class Browser:
    """Pages that are empty until their scripts have run.

    It takes `pip install 'corpuscle[browser]'` and Chromium.
    """

    # off: a browser runs programs of strangers, if shut off from the network and from everything else
    enabled: bool = setting(default=False, help="Run such pages in a browser")
    hosts: tuple[str, ...] = setting((), "Hosts whose pages are all run in it, with their subdomains")
    seconds: float = setting(20.0, "Seconds one page may take")
    # pages that build themselves settle within a second or two; some poll without end
    settle: float = setting(5.0, "Seconds to wait for a page that goes on asking for data")
    parallel: int = setting(2, "Pages in it at once")
    requests: int = setting(60, "Scripts, styles and data that one page may ask its site for")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; the names of these fields are the tables of `corpuscle.toml`."""

    crawl: Crawl = field(default_factory=Crawl)
    manners: Manners = field(default_factory=Manners)
    traps: Traps = field(default_factory=Traps)
    reading: Reading = field(default_factory=Reading)
    judges: Judges = field(default_factory=Judges)
    browser: Browser = field(default_factory=Browser)
    duplicates: Duplicates = field(default_factory=Duplicates)
    focus: Focus = field(default_factory=Focus)

    def with_values(self, table: str, **values: Any) -> Settings:
        """Return a copy with the values that are not None put into `table`."""
        given = {name: value for name, value in values.items() if value is not None}
        return replace(self, **{table: replace(getattr(self, table), **given)})

    def as_dict(self) -> dict[str, Any]:
        """Return tables of names and values, as a run records them."""
        return asdict(self)


def load(folder: Path) -> Settings:
    """Read `corpuscle.toml` in a folder; the defaults where there is none.

    Raises SettingsError for what it can't use.
    """
    path = folder / FILE_NAME
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        msg = f"{path}: {error}"
        raise SettingsError(msg) from error
    settings = Settings()
    for table, values in tables.items():
        known_name(path, table, settings, "table")
        if not isinstance(values, dict):
            msg = f"{path}: {table} is a table: write [{table}] and its settings below"
            raise SettingsError(msg)
        checked = {
            name: checked_value(path, getattr(settings, table), name, value) for name, value in values.items()
        }
        settings = replace(settings, **{table: replace(getattr(settings, table), **checked)})
    return settings


def known_name(path: Path, name: str, record: Any, noun: str) -> None:
    """Raise SettingsError with the nearest known name if `record` has no such field."""
    names = [f.name for f in fields(record)]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1) or [", ".join(names)]
        msg = f"{path}: no {noun} called {name!r}; did you mean {near[0]}?"
        raise SettingsError(msg)


def checked_value(path: Path, record: Any, name: str, value: Any) -> Any:
    """Return a value in the type that its setting has, or raise SettingsError."""
    known_name(path, name, record, "setting")
    wanted = get_type_hints(type(record))[name]
    if wanted == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(member, str) for member in value):
            known_members(path, record, name, value)
            if name == "ignore_robots":
                named_hosts(path, name, value)
            return tuple(value)
    else:
        types = tuple(t for t in get_args(wanted) if t is not type(None)) or (wanted,)
        if float in types and type(value) is int:
            value = float(value)
        # type() and not isinstance(): true is no number
        if isinstance(value, str) and str in types:
            check_text(path, record, name, value)
        if type(value) in types and (isinstance(value, bool | str) or 0 <= value < inf):
            return value
    what = "a list of strings" if wanted == tuple[str, ...] else type_name(wanted)
    msg = f"{path}: {name} must be {what}, not {value!r}"
    raise SettingsError(msg)


def known_members(path: Path, record: Any, name: str, value: list[str]) -> None:
    """Raise SettingsError if a list has something that its setting does not offer."""
    (among,) = (f.metadata.get("among") for f in fields(record) if f.name == name)
    for member in value:
        if among and member not in among:
            msg = f"{path}: {name} has {member!r}; it can have {', '.join(among)}"
            raise SettingsError(msg)


def named_hosts(path: Path, name: str, value: list[str]) -> None:
    """Raise SettingsError if a list has something else than hosts by their full names."""
    for member in value:
        if not HOST.fullmatch(member):
            msg = f"{path}: {name} has {member!r}; name each host as addresses do, such as news.example"
            raise SettingsError(msg)


def check_text(path: Path, record: Any, name: str, value: str) -> None:
    """Raise SettingsError if a text is none that its setting can be."""
    (check,) = (f.metadata.get("check") for f in fields(record) if f.name == name)
    try:
        if check:
            check(value)
    except ValueError as error:
        msg = f"{path}: {name}: {error}"
        raise SettingsError(msg) from None


def type_name(wanted: Any) -> str:
    """Say in words what a setting takes."""
    names = {
        int: "a whole number, 0 or more",
        float: "a number, 0 or more",
        bool: "true or false",
        str: "a text",
    }
    return next(text for kind, text in names.items() if kind in (get_args(wanted) or (wanted,)))
