"""Every rule for what becomes of an address after a fetch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from builders import URL, failed, make_article, make_page, make_reading
from hypothesis import given
from hypothesis import strategies as st

from crawler.corpus.outcome import LONGEST_REST, Outcome, outcome, rest_of_host, retry_after
from crawler.reasons import Reason
from crawler.records import Target, Verdict
from crawler.settings import Manners

MANNERS = Manners(delay=2.0, attempts=3, retry_minutes=5.0)
TARGET = Target(URL)


def page(reason=None, status=None, **fields):
    return failed(Target(URL, **fields), reason=reason, status=status)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (make_reading(TARGET, make_article()), Outcome("done")),
        (
            make_reading(TARGET, make_article(), verdicts=(Verdict("relevance", 0, Reason.OFF_TOPIC),)),
            Outcome("refused", Reason.OFF_TOPIC),
        ),
        (make_reading(TARGET, reason=Reason.NO_TEXT), Outcome("refused", Reason.NO_TEXT)),
        (make_reading(TARGET, reason=Reason.READING_TIMEOUT), Outcome("refused", Reason.READING_TIMEOUT)),
        (page(Reason.GONE, 404), Outcome("refused", Reason.GONE)),
        (page(Reason.ROBOTS), Outcome("refused", Reason.ROBOTS)),
        (page(Reason.TOO_LARGE), Outcome("refused", Reason.TOO_LARGE)),
        (page(Reason.FETCH_FAILED), Outcome("refused", Reason.FETCH_FAILED)),
        (page(Reason.HTTP_ERROR, 403), Outcome("refused", Reason.HTTP_ERROR)),
        (page(Reason.HTTP_ERROR, 501), Outcome("refused", Reason.HTTP_ERROR)),
        (page(Reason.HTTP_ERROR, 403, attempts=2), Outcome("refused", Reason.HTTP_ERROR, 2)),
        *(
            (page(Reason.HTTP_ERROR, status), Outcome("queued", Reason.HTTP_ERROR, 1, 300.0, 20.0))
            for status in (408, 425, 429, 500, 502, 503, 504)
        ),
        *(
            (page(reason), Outcome("queued", reason, 1, 300.0, 20.0))
            for reason in (Reason.DNS, Reason.UNREACHABLE, Reason.TIMEOUT, Reason.ROBOTS_UNREACHABLE)
        ),
        (page(Reason.TIMEOUT, attempts=1), Outcome("queued", Reason.TIMEOUT, 2, 600.0, 20.0)),
        (page(Reason.TIMEOUT, attempts=2), Outcome("refused", Reason.TIMEOUT, 3, None, 20.0)),
    ],
)
def test_outcome(reading, expected):
    assert outcome(reading, MANNERS) == expected


def test_one_attempt_is_final():
    assert outcome(page(Reason.DNS), Manners(attempts=1)).status == "refused"


@pytest.mark.parametrize(
    ("after", "wait", "rest"), [("60", 300.0, 60.0), ("3600", 3600.0, 3600.0), ("0", 300.0, 0.0)]
)
def test_retry_after_outweighs_our_own_pause(after, wait, rest):
    reading = failed(TARGET, reason=Reason.HTTP_ERROR, status=503, headers={"retry-after": after})
    assert outcome(reading, MANNERS) == Outcome("queued", Reason.HTTP_ERROR, 1, wait, rest)


@pytest.mark.parametrize(("failures", "rest"), [(0, 20), (1, 40), (5, 640), (10, 20480), (998, 20480)])
def test_the_rest_of_a_host_doubles_up_to_a_limit(failures, rest):
    forgiving = Manners(delay=2.0, failures=1000)
    assert rest_of_host(forgiving, failures) == rest
    assert rest_of_host(replace(forgiving, delay=1e9), failures) == LONGEST_REST


def test_backoff_does_not_grow_without_limit():
    patient = Manners(attempts=5_000, retry_minutes=5.0)
    waited = outcome(page(Reason.TIMEOUT, attempts=4_000), patient)
    assert waited.wait == LONGEST_REST


def in_seconds(seconds):
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("120", 120, 120),
        (" 120 ", 120, 120),
        ("0", 0, 0),
        ("999999999999999999999999", LONGEST_REST, LONGEST_REST),
        ("Wed, 21 Oct 2015 07:28:00", 0, 0),
        ("Mon, 01 Jan 2001 00:00:00 +1400", 0, 0),
    ],
)
def test_retry_after(value, low, high):
    found = retry_after(make_page(status=429, headers={"retry-after": value}))
    assert low <= found <= high


@pytest.mark.parametrize(
    ("seconds", "low", "high"), [(100, 90, 100), (-100, 0, 0), (10**9, LONGEST_REST, LONGEST_REST)]
)
def test_retry_after_as_a_date(seconds, low, high):
    page = make_page(status=429, headers={"retry-after": in_seconds(seconds)})
    assert low <= retry_after(page) <= high


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "1.5",
        "5, 10",
        "²",
        "١٢٠",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 01 Jan 2024 99999999999999:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999",
    ],
)
def test_a_retry_after_that_says_nothing(value):
    assert retry_after(make_page(status=503, headers={"retry-after": value})) is None


@given(
    st.one_of(
        st.text(), st.from_regex(r"[A-Z][a-z]{2}, \d+ (Jan|Feb|X) -?\d+ [\d:]* ?[+-]?\w*", fullmatch=True)
    )
)
def test_retry_after_never_raises(value):
    found = retry_after(make_page(status=503, headers={"retry-after": value}))
    assert found is None or 0 <= found <= LONGEST_REST


@pytest.mark.parametrize("status", [200, 301, 404, 500])
def test_retry_after_counts_for_429_and_503_only(status):
    assert retry_after(make_page(status=status, headers={"retry-after": "60"})) is None
