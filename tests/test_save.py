"""Saving: one transaction for all that a fetch taught, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import (
    assert_counted,
    claim,
    failed,
    make_article,
    make_link,
    make_page,
    make_reading,
    one_claim,
    open_run,
    rows,
)

from crawler import clock
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Target, Verdict
from crawler.settings import Settings

LINKS = (
    make_link("https://one.example/b", position=0),
    make_link("https://two.example/c", Kind.INLINE, heading="", anchor="C", position=1, nofollow=True),
)
VERDICTS = (Verdict("length", 11.0), Verdict("relevance", 0.4, None, "ferry, strait"))
COUNTERS = {"hosts", "runs", "visits", "budgets", "daily_counts", "minutes"}


@pytest.fixture
def saver(corpus):
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def dump(corpus, without=()):
    names = [name for (name,) in rows(corpus, "select name from sqlite_master where type = 'table'")]
    names = [name for name in names if "articles_fts" not in name and name not in without]
    return {name: sorted(rows(corpus, f"select * from {name}"), key=repr) for name in names}


def state(corpus, url):
    sql = "select status, reason, attempts from frontier where url = ?"
    return rows(corpus, sql, url)[0]


def test_all_of_a_reading_is_stored(corpus, saver):
    target = one_claim(corpus)
    page = make_page(
        target.url,
        headers={
            "content-type": "text/html",
            "etag": '"1"',
            "last-modified": "Mon, 02 Mar 2026 10:00:00 GMT",
        },
        size=1234,
        seconds=0.25,
    )
    article = make_article(author="Ada; Bo", tags=("x", "é"), origins={"author": "json-ld"}, paywalled=False)
    reading = make_reading(target, article, page=page, links=LINKS, verdicts=VERDICTS, seconds=0.1)
    assert saver.save([reading]) == [None]
    assert state(corpus, target.url) == ("done", None, 0)
    assert rows(corpus, "select url, final_url, status, reason, bytes, etag, read_seconds from pages") == [
        (target.url, target.url, 200, None, 1234, '"1"', 0.1)
    ]
    (stored,) = corpus.articles()
    assert (stored["title"], stored["text"], stored["author"]) == ("A title", article.text, "Ada; Bo")
    assert rows(corpus, "select tags, origins, paywalled, relevance, reason, quality from articles") == [
        ('["x", "é"]', '{"author": "json-ld"}', 0, 0.4, None, None)
    ]
    assert rows(corpus, "select judge, score, reason, evidence from verdicts order by judge") == [
        ("length", 11.0, None, None),
        ("relevance", 0.4, None, "ferry, strait"),
    ]
    assert rows(
        corpus, "select target_url, kind, heading, anchor, position, nofollow from edges order by 5"
    ) == [
        ("https://one.example/b", "related", "Related", "More", 0, 0),
        ("https://two.example/c", "inline", "", "C", 1, 1),
    ]
    assert (
        rows(corpus, "select via, depth, status from frontier where id != ?", target.id)
        == [(target.id, 1, "queued")] * 2
    )
    assert_counted(corpus)


def test_saving_twice_stores_nothing_twice(corpus, saver):
    reading = make_reading(one_claim(corpus), make_article(), links=LINKS, verdicts=VERDICTS)
    saver.save([reading])
    before = dump(corpus, COUNTERS)
    assert saver.save([reading]) == [None]
    assert dump(corpus, COUNTERS) == before
    assert_counted(corpus)


def test_links_of_a_page_are_replaced(corpus, saver):
    target = one_claim(corpus)
    saver.save([make_reading(target, make_article(), links=LINKS)])
    saver.save([make_reading(target, make_article(), links=LINKS[1:])])
    assert rows(corpus, "select target_url from edges") == [("https://two.example/c",)]


def test_a_block_is_one_row_for_all_pages_of_a_host(corpus, saver):
    targets = claim(corpus, *(Target(f"https://{host}/{n}") for host in "ab" for n in range(2)))
    for n, target in enumerate(targets):
        saver.save([make_reading(target, make_article(f"text {n}"), links=LINKS[:1])])
    assert sorted(rows(corpus, "select host, kind from blocks")) == [("a", "related"), ("b", "related")]
    assert rows(corpus, "select count(*) from links") == [(4,)]


def test_a_page_that_links_to_itself_gets_no_edge(corpus, saver):
    target = one_claim(corpus)
    saver.save([make_reading(target, make_article(), links=(make_link("http://www.one.example/a/"),))])
    assert rows(corpus, "select * from links") == []
    assert rows(corpus, "select id, via, status from frontier") == [(target.id, None, "done")]


@pytest.mark.parametrize(
    ("second", "is_change"),
    [
        ("The second text, quite another one.", True),
        ("The first text, as it was.", False),
        ("The FIRST text — as it was!", False),
        ("The first\ntext  as it was…", False),
    ],
)
def test_a_changed_text_keeps_what_was_before(corpus, saver, second, is_change):
    target, moments = one_claim(corpus), ["2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"]
    for text, moment in zip(["The first text, as it was.", second], moments, strict=True):
        page = make_page(target.url, fetched_at=moment)
        saver.save([make_reading(target, make_article(text), page=page)])
    assert [row[0] for row in rows(corpus, "select text from articles")] == [second]
    kept = [(moments[1], "The first text, as it was.")] if is_change else []
    assert rows(corpus, "select seen_at, text from versions") == kept
    changed = moments[1] if is_change else moments[0]
    assert rows(corpus, "select first_seen, last_changed from articles") == [(moments[0], changed)]


def test_the_same_text_elsewhere_is_a_duplicate(corpus, saver):
    first, second = claim(corpus, Target("https://a/1"), Target("https://b/1"))
    results = saver.save(
        [make_reading(first, make_article("Same.")), make_reading(second, make_article("SAME"))]
    )
    assert results == [None, Reason.DUPLICATE]
    assert rows(corpus, "select * from duplicates") == [(second.id, first.id, "exact", 1.0)]
    assert state(corpus, "https://b/1") == ("refused", "duplicate", 0)
    assert rows(corpus, "select reason, evidence from verdicts where judge = 'duplicates'") == [
        ("duplicate", "same text as https://a/1")
    ]
    assert [article["id"] for article in corpus.articles()] == [first.id]


def test_saving_original_and_copy_again_changes_nothing(corpus, saver):
    first, second = claim(corpus, Target("https://a/1"), Target("https://b/1"))
    readings = [make_reading(first, make_article()), make_reading(second, make_article())]
    saver.save(readings)
    before = dump(corpus, COUNTERS)
    assert saver.save(readings) == [None, Reason.DUPLICATE]
    assert dump(corpus, COUNTERS) == before


def test_a_copy_that_changed_is_one_no_more(corpus, saver):
    first, second = claim(corpus, Target("https://a/1"), Target("https://b/1"))
    saver.save([make_reading(first, make_article()), make_reading(second, make_article())])
    assert saver.save([make_reading(second, make_article("Its own words now"))]) == [None]
    assert rows(corpus, "select * from duplicates") == []
    assert len(list(corpus.articles())) == 2


def test_what_was_refused_is_no_original_and_no_copy(corpus, saver):
    first, second, third = claim(corpus, *(Target(f"https://{host}/1") for host in "abc"))
    off = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
    results = saver.save(
        [
            make_reading(first, make_article(), verdicts=off),
            make_reading(second, make_article()),
            make_reading(third, make_article(), verdicts=off),
        ]
    )
    assert results == [Reason.OFF_TOPIC, None, Reason.OFF_TOPIC]
    assert rows(corpus, "select * from duplicates") == []
    assert rows(corpus, "select reason from articles order by id") == [
        ("off-topic",),
        (None,),
        ("off-topic",),
    ]


UNSTORABLE = {
    "text": {"article": make_article("lone \ud800 surrogate")},
    "title": {"article": make_article(title="\udfff")},
    "tags": {"article": make_article(tags=("\ud800",))},
    "number": {"article": make_article(words=2**70)},
    "type": {"article": make_article(words="many")},
    "anchor": {"links": (make_link("https://x.example/", anchor="\ud800"),)},
    "priority": {
        "links": (make_link("https://x.example/"),),
        "targets": (Target("https://x.example/", priority=float("nan")),),
    },
    "header": {"page": make_page(headers={"etag": "\ud800"})},
    "final url": {"page": make_page(final_url="https://one.example/\ud800")},
}


@pytest.mark.parametrize("fields", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_can_not_be_stored_becomes_a_reason_and_the_rest_is_saved(corpus, saver, fields):
    bad, *good = claim(corpus, Target("https://one.example/a"), Target("https://b/1"), Target("https://c/1"))
    readings = [make_reading(t, make_article(f"text of {t.url}"), links=LINKS) for t in good]
    readings.insert(1, make_reading(bad, **fields))
    assert saver.save(readings) == [None, Reason.UNSTORABLE, None]
    assert rows(corpus, "select status, reason from frontier where id = ?", bad.id) == [
        ("refused", "unstorable")
    ]
    ((reason, detail),) = rows(corpus, "select reason, detail from pages where id = ?", bad.id)
    assert reason == "unstorable"
    assert detail
    assert len(list(corpus.articles())) == 2
    assert rows(corpus, "select count(*) from links") == [(4,)]
    assert [finding for finding in corpus.examine() if finding.problem] == []
    assert_counted(corpus)


def test_a_batch_of_one_that_can_not_be_stored(corpus, saver):
    assert saver.save([make_reading(one_claim(corpus), make_article("\ud800"))]) == [Reason.UNSTORABLE]
    assert saver.save([]) == []


def test_nothing_is_half_saved(corpus, saver, monkeypatch):
    target = one_claim(corpus)
    before = dump(corpus)

    def fail(*_):
        raise KeyError

    monkeypatch.setattr(saver, "count", fail)
    with pytest.raises(KeyError):
        saver.save([make_reading(target, make_article(), links=LINKS, verdicts=VERDICTS)])
    monkeypatch.undo()
    assert dump(corpus) == before
    assert saver.save([make_reading(target, make_article(), links=LINKS)]) == [None]
    assert rows(corpus, "select count(*) from links") == [(2,)]


@pytest.mark.parametrize("reason", [Reason.ROBOTS, Reason.PRIVATE_ADDRESS, Reason.ROBOTS_UNREACHABLE])
def test_what_was_not_asked_for_leaves_no_page(corpus, saver, reason):
    target = one_claim(corpus)
    assert saver.save([failed(target, reason=reason)]) == [reason]
    assert rows(corpus, "select * from pages") == []
    assert rows(corpus, "select fetched from hosts") == [(0,)]
    assert rows(corpus, "select pages, refused from runs where id = ?", saver.run) == [(0, 1)]


def test_a_passing_failure_waits_and_then_counts(corpus, saver):
    target = one_claim(corpus)
    for attempt in (1, 2):
        assert saver.save([failed(replace(target, attempts=attempt - 1), reason=Reason.TIMEOUT)]) == [
            Reason.TIMEOUT
        ]
        assert state(corpus, target.url) == ("queued", "timeout", attempt)
        ((due_at,),) = rows(corpus, "select due_at from frontier")
        assert 0 < clock.seconds_until(due_at) <= 300 * attempt
        assert_counted(corpus)
    saver.save([failed(replace(target, attempts=2), reason=Reason.TIMEOUT)])
    assert state(corpus, target.url) == ("refused", "timeout", 3)
    assert rows(corpus, "select due_at from frontier") == [(None,)]
    assert rows(corpus, "select failures from hosts") == [(3,)]


def test_retry_after_rests_the_host(corpus, saver):
    page = {"status": 503, "reason": Reason.HTTP_ERROR, "headers": {"retry-after": "7200"}}
    saver.save([failed(one_claim(corpus), **page)])
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert 7100 < clock.seconds_until(next_at) <= 7200


def test_hosts_and_runs_count(corpus, saver):
    kept, off, gone, list_page = claim(corpus, *(Target(f"https://a/{n}") for n in range(4)))
    saver.save(
        [
            make_reading(kept, make_article("kept"), page=make_page(kept.url, size=100)),
            make_reading(off, make_article("off"), verdicts=(Verdict("length", 1, Reason.TOO_SHORT),)),
            failed(gone, status=404, reason=Reason.GONE, size=10),
            make_reading(list_page, page=make_page(list_page.url, size=1), reason=Reason.NOT_AN_ARTICLE),
        ]
    )
    assert rows(corpus, "select fetched, articles, failures from hosts") == [(4, 1, 0)]
    totals = rows(corpus, "select pages, articles, refused, bytes from runs where id = ?", saver.run)
    assert totals == [(4, 1, 3, 111)]
    assert rows(corpus, "select reason from pages order by id") == [
        (None,),
        (None,),
        ("gone",),
        ("not-an-article",),
    ]


def test_a_good_answer_ends_a_row_of_failures(corpus, saver):
    first, second = claim(corpus, Target("https://a/1"), Target("https://a/2"))
    saver.save([failed(first, reason=Reason.UNREACHABLE)])
    assert rows(corpus, "select failures from hosts") == [(1,)]
    saver.save([make_reading(second, make_article())])
    assert rows(corpus, "select failures from hosts") == [(0,)]
