"""Redirects are rows of the frontier: each hop is planted, or moves the row, and chains end."""

from __future__ import annotations

import itertools

import pytest
from builders import assert_counted, claim, make_article, make_page, make_reading, one_claim, open_run, rows

from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind
from crawler.settings import Settings


@pytest.fixture
def saver(corpus):
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def redirect(target, location, status=301):
    page = make_page(target.url, final_url=location, status=status, reason=Reason.REDIRECT)
    return make_reading(target, page=page)


def test_a_redirect_plants_where_it_points_to(corpus, saver):
    target = one_claim(corpus, kind=Kind.RELATED, depth=2)
    assert saver.save([redirect(target, "https://two.example/new")]) == [Reason.REDIRECT]
    assert rows(corpus, "select status, reason from frontier where id = ?", target.id) == [
        ("refused", "redirect")
    ]
    new = corpus.connection.execute("select * from frontier where host = 'two.example'").fetchone()
    assert (new["status"], new["via"], new["hops"], new["depth"]) == ("queued", target.id, 1, 2)
    assert (new["kind"], new["priority"]) == ("related", 0.5)
    assert rows(corpus, "select reason, final_url from pages") == [("redirect", "https://two.example/new")]
    assert_counted(corpus)


@pytest.mark.parametrize(
    ("location", "reason"),
    [("https://two.example/a.pdf", "not-a-page"), ("https://two.example/" + "x/" * 30, "trap")],
)
def test_a_redirect_to_what_is_no_page_is_refused_there(corpus, saver, location, reason):
    saver.save([redirect(one_claim(corpus), location)])
    assert rows(corpus, "select status, reason from frontier where url = ?", location) == [
        ("refused", reason)
    ]


@pytest.mark.parametrize("location", ["https://www.one.example/a", "https://one.example/a/"])
def test_a_redirect_to_another_form_moves_the_row(corpus, saver, location):
    target = one_claim(corpus, "http://one.example/a")
    assert saver.save([redirect(target, location)]) == [Reason.REDIRECT]
    assert rows(corpus, "select id, url, status, reason, hops from frontier") == [
        (target.id, location, "queued", None, 1)
    ]
    assert rows(corpus, "select * from pages") == []
    assert_counted(corpus)
    (again,) = claim(corpus)
    assert (again.url, again.id) == (location, target.id)
    assert saver.save([make_reading(again, make_article())]) == [None]


def test_a_redirect_between_forms_ends(corpus, saver):
    forms = itertools.cycle(["https://one.example/a/", "https://one.example/a"])
    one_claim(corpus)
    corpus.frontier.recover()
    results = []
    while targets := claim(corpus):
        results += saver.save([redirect(targets[0], next(forms))])
    assert results == [Reason.REDIRECT] * 5 + [Reason.REDIRECT_LOOP]
    assert rows(corpus, "select status, reason from frontier") == [("refused", "redirect-loop")]


def test_a_chain_of_redirects_ends(corpus, saver):
    one_claim(corpus, "https://one.example/0")
    corpus.frontier.recover()
    for n in itertools.count(1):
        if not (targets := claim(corpus)):
            break
        last = saver.save([redirect(targets[0], f"https://one.example/{n}")])
    assert (n, last) == (7, [Reason.REDIRECT_LOOP])
    assert rows(corpus, "select count(*) from frontier where status = 'queued'") == [(0,)]


def test_a_redirect_back_ends(corpus, saver):
    first = one_claim(corpus, "https://one.example/1")
    saver.save([redirect(first, "https://one.example/2")])
    (second,) = claim(corpus)
    saver.save([redirect(second, "https://one.example/1")])
    assert claim(corpus) == []
    assert rows(corpus, "select distinct reason from frontier") == [("redirect",)]


def test_a_redirect_is_fetched_but_not_refused(corpus, saver):
    saver.save([redirect(one_claim(corpus), "https://two.example/")])
    totals = rows(corpus, "select pages, articles, refused from runs where id = ?", saver.run)
    assert totals == [(1, 0, 0)]
