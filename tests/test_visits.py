"""What a visit to a page came to, and the row that says so."""

from __future__ import annotations

import pytest
from builders import URL, failed, make_article, make_page, make_reading, one_claim, open_run, rows

from crawler.corpus.before import Before
from crawler.corpus.event import Event, event
from crawler.corpus.outcome import outcome
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Page, Reading, Target, Verdict
from crawler.settings import Manners, Settings

TARGET = Target(URL)
OFF = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
ARTICLE = make_reading(TARGET, make_article())
REFUSED = make_reading(TARGET, make_article(), verdicts=OFF)
UNCHANGED = Reading(TARGET, make_page(status=304), unchanged=True)
LIST = make_reading(TARGET, reason=Reason.NOT_AN_ARTICLE)
NOTHING, HAD, GONE, TURNED_DOWN, HUB = (
    Before(),
    Before(had_article=True, was_kept=True),
    Before(had_article=True, was_kept=True, was_gone=True),
    Before(had_article=True),
    Before(was_hub=True),
)


def no_page(reason, status=None, **fields):
    return failed(Target(URL, **fields), reason=reason, status=status)


def no_text(reason):
    return make_reading(TARGET, reason=reason)


@pytest.mark.parametrize(
    ("reading", "before", "is_changed", "expected"),
    [
        (ARTICLE, NOTHING, True, Event.NEW),
        (ARTICLE, TURNED_DOWN, True, Event.NEW),
        (ARTICLE, TURNED_DOWN, False, Event.NEW),
        (ARTICLE, HUB, True, Event.NEW),
        (ARTICLE, HAD, True, Event.CHANGED),
        (ARTICLE, HAD, False, Event.SAME),
        (ARTICLE, GONE, False, Event.BACK),
        (ARTICLE, GONE, True, Event.BACK),
        (REFUSED, NOTHING, True, Event.REFUSED),
        (REFUSED, HAD, True, Event.REFUSED),
        (REFUSED, GONE, False, Event.REFUSED),
        (UNCHANGED, HAD, False, Event.SAME),
        (UNCHANGED, HUB, False, Event.SAME),
        (UNCHANGED, GONE, False, Event.BACK),
        (Reading(TARGET, make_page(), unchanged=True, reason=Reason.NOINDEX), HAD, False, Event.REFUSED),
        (LIST, NOTHING, False, Event.LIST),
        (LIST, HUB, False, Event.LIST),
        (LIST, HAD, False, Event.LOST),
        (no_text(Reason.FEED), NOTHING, False, Event.LIST),
        (no_text(Reason.NO_TEXT), NOTHING, False, Event.REFUSED),
        (no_text(Reason.NO_TEXT), HAD, False, Event.LOST),
        (no_text(Reason.LOGIN), HAD, False, Event.LOST),
        (no_text(Reason.NO_TEXT), HUB, False, Event.REFUSED),
        (no_text(Reason.NOINDEX), HAD, False, Event.REFUSED),
        (no_text(Reason.RESERVED), HAD, False, Event.REFUSED),
        (no_page(Reason.GONE, 404), NOTHING, False, Event.REFUSED),
        (no_page(Reason.GONE, 410), HAD, False, Event.GONE),
        (no_page(Reason.GONE, 404), HUB, False, Event.GONE),
        (no_page(Reason.HTTP_ERROR, 403), HAD, False, Event.LOST),
        (no_page(Reason.HTTP_ERROR, 503), NOTHING, False, Event.RETRY),
        (no_page(Reason.HTTP_ERROR, 503), HAD, False, Event.RETRY),
        (no_page(Reason.HTTP_ERROR, 503, attempts=9), HAD, False, Event.LOST),
        (no_page(Reason.TIMEOUT, attempts=9), NOTHING, False, Event.REFUSED),
        (no_page(Reason.ROBOTS), HAD, False, Event.REFUSED),
        (no_page(Reason.REDIRECT, 301), NOTHING, False, Event.REDIRECT),
        (no_page(Reason.REDIRECT, 301), HAD, False, Event.REDIRECT),
        (no_page(Reason.REDIRECT_LOOP, 301), HAD, False, Event.LOST),
    ],
)
def test_what_a_visit_came_to(reading, before, is_changed, expected):
    result = outcome(reading, Manners())
    assert event(reading, result, before, is_changed=is_changed) is expected


SHOWN = "select run, event, status, reason, bytes, words, dated from visits order by run"


def test_each_run_has_a_row_for_each_page_it_asked_for(corpus):
    target = one_claim(corpus)
    first = open_run(corpus)
    page = make_page(size=900)
    reading = make_reading(target, make_article(published="2026-03-01"), page=page)
    Saver(corpus.frontier, Settings(), first).save([reading])
    second = open_run(corpus)
    Saver(corpus.frontier, Settings(), second).save([make_reading(target, make_article("Two words"))])
    assert rows(corpus, SHOWN) == [
        (first, "new", 200, None, 900, 12, 1),
        (second, "changed", 200, None, 0, 2, 0),
    ]


def test_of_several_fetches_in_a_run_the_last_holds(corpus):
    target, run = one_claim(corpus), open_run(corpus)
    saver = Saver(corpus.frontier, Settings(), run)
    saver.save([failed(target, reason=Reason.TIMEOUT)])
    assert rows(corpus, SHOWN) == [(run, "retry", None, "timeout", 0, None, None)]
    saver.save([make_reading(target, make_article())])
    assert [row[:2] for row in rows(corpus, SHOWN)] == [(run, "new")]


def test_a_page_that_was_never_asked_for_has_none(corpus):
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    saver.save([Reading(one_claim(corpus), Page(URL, reason=Reason.ROBOTS))])
    assert rows(corpus, SHOWN) == []
