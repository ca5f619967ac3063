"""What a run came to, as rows; and alarms that neither sleep nor cry wolf."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace

import pytest
from builders import failed, make_article, make_reading, rows
from rich.console import Console
from turns import empty, lists, story, take_turn

from crawler.corpus.crawlers import CrawlerRow, DeskRow, save_crawlers
from crawler.corpus.reports.alarms import Past, at_most, drift, silence
from crawler.corpus.reports.reckon import was_looked_at
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.reasons import Reason
from crawler.records import Page, Reading, Verdict
from crawler.settings import Settings
from crawler.terminal.report import print_report
from crawler.terminal.status import print_status
from crawler.unattended.markdown import markdown

SITE = "https://daily.example"
HOSTS = "select visits, new, looked, texts, dated, words from run_hosts where run = ?"
ALARMS = "select host, what, was, became from run_alarms where run = ? order by what"


def pages(first, count, site=SITE):
    return [f"{site}/story-{number}" for number in range(first, first + count)]


def undated(target):
    return story(target, published=None)


def short(target):
    return story(target, words=30)


def mixed(target):
    """An article, one that is off the subject, a failure, and one that robots.txt keeps us from."""
    number = int(target.url.rpartition("-")[2])
    off = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
    return [
        story(target),
        make_reading(target, make_article(f"Nothing of it {number}"), verdicts=off),
        failed(target, reason=Reason.HTTP_ERROR, status=500),
        Reading(target, Page(target.url, reason=Reason.ROBOTS)),
    ][number % 4]


def test_a_report_counts_what_the_visits_came_to(corpus):
    run = take_turn(corpus, pages(0, 8), mixed)
    report = corpus.report()
    assert report.run["id"] == run
    assert report.counts == {"new": 2, "refused": 2, "retry": 2, "unasked": 2}
    assert report.visits == 6
    assert report.harvest == pytest.approx(1 / 3)
    assert {row["reason"]: row["visits"] for row in report.refused} == {"off-topic": 2, "robots": 2}
    assert [(row["host"], row["failed"], row["visits"], row["trouble"]) for row in report.hosts] == [
        ("daily.example", 2, 6, "http-error")
    ]
    assert len(report.articles["new"]) == 2
    assert report.is_news
    assert not report.is_trouble
    assert corpus.report(99) is None


def test_a_run_on_a_cluster_tells_of_its_crawlers(corpus):
    run = Run.start(corpus, Settings())
    began, seen = "2026-03-01T00:00:00.000Z", "2026-03-01T00:00:20.000Z"
    crawlers = [
        CrawlerRow(0, "north", began, seen, 0, 5, 40, 30, 10**6),
        CrawlerRow(1, "so\x1b[31muth", began, seen, 2, 0, 10, 4, 10**5),
    ]
    save_crawlers(corpus.connection, run.id, crawlers, DeskRow(7, 0.5, "http://head.example:8265"))
    crawlers[0] = replace(crawlers[0], pages=80)
    save_crawlers(corpus.connection, run.id, crawlers, DeskRow(2, 0.25, "http://head.example:8265"))
    report, status = corpus.report(), corpus.status()
    assert status.crawlers == report.crew.crawlers
    assert [(row["node"], row["pages"], row["rate"]) for row in status.crawlers] == [
        ("north", 80, 4.0),
        ("so\x1b[31muth", 10, 0.5),
    ]
    console = Console(file=io.StringIO(), width=200)
    print_status(console, status)
    print_report(console, report)
    for text in (console.file.getvalue(), markdown(report, "corpus.db")):
        assert "north" in text
        assert "0.25 s after it was handed in; 2 waited" in text
        assert "\x1b[31m" not in text
    assert "http://head.example:8265" in console.file.getvalue()
    Run.start(corpus, Settings())  # on one machine
    assert corpus.status().crawlers == ()
    assert corpus.status().desk is None


def test_a_run_under_way_is_reported_as_it_stands(corpus):
    corpus.plant([], pages(0, 1))
    run = Run.start(corpus, Settings())
    run.save([story(target) for target in run.claim(1)])
    report = corpus.report(run.id)
    assert report.counts == {"new": 1}
    assert report.run["finished_at"] is None


def test_the_run_after_one_that_was_killed_counts_it(corpus):
    corpus.plant([], pages(0, 1))
    dead = Run.start(corpus, Settings())
    dead.save([story(target) for target in dead.claim(1)])
    Run.start(corpus, Settings()).finish(Stop.FRONTIER)
    report = corpus.report(dead.id)
    assert report.counts == {"new": 1}
    assert report.run["status"] == "killed"
    assert report.is_trouble


def test_what_is_counted_of_hosts(corpus):
    run = take_turn(corpus, pages(0, 5), lambda target: story(target, int(target.url[-1]) * 100 + 100))
    (found,) = rows(corpus, HOSTS, run)
    assert found == (5, 5, 5, 5, 5, 300.0)


@pytest.mark.parametrize(
    ("later", "what", "was", "became"),
    [(undated, "dates", 1.0, 0.0), (empty, "texts", 1.0, 0.0), (short, "words", 100.0, 30.0)],
)
def test_a_site_that_is_not_as_it_was(corpus, later, what, was, became):
    take_turn(corpus, pages(0, 12), story)
    take_turn(corpus, pages(12, 12), story)
    run = take_turn(corpus, pages(24, 12), later)
    assert rows(corpus, ALARMS, run) == [("daily.example", what, was, became)]
    report = corpus.report(run)
    assert "daily.example" in report.alarms[0]["sentence"]
    assert report.is_trouble


def test_a_site_is_compared_with_itself_alone(corpus):
    take_turn(corpus, pages(0, 30), story)
    run = take_turn(corpus, pages(0, 12, "https://other.example"), undated)
    assert rows(corpus, ALARMS, run) == []


PAST = Past(looked=200, texts=190, dated=180, words=400.0)


@pytest.mark.parametrize(
    ("looked", "texts", "dated", "shorter", "alarmed"),
    [
        (12, 12, 12, 0, []),
        (3, 0, 0, 0, []),  # three pages prove nothing
        (5, 5, 0, 0, []),
        (12, 12, 0, 0, ["dates"]),
        (12, 0, 0, 0, ["texts"]),
        (100, 95, 60, 0, []),  # fewer, but not half
        (100, 95, 20, 0, ["dates"]),
        (100, 95, 90, 40, []),
        (100, 95, 90, 80, ["words"]),
        (1_000_000, 950_000, 900_000, 0, []),
        (1_000_000, 400_000, 100_000, 0, ["texts", "dates"]),
    ],
)
def test_what_raises_an_alarm(looked, texts, dated, shorter, alarmed):
    now = {"looked": looked, "texts": texts, "dated": dated, "words": 100.0}
    assert [alarm.what for alarm in drift("a.example", now, PAST, shorter)] == alarmed


def test_a_site_that_never_had_dates_is_not_missed_for_them():
    now = {"looked": 50, "texts": 50, "dated": 0, "words": 100.0}
    assert list(drift("a.example", now, Past(100, 100, 0, 100.0), 0)) == []


def test_the_bound_is_exact_for_none_and_never_too_small():
    assert at_most(0, 10, 0.5) == pytest.approx(0.5**10)
    assert at_most(5, 10, 0.5) == 1.0
    assert at_most(2, 10, 0.5) >= 0.0547  # the binomial itself


@pytest.mark.parametrize(
    ("event", "brought", "alarmed"),
    [
        ("list", [True, True, True, True], False),
        ("list", [False, True, True, True], False),
        ("list", [False] * 4 + [True] * 3, True),
        ("same", [False] * 2 + [True] * 12, True),
        ("list", [False] * 10, False),  # one that never brought anything has not stopped
        ("list", [False] * 6 + [True, False, False] * 3, False),
        ("gone", [False, True, True, True], True),
        ("gone", [False, True], False),
    ],
)
def test_a_list_that_has_stopped(event, brought, alarmed):
    page = {"page": 7, "event": event, "reason": None, "host": "a.example", "url": "https://a.example/news"}
    alarm = silence(page | {"kind": "navigation"}, brought)
    assert bool(alarm) == alarmed
    assert alarm is None or (alarm.page, alarm.what) == (7, "list")


def again(corpus, url):
    corpus.connection.execute(
        "update frontier set state = 'q', reason = null, due_ms = null where url = ?", (url,)
    )


def either(home, *urls):
    """A list at one address, stories at all others."""
    offered = lists(*urls)
    return lambda target: offered(target) if target.url == home else story(target)


@pytest.mark.parametrize(("stop", "alarmed"), [(Stop.FRONTIER, 1), (Stop.PAGES, 0)])
def test_a_list_is_missed_unless_the_run_was_cut_short(corpus, stop, alarmed):
    home = f"{SITE}/news"
    for number in range(12):
        again(corpus, home)
        take_turn(corpus, [home], either(home, *pages(number, 1)))
    for _ in range(3):
        again(corpus, home)
        run = take_turn(corpus, [], lists(), stop)
    assert len(rows(corpus, "select * from run_alarms where run = ? and what = 'list'", run)) == alarmed


@pytest.mark.parametrize(
    ("event", "reason", "has_text", "expected"),
    [
        ("new", None, 1, True),
        ("same", None, 0, False),
        ("same", None, 1, False),  # what it was says nothing of today
        ("lost", "no-text", 0, True),
        ("lost", "not-an-article", 0, True),  # it was an article once
        ("lost", "http-error", 0, False),
        ("refused", "no-text", 0, True),
        ("refused", "off-topic", 1, True),
        ("refused", "http-error", 0, False),
        ("list", "not-an-article", 0, False),
        ("redirect", "redirect", 0, False),
    ],
)
def test_where_a_text_was_looked_for(event, reason, has_text, expected):
    with sqlite3.connect(":memory:") as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(
            "select ? as event, ? as reason, ? as has_text", (event, reason, has_text)
        ).fetchone()
    connection.close()
    assert was_looked_at(row) == expected
