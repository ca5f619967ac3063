"""When a page is fetched again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.corpus.event import Event
from crawler.corpus.recrawl.due import HIGHEST, priority
from crawler.corpus.recrawl.rhythm import (
    DAY,
    HOUR,
    JITTER,
    Rhythm,
    Visited,
    age,
    longest_wait,
    next_rhythm,
    spread,
)
from crawler.settings import Recrawl

LIMITS = Recrawl()
NEVER_VISITED = Rhythm()


def visited(event=Event.SAME, *, stays=True, **fields):
    return Visited(event, stays, **fields)


@pytest.mark.parametrize(
    ("before", "visit", "expected"),
    [
        # articles, the first time: half the age they were found at, within bounds
        (NEVER_VISITED, visited(Event.NEW, age=4 * DAY), Rhythm(2 * DAY)),
        (NEVER_VISITED, visited(Event.NEW, age=0.0), Rhythm(12 * HOUR)),
        (NEVER_VISITED, visited(Event.NEW, age=900 * DAY), Rhythm(90 * DAY)),
        (NEVER_VISITED, visited(Event.NEW), Rhythm(7 * DAY)),
        (NEVER_VISITED, visited(Event.REFUSED, stays=False), None),
        # lists
        (NEVER_VISITED, visited(Event.LIST, is_hub=True, is_news=True), Rhythm(6 * HOUR)),
        (Rhythm(6 * HOUR), visited(Event.LIST, is_hub=True, is_news=True), Rhythm(3 * HOUR)),
        (Rhythm(1.5 * HOUR, 2), visited(Event.LIST, is_hub=True, is_news=True), Rhythm(HOUR)),
        (Rhythm(6 * HOUR), visited(Event.LIST, is_hub=True), Rhythm(12 * HOUR, 1)),
        (Rhythm(12 * DAY, 4), visited(is_hub=True), Rhythm(14 * DAY, 5)),
        # articles, again
        (Rhythm(2 * DAY), visited(), Rhythm(4 * DAY, 1)),
        (Rhythm(80 * DAY, 3), visited(), Rhythm(90 * DAY, 4)),
        (Rhythm(4 * DAY, 3), visited(Event.CHANGED, is_news=True), Rhythm(2 * DAY)),
        (Rhythm(13 * HOUR), visited(Event.CHANGED, is_news=True), Rhythm(12 * HOUR)),
        (Rhythm(4 * DAY), visited(Event.LOST), Rhythm(8 * DAY, 1)),
        (Rhythm(4 * DAY), visited(Event.REFUSED, stays=False), None),
        # gone: after a month, two, four, then never
        (Rhythm(4 * DAY, 5), visited(Event.GONE), Rhythm(30 * DAY)),
        (Rhythm(30 * DAY, 0), visited(Event.GONE, was_gone=True), Rhythm(60 * DAY, 1)),
        (Rhythm(60 * DAY, 1), visited(Event.GONE, was_gone=True), Rhythm(120 * DAY, 2)),
        (Rhythm(120 * DAY, 2), visited(Event.GONE, was_gone=True), None),
        (Rhythm(60 * DAY, 1), visited(Event.BACK, was_gone=True, age=10 * DAY), Rhythm(5 * DAY)),
    ],
)
def test_the_next_visit(before, visit, expected):
    assert next_rhythm(before, visit, LIMITS) == expected


def test_limits_that_contradict_each_other_keep_the_shortest():
    limits = Recrawl(shortest_hours=48, longest_days=1)
    assert next_rhythm(NEVER_VISITED, visited(age=0.0), limits) == Rhythm(2 * DAY)


@given(st.floats(1, 1e9), st.integers(1, 2**40))
def test_visits_are_spread_a_little_and_always_alike(seconds, page):
    assert spread(seconds, page) == spread(seconds, page)
    assert abs(spread(seconds, page) / seconds - 1) <= JITTER + 1e-9


def test_neighbours_are_not_due_at_once():
    assert len({round(spread(1000.0, page)) for page in range(100)}) > 50


@given(st.integers(0, 50), st.floats(0.0, 1e10), st.sampled_from(list(Event)), st.booleans(), st.booleans())
def test_nothing_waits_longer_than_it_can(visits, age, event, is_hub, was_gone):
    rhythm = NEVER_VISITED
    for _ in range(visits):
        visit = visited(event, is_hub=is_hub, age=age, was_gone=was_gone)
        rhythm = next_rhythm(rhythm, visit, LIMITS) or NEVER_VISITED
    assert (rhythm.every or 0.0) * (1 + JITTER) <= longest_wait(LIMITS)


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2026-03-01", 9.0), ("2026-03-09T00:00:00Z", 1.0), ("2026-03-09T02:00:00+02:00", 1.0),
        ("2027-01-01", 0.0), (None, None), ("", None), ("yesterday", None),
    ],
)  # fmt: skip
def test_the_age_of_an_article(published, days):
    found = age(published, "2026-03-10T00:00:00.000Z")
    assert found == (None if days is None else days * DAY)


def due(every=DAY, unchanged=0, *, is_hub=False, seen="2026-01-01T00:00:00.000Z"):
    return {"every": every, "unchanged": unchanged, "is_hub": is_hub, "fetched_at": seen}


def test_what_has_surely_changed_comes_first_and_nothing_waits_for_ever():
    future = "2999-01-01T00:00:00.000Z"
    assert priority(due(), 0.1) == HIGHEST
    assert priority(due(every=1e12, unchanged=0), 0.1) == 0.1  # seen a moment ago, for such a rhythm
    assert priority(due(seen=future), 0.2) == 0.2
    fresh = [priority(due(every=3e7, unchanged=n), 0.0) for n in (0, 2, 9)]
    assert fresh == sorted(fresh, reverse=True)
    assert priority(due(every=None), 0.0) == 0.5
    assert priority(due(every=3e7, unchanged=9, is_hub=True), 0.0) == pytest.approx(fresh[0])
