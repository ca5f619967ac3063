"""Conditional requests, and what an answer to one means."""

from __future__ import annotations

import pytest
from builders import URL, make_page
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse

from crawler.archive.keeping import with_record
from crawler.bot.conditions import conditions, is_unchanged
from crawler.bot.responses import page_of
from crawler.bot.unchanged import unchanged
from crawler.reasons import Reason
from crawler.records import Held, Reading, Statement, Target
from crawler.settings import Archive

ABC = 0xA9993E364706816A >> 1  # how the SHA-1 of "abc" begins
DATE = "Mon, 02 Mar 2026 10:00:00 GMT"
BY_MARK, BY_DATE = "If-None-Match", "If-Modified-Since"


@pytest.mark.parametrize(
    ("etag", "date", "expected"),
    [
        ('"abc"', DATE, {BY_MARK: '"abc"', BY_DATE: DATE}),
        ('W/"abc"', None, {BY_MARK: 'W/"abc"'}),
        ('""', None, {BY_MARK: '""'}),
        ("abc-123", None, {BY_MARK: "abc-123"}),
        ('"a,b"', None, {BY_MARK: '"a,b"'}),
        ("a,b", None, {}),
        ('"a", "b"', None, {}),
        ("*", None, {}),
        ('"a\r\nX: y"', None, {}),
        ('"' + "a" * 2000 + '"', None, {}),
        ("", "", {}),
        (None, "yesterday", {}),
        (None, "0", {}),
        (None, "Monday, 02-Mar-26 10:00:00 GMT", {BY_DATE: "Monday, 02-Mar-26 10:00:00 GMT"}),
        (None, DATE + "\r\nX: y", {}),
    ],
)
def test_what_is_asked(etag, date, expected):
    assert conditions(Held(etag, date)) == expected


def test_what_is_not_held_is_asked_for_whole():
    assert conditions(None) == {}


@given(st.text(max_size=50), st.text(max_size=50))
def test_no_header_can_be_smuggled_in(etag, date):
    for value in conditions(Held(etag, date)).values():
        assert not set(value) & set("\r\n\0")
        value.encode("latin-1")


@pytest.mark.parametrize(
    ("held", "page", "expected"),
    [
        (Held('"1"'), make_page(status=304), True),
        (Held(digest=ABC), make_page(body=b"abc"), True),
        (Held(digest=ABC), make_page(body=b"abd"), False),
        (Held(), make_page(body=b"abc"), False),
        (Held(digest=ABC), make_page(body=b"abc", reason=Reason.HTTP_ERROR), False),
        (None, make_page(body=b"abc"), False),
    ],
)
def test_what_is_unchanged(held, page, expected):
    assert is_unchanged(held, page) is expected


def answer(status, headers=None, body=b"", **sent):
    request = Request(URL, headers=sent, meta={"target": Target(URL)})
    return page_of(HtmlResponse(URL, status, headers or {}, body, request=request), request)


def test_not_modified_is_an_answer_only_if_it_was_asked_for():
    assert answer(304, **{BY_MARK: '"1"'}).reason is None
    unasked = answer(304)
    assert (unasked.reason, unasked.detail) == (
        Reason.BAD_ANSWER,
        "not modified (304), though all of it was asked for",
    )


@pytest.mark.parametrize("is_archived", [True, False])
def test_a_page_that_is_read_has_the_digest_of_its_body(is_archived):
    page = make_page(body=b"abc")
    reading = with_record(Reading(Target(URL), page), page, Archive(enabled=is_archived))
    assert reading.page.digest == ABC
    assert (reading.record is not None) == is_archived


NOINDEX = {"x-robots-tag": "noindex"}
META = Statement("meta", "tdm-reservation", "0")
ROBOTS = Statement("header", "robots", "noarchive")
TDM = Statement("tdmrep.json", "tdm-reservation", "1", reserves=True)
RESERVED = {"tdm-reservation": "1"}


@pytest.mark.parametrize(
    ("held", "page", "obey", "reason"),
    [
        ((), make_page(status=304), (), None),
        ((), make_page(status=304, headers=NOINDEX), (), Reason.NOINDEX),
        ((), make_page(headers=NOINDEX), (), Reason.NOINDEX),
        ((), make_page(status=304, headers=RESERVED), (), None),
        ((), make_page(status=304, headers=RESERVED), ("tdm-reservation",), Reason.RESERVED),
        ((), make_page(status=304, statements=(TDM,)), ("tdm-reservation",), Reason.RESERVED),
        # what the page says outranks the file, and the page is what it was
        ((META,), make_page(status=304, statements=(TDM,)), ("tdm-reservation",), None),
        (
            (Statement("meta", "robots", "unavailable_after: 2026-03-01"),),
            make_page(status=304, fetched_at="2026-04-01T00:00:00.000Z"),
            (),
            Reason.NOINDEX,
        ),
    ],
)
def test_what_a_site_says_today_holds_for_what_is_unchanged(held, page, obey, reason):
    target = Target(URL, again=True, held=Held(statements=held, has_article=True))
    reading = unchanged(target, page, obey)
    assert (reading.unchanged, reading.reason) == (True, reason)


def test_an_answer_without_a_body_may_leave_out_a_header():
    target = Target(URL, held=Held(statements=(ROBOTS, META), has_article=True))
    assert set(unchanged(target, make_page(status=304), ()).statements) == {ROBOTS, META}
    assert unchanged(target, make_page(), ()).statements == (META,)
