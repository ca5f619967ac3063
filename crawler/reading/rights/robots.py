"""Directives for robots: `<meta name=robots>`, the same with our name, and X-Robots-Tag.

What is said to all robots and what is said to us is added up: each of these directives takes
something away, so the sum is the most restrictive reading, which is how large search engines
document theirs. A site that forbids all robots something has not allowed it to us by adding a
line with our name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ...records import Statement
from ...settings import ROBOT

NAMES = ("robots", ROBOT.lower())
HEADER = "x-robots-tag"
# Directives without a value that are recorded; the rest, such as `all` and `index`, ask for nothing.
PLAIN = frozenset({"noindex", "nofollow", "none", "noarchive", "nosnippet", "noimageai", "noai"})
DATED = "unavailable_after"
SNIPPET = "max-snippet"
UNLIMITED = "-1"
# Directives with a colon; any other word before one is the name of the robot that is meant.
VALUED = frozenset({DATED, SNIPPET, "max-image-preview", "max-video-preview"})
# A date can have a comma behind the day of the week, which would end the directive.
WEEKDAY = re.compile(rf"({DATED}\s*:\s*)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*,", re.IGNORECASE)
NAMED = re.compile(r"\s*([\w.-]+)\s*:(.*)", re.DOTALL)
APART = re.compile(r"[\s;]+")  # some sites part directives by spaces or semicolons

Directive = tuple[str, str]
"""A name in lower case, and its value, empty for most."""


def directives(metas: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what robots like us are asked, as statements."""
    for name, content in metas:
        if name in NAMES:
            yield from stated("meta", pieces(content))
    if header := headers.get(HEADER):
        yield from stated("header", ours(header))


def stated(source: str, found: Iterable[str]) -> Iterator[Statement]:
    """Yield the directives among pieces of a list that take something away."""
    for name, value in (directive for piece in found for directive in parted(piece)):
        if name == "noai":
            yield Statement(source, "noai", name, reserves=True)
        elif name in PLAIN or name == DATED or (name == SNIPPET and value != UNLIMITED):
            yield Statement(source, "robots", f"{name}: {value}" if value else name)


def pieces(text: str) -> list[str]:
    """Split a list of directives at its commas, but for the one in a date."""
    return WEEKDAY.sub(r"\1", text).split(",")


def ours(header: str) -> Iterator[str]:
    """Yield the pieces of X-Robots-Tag that are meant for us.

    A robot's name holds until the next one: `otherbot: noindex, nofollow` says nothing to us. Two
    headers of which only the first has a name look the same once they are joined, and then we
    read the second as meant for that robot too. The other way round would lose every text that
    is kept from one robot by two words.
    """
    is_ours = True
    for piece in pieces(header):
        named = NAMED.match(piece)
        if named and named[1].lower() not in VALUED:
            is_ours = named[1].lower() in NAMES
            piece = named[2]  # noqa: PLW2901  (what follows the name)
        if is_ours:
            yield piece


def parted(piece: str) -> list[Directive]:
    """Return the directives in a piece: one with a value, or any number without."""
    named = NAMED.match(piece)
    if named:
        return [(named[1].lower(), named[2].strip())]
    return [(word.lower(), "") for word in APART.split(piece) if word]


def rules(found: Iterable[Statement], asked_at: str | None) -> frozenset[str]:
    """Return what follows for us: `noindex`, `nofollow`; a text whose time is over is as noindex."""
    asked = {statement.value.lower() for statement in found if statement.name == "robots"}
    if "none" in asked:
        asked |= {"noindex", "nofollow"}
    now = moment(asked_at or "") or datetime.now(UTC)
    ends = (moment(value.partition(":")[2].strip()) for value in asked if value.startswith(DATED))
    if any(end and end < now for end in ends):
        asked.add("noindex")
    return frozenset(asked & {"noindex", "nofollow"})


def moment(text: str) -> datetime | None:
    """Read a date as ISO 8601, RFC 822 or RFC 850 write them."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.upper())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
