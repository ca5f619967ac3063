"""robots.txt: what it lets us fetch, and by which of its lines; RFC 9309."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Self

from .. import urls
from ..records import Statement
from .pattern import Pattern, path_of
from .usage import USES, usage

ALLOW, DISALLOW, AGENT, DELAY, SITEMAP = "allow", "disallow", "user-agent", "crawl-delay", "sitemap"
USAGES = tuple(USES)
# Other names are no lines at all: "User-agent: a, Host: x, User-agent: b" is one group of two.
# Those that belong to a group as its rules do end the list of its robots; section 2.2 lets parsers define
# such lines, and "User-agent: *, Crawl-delay: 5, User-agent: other, Disallow: /" forbids nothing to us.
NAMES = {
    AGENT: ("user-agent", "useragent", "user agent"),
    ALLOW: ("allow",),
    # typing errors that Google's parser knows
    DISALLOW: ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    DELAY: ("crawl-delay", "crawl delay", "crawldelay"),
    SITEMAP: ("sitemap", "site-map", "sitemaps"),
    **{name: (name,) for name in (*USAGES, "request-rate", "visit-time", "noindex")},
}
SPELLINGS = {spelling: name for name, spellings in NAMES.items() for spelling in spellings}
# The colon may be missing if one word follows.
LINE = re.compile(rf"({'|'.join(SPELLINGS)})(?:\s*:(.*)|\s+(\S+))", re.ASCII | re.IGNORECASE | re.DOTALL)
NEWLINES = re.compile(r"[\r\n]+")  # and no others, whatever Unicode has
TOKEN = re.compile(r"[A-Za-z_-]*")
EVERYONE = re.compile(r"\*(\s|$)")
INDEX = re.compile(r"(.*/)index\.html?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something."""

    name: str
    value: str
    text: str
    """As it stands there, without comment."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An Allow or Disallow line of our group."""

    text: str
    """As it stands there."""
    is_allowing: bool
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """What a robots.txt says to one robot."""

    rules: tuple[Rule, ...] = ()
    """The weightiest first."""
    usages: tuple[tuple[Pattern, Statement], ...] = ()
    """What may be done with the texts, by path."""
    delay: float | None = None
    """Seconds it wants between requests."""

    @classmethod
    def parse(cls, text: str, robot: str) -> Self:
        """Read the groups that name a robot by its product token, or those for everyone."""
        lines = group(text, robot.lower())
        rules = [rule for line in lines for rule in rules_of(line)]
        rules.sort(key=lambda rule: (rule.pattern.size, rule.is_allowing), reverse=True)
        usages = [usage_of(line) for line in lines if line.name in USAGES and "=" in line.value]
        delays = [
            delay for line in lines if line.name == DELAY and (delay := delay_of(line.value)) is not None
        ]
        return cls(tuple(rules), tuple(usages), max(delays, default=None))

    def rule(self, url: str) -> Rule | None:
        """Return the rule that decides about an address; None if none does, which allows it."""
        path = path_of(url)
        if path.partition("?")[0] == "/robots.txt":
            return None
        return next((rule for rule in self.rules if rule.pattern.matches(path)), None)

    def allows(self, url: str) -> bool:
        """Say whether an address may be fetched."""
        rule = self.rule(url)
        return rule is None or rule.is_allowing

    def statements(self, url: str) -> tuple[Statement, ...]:
        """Return what the longest patterns say of the use of an address; all of them if equally long."""
        path = path_of(url)
        found = [(pattern.size, statement) for pattern, statement in self.usages if pattern.matches(path)]
        longest: dict[str, int] = {}
        for size, statement in found:
            longest[statement.name] = max(size, longest.get(statement.name, 0))
        kept = (statement for size, statement in found if size == longest[statement.name])
        return tuple(dict.fromkeys(kept))


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that say something."""
    for line in NEWLINES.split(text):
        bare = line.partition("#")[0].strip()
        found = LINE.fullmatch(bare)
        if found:
            value = found[3] if found[2] is None else found[2]
            yield Line(SPELLINGS[found[1].lower()], value.strip(), bare)


def group(text: str, robot: str) -> list[Line]:
    """Return the lines of all groups that name a robot; if none does, of those for everyone."""
    own: list[Line] = []
    general: list[Line] = []
    robots: set[str] = set()
    is_named, is_naming = False, False
    for line in lines_of(text):
        if line.name == AGENT:
            robots = {*(robots if is_naming else ()), token(line.value)}
            is_naming, is_named = True, is_named or robot in robots
        elif line.name != SITEMAP:
            is_naming = False
            own += [line] * (robot in robots)
            general += [line] * ("*" in robots)
    return own if is_named else general


def token(value: str) -> str:
    """Return the product token in a User-agent line; its version and what follows don't count."""
    found = TOKEN.match(value)
    return "*" if EVERYONE.match(value) else (found[0].lower() if found else "")


def rules_of(line: Line) -> Iterator[Rule]:
    """Yield the rule that a line is; one that allows an index page allows its folder, too."""
    if line.name not in (ALLOW, DISALLOW) or not line.value:
        return
    is_allowing = line.name == ALLOW
    yield Rule(line.text, is_allowing, Pattern.of(line.value))
    found = INDEX.fullmatch(line.value)
    if is_allowing and found:
        yield Rule(line.text, is_allowing, Pattern.of(f"{found[1]}$"))


def usage_of(line: Line) -> tuple[Pattern, Statement]:
    """Return path and statement of a line on usage; without a path it is about everything."""
    path, *rest = line.value.split(None, 1) if line.value.startswith("/") else ("/", line.value)
    return Pattern.of(path), usage("robots.txt", line.name, rest[0] if rest else "")


def delay_of(value: str) -> float | None:
    """Return the seconds of a Crawl-delay; None if it is no such number."""
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None


def sitemaps(text: str) -> tuple[str, ...]:
    """Return the addresses of sitemaps that a robots.txt names, each once, those that can be fetched."""
    found = (urls.clean(line.value) for line in lines_of(text) if line.name == SITEMAP)
    return tuple(dict.fromkeys(url for url in found if url))
