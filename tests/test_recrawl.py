"""Fetching again: what comes of it in the corpus, without a network."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from builders import (
    assert_counted,
    failed,
    make_article,
    make_link,
    make_page,
    make_reading,
    rows,
)

from crawler import clock
from crawler.corpus import Corpus, Due
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.reasons import Reason
from crawler.records import Held, Kind, Reading, Target, Verdict
from crawler.settings import Settings

ALL = Due(everything=True)
SETTINGS = (
    Settings().with_values("manners", delay=0.0, attempts=2).with_values("focus", min_chance=0.0, explore=0.0)
)
STORY = "The ferry crossed the strait before dawn.\nNobody on board had slept.\n" * 3
OFF = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
PAST, FUTURE = "2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"
COUNTS = "select pages, articles, refused, changed, same, gone from runs order by id"
STATE = "select status, reason, again, due_ms is not null from frontier where url = ?"


def start(corpus, due=None, settings=SETTINGS):
    corpus.connection.execute("update hosts set next_at = ''")
    return Run.start(corpus, settings, due)


def story(url):
    """A text of its own for each address."""
    if url == A:
        return f"{A}\n{STORY}"
    return " ".join(sha256(f"{url} {n}".encode()).hexdigest()[:6] for n in range(60))


def first_crawl(corpus, *urls, **article):
    """Read an article at each address."""
    for url in urls:
        corpus.frontier.add(Target(url, priority=0.5))
    run = start(corpus)
    while targets := run.claim(9):
        corpus.connection.execute("update hosts set next_at = ''")
        fields = {"etag": '"1"', "last-modified": "Mon, 02 Mar 2026 10:00:00 GMT"}
        run.save(
            [
                make_reading(
                    target,
                    make_article(story(target.url), published="2026-03-01", **article),
                    page=make_page(target.url, headers=fields, digest=64, size=100),
                )
                for target in targets
            ]
        )
    run.finish(Stop.FRONTIER)


def again(corpus, answer, due=ALL):
    """Fetch everything again; `answer` makes a reading of a target."""
    run = start(corpus, due)
    while targets := run.claim(9):
        corpus.connection.execute("update hosts set next_at = ''")
        run.save([answer(target) for target in targets])
    run.finish(run.exhausted())
    assert_counted(corpus)
    return [finding.check for finding in corpus.examine() if finding.problem]


def changed(text):
    return lambda target: make_reading(target, make_article(text))


def failing(**fields):
    return lambda target: failed(target, **fields)


def unreadable(reason):
    return lambda target: make_reading(target, reason=reason)


def same(target):
    return Reading(target, make_page(target.url, status=304), unchanged=True)


def state(corpus, url="https://a.example/1"):
    return rows(corpus, STATE, url)[0]


def last_event(corpus):
    return rows(corpus, "select event, reason from visits order by run desc limit 1")[0]


A = "https://a.example/1"


@pytest.fixture
def known(corpus):
    """A corpus with one article."""
    first_crawl(corpus, A)
    return corpus


def test_what_is_held_goes_with_the_claim(known):
    (target,) = start(known, ALL).claim(9)
    assert target.again
    assert target.held == Held('"1"', "Mon, 02 Mar 2026 10:00:00 GMT", 64, has_article=True)


def test_a_page_that_is_not_due_stays_where_it_is(known):
    before = rows(known, "select * from frontier")
    assert start(known).claim(9) == []
    assert start(known, Due()).claim(9) == []
    assert rows(known, "select * from frontier") == before
    assert not known.has_due(Due())
    known.connection.execute("update frontier set due_ms = ?", (clock.milliseconds(PAST),))
    assert start(known).claim(9) == []  # an ordinary crawl wakes nothing
    assert known.has_due(Due())
    assert len(start(known, Due()).claim(9)) == 1


def test_an_unchanged_page_is_seen_and_nothing_else(known):
    before = {name: rows(known, f"select * from {name}") for name in ("articles", "links", "verdicts")}
    ((due_at, every),) = rows(known, "select due_at, every from frontier")
    assert again(known, same) == []
    assert {name: rows(known, f"select * from {name}") for name in before} == before
    assert rows(known, "select status, etag, digest, bytes from pages") == [(304, '"1"', 64, 100)]
    assert last_event(known) == ("same", None)
    assert rows(known, "select every, unchanged, due_at >= ? from frontier", due_at) == [(every, 1, 1)]
    assert rows(known, COUNTS) == [(1, 1, 0, 0, 0, 0), (1, 0, 0, 0, 1, 0)]
    assert state(known) == ("done", None, None, 1)
    assert rows(known, "select fetched, articles from hosts") == [(1, 1)]


def test_a_changed_text_is_the_article_and_what_was_stays(known):
    assert again(known, changed(f"{A}\n{STORY}A correction was made to this.")) == []
    assert rows(
        known, "select text like '%correction%', published, first_seen < last_changed from articles"
    ) == [(1, "2026-03-01", 1)]
    assert rows(known, "select added, removed, text like '%correction%' from versions") == [(6, 0, 0)]
    assert last_event(known) == ("changed", None)
    assert rows(known, COUNTS)[1] == (1, 0, 0, 1, 0, 0)
    assert rows(known, "select count(*) from articles_fts('correction')") == [(1,)]
    assert rows(known, "select unchanged from frontier") == [(0,)]


def test_a_date_that_moves_is_kept_from_first_sight(known):
    article = make_article(f"{A}\n{STORY}", published="2026-04-01", modified="2026-04-02")
    again(known, lambda target: make_reading(target, article))
    assert rows(known, "select published, modified from articles") == [("2026-03-01", "2026-04-02")]
    assert rows(known, "select * from versions") == []


def test_what_the_site_says_around_a_text_is_no_version(known):
    again(known, changed(f"Updated 3 minutes ago\n{A}\n{STORY}\nRead also: Another ferry"))
    assert rows(known, "select * from versions") == []
    assert rows(known, "select text = ? from articles", f"{A}\n{STORY}") == [(1,)]
    assert last_event(known) == ("same", None)


def test_a_line_that_the_site_puts_under_all_its_texts_is_no_version(corpus):
    urls = [f"https://a.example/{n}" for n in range(4)]
    for number, url in enumerate(urls):
        corpus.frontier.add(Target(url, priority=0.5))
        line = "Support independent reporting from the islands." if number else ""
        run = start(corpus)
        (target,) = run.claim(9)
        run.save([make_reading(target, make_article(f"{url} {number}\n{STORY}{line}"))])
        run.finish(Stop.FRONTIER)
    again(corpus, lambda t: make_reading(t, make_article(
        f"{t.url} {t.url[-1]}\n{STORY}Support independent reporting from the islands."
    )))  # fmt: skip
    assert rows(corpus, "select * from versions") == []


@pytest.mark.parametrize(
    ("answer", "event", "reason"),
    [
        (failing(reason=Reason.HTTP_ERROR, status=403), "lost", "http-error"),
        (failing(reason=Reason.TOO_LARGE, status=200), "lost", "too-large"),
        (failing(reason=Reason.REDIRECT_LOOP, status=301), "lost", "redirect-loop"),
        (failing(reason=Reason.ROBOTS), "refused", "robots"),
        (unreadable(Reason.NO_TEXT), "lost", "no-text"),
        (unreadable(Reason.LOGIN), "lost", "login"),
        (unreadable(Reason.NOT_AN_ARTICLE), "lost", "not-an-article"),
        (failing(reason=Reason.GONE, status=404), "gone", "gone"),
        (unreadable(Reason.NOT_FOUND), "gone", "not-found"),
        (
            lambda t: make_reading(
                t, make_article("Stub."), verdicts=(Verdict("length", 1, Reason.TOO_SHORT),)
            ),
            "lost",
            "too-short",
        ),
        (lambda t: make_reading(t, make_article("The ferry crossed.", paywalled=True)), "lost", "login"),
        (
            lambda t: failed(t, reason=Reason.REDIRECT, status=301, final_url="https://b.example/new"),
            "redirect",
            "redirect",
        ),
    ],
)
def test_no_failure_takes_an_article_away(known, answer, event, reason):
    links = rows(known, "select * from links")
    assert again(known, answer) == []
    assert last_event(known) == (event, reason)
    assert state(known) == ("done", None, None, 1)
    assert [article["text"] for article in known.articles()] == [f"{A}\n{STORY}"]
    assert rows(known, "select count(*) from versions") == [(0,)]
    assert rows(known, "select gone_at is not null from articles") == [(event == "gone",)]
    assert rows(known, "select fetched, articles from hosts where host = 'a.example'") == [(1, 1)]
    assert rows(known, "select articles, refused from runs") == [(1, 0), (0, 0)]
    assert rows(known, "select * from links") == links


def test_a_failure_that_may_pass_is_tried_again_and_at_last_the_article_stays(known):
    for attempt in (1, 2):
        known.connection.execute(
            "update frontier set due_ms = ? where due_ms is not null", (clock.milliseconds(PAST),)
        )
        run = start(known, Due())
        (target,) = run.claim(9)
        assert target.held  # what was had is still what is asked about
        run.save([failed(replace(target, attempts=attempt - 1), reason=Reason.HTTP_ERROR, status=503)])
        assert last_event(known) == (("retry", "lost")[attempt - 1], "http-error")
        run.finish(Stop.WAITING)
        assert state(known) == ("done", None, None, 1)
    assert rows(known, "select reason, status, etag from pages") == [("http-error", 503, '"1"')]
    assert again(known, same) == []
    assert rows(known, "select reason from pages") == [(None,)]


def test_what_is_gone_is_asked_ever_more_rarely_and_can_come_back(known):
    gone = failing(reason=Reason.GONE, status=410)
    again(known, gone)
    moments = rows(known, "select gone_at, due_at, every / 86400 from articles join frontier using (id)")
    assert moments[0][2] == 30
    again(known, gone)
    later = rows(known, "select gone_at, due_at, every / 86400 from articles join frontier using (id)")
    assert (later[0][0], later[0][2]) == (moments[0][0], 60)
    again(known, same)
    assert last_event(known) == ("back", None)
    assert rows(known, "select gone_at from articles") == [(None,)]
    for _ in range(4):
        again(known, gone)
    assert rows(known, "select due_at from frontier") == [(None,)]
    assert not known.has_due(ALL)
    assert len(list(known.articles())) == 1


@pytest.mark.parametrize("reason", [Reason.NOINDEX, Reason.RESERVED])
@pytest.mark.parametrize("is_unchanged", [True, False])
def test_a_text_that_must_not_be_had_any_more_leaves_with_all_its_versions(known, reason, is_unchanged):
    again(known, changed(f"{STORY}A correction."))
    again(known, lambda t: Reading(t, make_page(t.url), reason=reason, unchanged=is_unchanged)) == []  # noqa: B015
    assert state(known) == ("refused", reason, None, 0)
    assert rows(known, "select (select count(*) from articles), (select count(*) from versions)") == [(0, 0)]
    assert rows(known, "select reason from pages") == [(reason,)]
    assert rows(known, "select articles, (select articles from runs where id = 1) from hosts") == [(0, 0)]
    assert last_event(known) == ("refused", reason)
    assert [finding for finding in known.examine() if finding.problem] == []


def test_the_newest_text_is_judged(known):
    off = make_article("Cup final decided on penalties after extra time " * 9)
    assert again(known, lambda t: make_reading(t, off, verdicts=OFF)) == []
    assert state(known) == ("refused", "off-topic", None, 0)
    assert rows(known, "select articles, refused from runs") == [(0, 1), (0, 0)]
    assert rows(known, "select articles from hosts") == [(0,)]
    assert rows(known, "select text like '%ferry%' from versions") == [(1,)]


def test_a_text_that_became_a_copy_leaves_and_its_own_words_bring_it_back(corpus):
    first_crawl(corpus, A, "https://b.example/2")
    mine = f"{A}\n{STORY}"
    assert again(corpus, changed(mine)) == []
    assert sorted(rows(corpus, "select reason from articles"), key=str) == [("duplicate",), (None,)]
    assert rows(corpus, "select sum(articles) from hosts") == [(1,)]
    assert rows(corpus, "select sum(articles), sum(refused) from runs") == [(1, 1)]


def a_list(target, *links):
    return make_reading(target, reason=Reason.NOT_AN_ARTICLE, links=[make_link(url) for url in links])


def test_a_list_comes_sooner_while_it_brings_new_addresses(corpus):
    corpus.frontier.add(Target("https://a.example/", priority=0.5))
    run = start(corpus)
    run.save([a_list(target, A) for target in run.claim(9)])
    run.finish(Stop.PAGES)
    hours = "select every / 3600, unchanged from frontier where url = 'https://a.example/'"
    assert rows(corpus, hours) == [(6.0, 0)]
    assert again(corpus, lambda t: a_list(t, A, "https://a.example/2")) == []
    assert rows(corpus, hours) == [(3.0, 0)]
    again(corpus, lambda t: a_list(t, A, "https://a.example/2"))
    assert rows(corpus, hours) == [(6.0, 1)]
    assert again(corpus, same) == []
    assert rows(corpus, hours) == [(12.0, 2)]
    assert state(corpus, "https://a.example/") == ("refused", "not-an-article", None, 1)
    # nothing but what was known is fetched
    assert {
        row[0] for row in rows(corpus, "select status from frontier where url != 'https://a.example/'")
    } == {"queued"}


def test_only_known_pages_unless_new_addresses_are_wanted_too(known):
    known.frontier.add(Target("https://a.example/new", priority=1.0))
    run = start(known, ALL)
    assert [target.url for target in run.claim(9)] == [A]
    known.connection.execute("update hosts set next_at = ''")
    assert run.claim(9) == []
    assert run.next_at() is None
    run.finish(run.exhausted())
    run = start(known, replace(ALL, follow=True))
    claimed = []
    while targets := run.claim(9):
        known.connection.execute("update hosts set next_at = ''")
        claimed += [target.url for target in targets]
    assert claimed == ["https://a.example/new", A]


def test_a_run_that_was_killed_leaves_everything_due_and_no_article_lost(known):
    before = rows(known, "select * from articles")
    known.frontier.add(Target("https://a.example/new", priority=0.1))
    run = start(known, ALL)
    run.claim(9)
    assert state(known)[0] == "claimed"
    with Corpus(known.path) as other:
        run = start(other)
        assert [target.url for target in run.claim(9)] == ["https://a.example/new"]
        assert state(other)[:3] == ("done", None, None)
        assert rows(other, "select priority from frontier where url = ?", A) == [(0.5,)]
        assert rows(other, "select * from articles") == before
        run.finish(Stop.INTERRUPTED)
        assert len(start(other, Due()).claim(9)) == 1


def test_pages_have_a_share_of_a_run_that_goes_on_too(corpus):
    first_crawl(corpus, *(f"https://h{n}.example/" for n in range(6)))
    corpus.connection.execute("update frontier set due_ms = ?", (clock.milliseconds(PAST),))
    settings = SETTINGS.with_values("crawl", pages=4)
    start(corpus, Due(follow=True), settings)
    assert rows(corpus, "select count(*) from frontier where again is not null") == [(2,)]
    start(corpus, Due(), settings)
    assert rows(corpus, "select count(*) from frontier where again is not null") == [(4,)]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (Due(), set()),
        (ALL, {"a.example/1", "sub.a.example/2", "b.example/3"}),
        (replace(ALL, site="a.example"), {"a.example/1", "sub.a.example/2"}),
        (replace(ALL, site="*.example"), {"a.example/1", "sub.a.example/2", "b.example/3"}),
        (replace(ALL, changed_only=True), {"b.example/3"}),
        (Due(older_than=0.0), {"a.example/1", "sub.a.example/2", "b.example/3"}),
        (Due(older_than=3600.0), set()),
    ],
)
def test_which_pages_are_fetched_again(corpus, due, expected):
    first_crawl(corpus, A, "https://sub.a.example/2", "https://b.example/3")
    corpus.connection.execute("update articles set changed_at = '2999' where url like '%/3'")
    start(corpus, due)
    found = {
        url.removeprefix("https://")
        for (url,) in rows(corpus, "select url from frontier where again not null")
    }
    assert found == expected


def test_what_is_blocked_since_is_not_asked_again(known):
    (known.path.parent / "blocklist.txt").write_text("a.example\n")
    assert start(known, ALL).claim(9) == []
    assert state(known) == ("done", None, None, 1)


def test_a_visit_uses_up_no_budget_that_is_meant_for_traps(known):
    before = rows(known, "select * from budgets")
    again(known, same)
    again(known, unreadable(Reason.NO_TEXT))
    assert rows(known, "select * from budgets") == before


def test_a_clock_that_was_years_ahead_keeps_nothing_from_being_due(known):
    known.connection.execute("update frontier set due_ms = ?", (clock.milliseconds(FUTURE),))
    start(known).finish(Stop.FRONTIER)
    ((due_at, every),) = rows(known, "select due_at, every from frontier")
    assert 0 < clock.seconds_until(due_at) <= every


def test_status_says_what_is_due(known):
    assert known.due()["due"] == 0
    known.connection.execute("update frontier set due_ms = ?", (clock.milliseconds(PAST),))
    assert known.due() == {"due": 1, "scheduled": 1, "next_at": PAST}


def test_an_article_that_is_judged_in_later_is_due(corpus):
    corpus.frontier.add(Target(A, priority=0.5, kind=Kind.RELATED))
    run = start(corpus)
    run.save([make_reading(target, make_article(STORY), verdicts=OFF) for target in run.claim(9)])
    assert not corpus.has_due(ALL)
    corpus.mark({1: True}, SETTINGS)
    assert corpus.has_due(Due())


def test_what_a_text_links_to_is_no_change_of_it(known):
    links = [make_link("https://a.example/2")]
    again(known, lambda t: make_reading(t, make_article(f"{A}\n{STORY}"), links=links))
    assert rows(known, "select unchanged from frontier where url = ?", A) == [(1,)]


def test_what_can_not_be_stored_leaves_the_article_and_is_counted_once(known):
    run = start(known, ALL)
    (target,) = run.claim(9)
    assert run.save([make_reading(target, make_article("\ud800"))]) == [Reason.UNSTORABLE]
    assert run.events() == {"lost": 1}
    assert state(known) == ("done", None, None, 1)
    assert [article["text"] for article in known.articles()] == [f"{A}\n{STORY}"]
