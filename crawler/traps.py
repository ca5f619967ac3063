"""Addresses out of a maze, told by nothing but the address: too long, repeating itself, out of time."""

from __future__ import annotations

import re

from .settings import Traps

LIMITS = Traps()
# Escaped, escaped again and once more: what a site makes that escapes its own links on every page.
ESCAPED_AGAIN = re.compile(r"%25(?:25)+")
ESCAPED_SLASH = re.compile(r"%2f", re.IGNORECASE)
# A month or a day, as calendars have it: in the path with separators, in a parameter that is called so.
DAY = r"([1-9]\d{3})([/_.-])(?:0?[1-9]|1[0-2])(?:\2(?:0?[1-9]|[12]\d|3[01]))?(?=[/&_.-]|$)"
MOMENT = re.compile(
    r"[/=]"
    + DAY
    + r"""
    |[?&][\w.\[\]-]*(?:date|day|month|year|cal|jahr|monat|datum|fecha|mois|annee)[\w.\[\]-]*=([1-9]\d{3})
     (?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?|-\d\d?(?:-\d\d?)?)?(?=&|$)""",
    re.IGNORECASE | re.VERBOSE,
)
# The first of them by itself, and what every one has, and hardly an address without one: a character that
# stands first is found faster.
MOMENT_IN_PATH = re.compile(f"/{DAY}")
YEAR_IN_PATH, YEAR_IN_QUERY = re.compile(r"/[1-9]\d{3}"), re.compile(r"=[1-9]\d{3}")
FIRST_YEAR = 1990  # the web is not older; archives of print before it are rare, and linked as articles
YEARS_AHEAD = 2  # events are announced for next year; calendars that go on further go on for ever


def is_trap(url: str, place: str, query: str, limits: Traps) -> bool:
    """Spot an address that `urls.clean` made and a maze led to; `place` is its host and path."""
    if len(url) > limits.longest_url or (query and query.count("&") >= limits.parameters):
        return True
    if "%2" in url:
        if ESCAPED_AGAIN.search(url):
            return True
        place = ESCAPED_SLASH.sub("/", place)
    repeats = limits.repeats
    if place.count(".") < repeats:  # as in most
        if place.count("/") <= repeats:
            return False  # too few parts for one to stand there too often
        parts = place.split("/")
        if len(parts) <= limits.segments and len(parts) - len(set(parts)) < repeats:
            return False  # too few that stand there again
    host, *segments = place.split("/")
    if host.count(".") >= repeats and has_repeats(host.split("."), repeats):
        return True
    return len(segments) > repeats and is_long(segments, limits)


def is_long(segments: list[str], limits: Traps) -> bool:
    """Say whether a path is too deep, or goes round in circles."""
    if "" in segments:
        segments = [segment for segment in segments if segment]
    return len(segments) > limits.segments or has_repeats(segments, limits.repeats)


def has_repeats(parts: list[str], most: int) -> bool:
    """Say whether one part stands there too often: /a/b/a/b/a/b/a/b, or www.www.www.www.one.example."""
    if len(parts) <= most:
        return False
    distinct = set(parts)
    if len(parts) - len(distinct) < most:  # as nearly always
        return False
    return any(parts.count(part) > most for part in distinct)


def year_of(url: str) -> int | None:
    """Return the year of the month or day that an address names; None if it names none."""
    if "=" not in url:
        found = MOMENT_IN_PATH.search(url)
    else:
        found = MOMENT.search(url) if YEAR_IN_PATH.search(url) or YEAR_IN_QUERY.search(url) else None
    return int(found[1] or found[3]) if found else None
