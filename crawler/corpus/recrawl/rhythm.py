"""When a page is fetched again: pure, so that every rule can be tabled in a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ...settings import Recrawl
from ..event import Event

HOUR, DAY = 3600.0, 86400.0
JITTER = 0.1  # share of an interval by which visits are spread, so that one crawl's pages part
STEPS = 1000  # of it
GOLDEN = 2_654_435_761  # Knuth's multiplicative hash: neighbours come to lie far apart
MOST_GROWTH = 30  # doublings; beyond, numbers overflow


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a page is visited."""

    every: float | None = None
    """Seconds between two visits; None for a page that was not settled yet."""
    unchanged: int = 0
    """Visits in a row that brought no change; while it is gone, visits that found it gone."""


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit says about the next one."""

    event: Event
    stays: bool
    """Something is held of the page: a kept text, or links."""
    is_hub: bool = False
    is_news: bool = False
    """The text changed, or for a hub: addresses were found that nobody knew."""
    age: float | None = None
    """Seconds from an article's publication to the moment we first read it."""
    was_gone: bool = False


def next_rhythm(before: Rhythm, visited: Visited, limits: Recrawl) -> Rhythm | None:
    """Return how often a page is visited from now on; None for never again."""
    if visited.event is Event.GONE:
        return while_gone(before, limits, is_first=not visited.was_gone)
    if not visited.stays:
        return None
    shortest, longest = bounds(limits, is_hub=visited.is_hub)
    if before.every is None or visited.was_gone:
        return Rhythm(clamp(first(visited, limits), shortest, longest))
    if visited.is_news:
        return Rhythm(clamp(before.every * limits.shrink, shortest, longest))
    return Rhythm(clamp(before.every * limits.grow, shortest, longest), before.unchanged + 1)


def while_gone(before: Rhythm, limits: Recrawl, *, is_first: bool) -> Rhythm | None:
    """Return how often something is asked for that is gone: ever more rarely, then not at all."""
    times = 0 if is_first else before.unchanged + 1
    if times >= limits.gone_visits:
        return None
    return Rhythm(limits.gone_days * DAY * 2.0 ** min(times, MOST_GROWTH), times)


def first(visited: Visited, limits: Recrawl) -> float:
    """Return the seconds until the first visit again: what is old when it is found changes rarely."""
    if visited.is_hub:
        return limits.hub_hours * HOUR
    return limits.undated_days * DAY if visited.age is None else visited.age * limits.age


def bounds(limits: Recrawl, *, is_hub: bool) -> tuple[float, float]:
    """Return the shortest and the longest time between two visits in seconds."""
    if is_hub:
        return limits.hub_shortest_hours * HOUR, limits.hub_longest_days * DAY
    return limits.shortest_hours * HOUR, limits.longest_days * DAY


def clamp(seconds: float, shortest: float, longest: float) -> float:
    """Return seconds within bounds; the shortest wins if they contradict each other."""
    return max(min(seconds, longest), shortest)


def longest_wait(limits: Recrawl) -> float:
    """Return the seconds beyond which nothing is due, unless a clock was wrong."""
    gone = limits.gone_days * DAY * 2.0 ** min(limits.gone_visits, MOST_GROWTH)
    longest = max(bounds(limits, is_hub=True)[1], bounds(limits, is_hub=False)[1], gone)
    return longest * (1 + JITTER)


def spread(seconds: float, page: int) -> float:
    """Return an interval that is a little longer or shorter, always the same for a page."""
    step = (page * GOLDEN) % 2**32 % STEPS / STEPS
    return seconds * (1 + JITTER * (2 * step - 1))


def age(published: str | None, seen: str) -> float | None:
    """Return the seconds from a date to a moment, both ISO 8601; None without a date that is one."""
    try:
        moment = datetime.fromisoformat(published or "")
        return max((datetime.fromisoformat(seen) - aware(moment)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None


def aware(moment: datetime) -> datetime:
    """Return a moment with a time zone, UTC where it has none."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
