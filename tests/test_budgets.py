"""Budgets grow with what they bring, and what is over them is refused."""

from __future__ import annotations

import pytest
from builders import assert_counted, claim, failed, make_article, make_link, make_reading, one_claim, open_run
from builders import rows as query

from crawler.clock import now
from crawler.corpus.hosts.budgets import Budgets
from crawler.corpus.run import Run
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Target
from crawler.settings import Settings, Traps

LIMITS = Traps(shape=3, host=6, domain=2, per_article=2)
HOST = "https://one.example"


@pytest.fixture
def saver(corpus):
    corpus.frontier.budgets = Budgets(corpus.connection, LIMITS)
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def target(path, kind=Kind.RELATED, host=HOST, **fields):
    return Target(f"{host}{path}", kind, 1, **{"priority": 0.5} | fields)


def plant(corpus, *targets):
    corpus.frontier.add_all(targets)


def save_next(corpus, saver, reason=Reason.GONE):
    """Claim and save what comes first, without an article."""
    found = claim_one(corpus)
    saver.save([failed(found, reason=reason)])
    return found


def claim_one(corpus):
    run = Run.start(corpus, Settings(traps=LIMITS).with_values("manners", delay=0.0))
    corpus.connection.execute("update hosts set next_at = ''")
    found = run.claim(1)
    return found[0] if found else None


def states(corpus, like="%"):
    sql = "select status, reason, count(*) from frontier where url like ? group by 1, 2 order by 1, 2"
    return query(corpus, sql, like)


def spent(corpus):
    return {tuple(row) for row in query(corpus, "select scope, name from budgets where spent")}


def test_a_shape_that_brings_nothing_is_refused_queued_or_new(corpus, saver):
    plant(corpus, *(target(f"/list?page={n}") for n in range(5)), target("/a-story-of-note"))
    for _ in range(4):
        save_next(corpus, saver)
    assert spent(corpus) == {("shape", "one.example/W?page=N")}
    assert states(corpus, "%page=%") == [("refused", "budget", 2), ("refused", "gone", 3)]
    plant(corpus, target("/list?page=9"), target("/another-story-of-note"))
    assert states(corpus, "%page=9") == [("refused", "budget", 1)]
    assert states(corpus, "%another%") == [("queued", None, 1)]
    assert_counted(corpus)


def test_what_a_person_gave_and_lists_for_machines_are_of_no_shape(corpus, saver):
    plant(corpus, *(target(f"/list?page={n}") for n in range(3)))
    for _ in range(3):
        save_next(corpus, saver)
    kinds = (Kind.SEED, Kind.FEED, Kind.SITEMAP, Kind.BODY)
    plant(corpus, *(target(f"/list?page={n}", kind) for n, kind in enumerate(kinds, 10)))
    assert states(corpus, "%page=1_") == [("queued", None, 3), ("refused", "budget", 1)]


def test_a_host_that_brings_nothing_is_refused_but_for_what_a_person_gave(corpus, saver):
    paths = ("/a/1", "/b/1", "/c/1", "/d/1", "/e/1", "/f/1", "/g/1", "/h/1")
    plant(corpus, *map(target, paths), target("/given/1", Kind.SEED, priority=0.1))
    for _ in paths[:6]:
        save_next(corpus, saver)
    assert spent(corpus) == {("host", "one.example")}
    plant(corpus, target("/feed", Kind.FEED))
    assert states(corpus) == [("queued", None, 1), ("refused", "budget", 3), ("refused", "gone", 6)]


def test_a_host_reopens_without_its_patterns_that_are_spent(corpus, saver):
    plant(corpus, *(target(f"/list?page={n}") for n in range(5)), target("/given/1", Kind.SEED, priority=0.1))
    for _ in range(3):
        save_next(corpus, saver)
    paths = ("/a/1", "/b/1", "/c/1", "/d/1")
    plant(corpus, *map(target, paths), target("/list?page=9"))
    for _ in paths[:3]:
        save_next(corpus, saver)
    assert spent(corpus) == {("shape", "one.example/W?page=N"), ("host", "one.example")}
    assert states(corpus, "%/d/1") == [("refused", "budget", 1)]
    saver.save([make_reading(claim_one(corpus), make_article())])
    assert states(corpus, "%/d/1") == [("queued", None, 1)]
    assert states(corpus, "%page%") == [("refused", "budget", 3), ("refused", "gone", 3)]
    shapes = "select reason = 'budget' as is_over, count(distinct shape) from frontier group by 1 order by 1"
    assert query(corpus, shapes) == [(None, 0), (0, 0), (1, 1)]
    assert_counted(corpus)


def test_a_budget_grows_with_an_article_and_reopens(corpus, saver):
    plant(corpus, *(target(f"/list?page={n}") for n in range(4)))
    first = claim_one(corpus)
    link = make_link(f"{HOST}/found/story")
    saver.save([make_reading(first, links=(link,), reason=Reason.NOT_AN_ARTICLE)])
    corpus.connection.execute("update frontier set millionths = 100000 where url like '%found%'")
    save_next(corpus, saver)
    save_next(corpus, saver)
    assert states(corpus, "%page%")[0] == ("refused", "budget", 1)
    found = claim_one(corpus)
    assert found.url == link.url
    saver.save([make_reading(found, make_article())])
    assert states(corpus, "%page%")[0] == ("queued", None, 1)
    budget = "select fetched, articles, spent from budgets where name = 'one.example/W?page=N'"
    assert query(corpus, budget) == [(3, 1, 0)]
    assert_counted(corpus)


def test_an_article_behind_redirects_counts_for_the_list(corpus, saver):
    first = one_claim(corpus, f"{HOST}/list?page=1")
    saver.save([make_reading(first, links=(make_link(f"{HOST}/go/1"),), reason=Reason.NOT_AN_ARTICLE)])
    (hop,) = claim(corpus)
    saver.save([failed(hop, reason=Reason.REDIRECT, status=301, final_url="https://two.example/story")])
    (story,) = claim(corpus)
    saver.save([make_reading(story, make_article())])
    credited = query(corpus, "select name from budgets where articles = 1 order by 1")
    assert ("one.example/W?page=N",) in credited
    assert ("one.example/go/N",) in credited
    assert ("two.example/W",) in credited


def test_a_copy_adds_nothing_and_an_article_counts_once(corpus, saver):
    first, second = claim(corpus, target("/a", host="https://a.example"), target("/a"))
    saver.save([make_reading(first, make_article())])
    saver.save([make_reading(second, make_article())])
    saver.save([make_reading(first, make_article())])
    sql = "select name, fetched, articles from budgets where scope = 'host' order by 1"
    assert query(corpus, sql) == [("a.example", 1, 1), ("one.example", 1, 0)]


def test_hosts_of_a_domain_have_a_budget(corpus, saver):
    hosts = [f"https://h{n}.farm.example" for n in range(4)]
    plant(corpus, *(target("/a", host=host) for host in hosts))
    first, second = save_next(corpus, saver), claim_one(corpus)
    assert states(corpus)[0] == ("claimed", None, 1)
    assert spent(corpus) == {("domain", "farm.example")}
    plant(corpus, target("/b", host="https://h9.farm.example"), target("/b", host=first.url[:-2]))
    # hosts that were asked go on
    assert states(corpus, "%/b") == [("queued", None, 1), ("refused", "budget", 1)]
    saver.save([make_reading(second, make_article())])
    assert states(corpus, "%budget%") == []
    assert [row[:2] for row in states(corpus)] == [("done", None), ("queued", None), ("refused", "gone")]
    assert_counted(corpus)


def test_a_run_takes_up_other_limits(corpus, saver):
    plant(corpus, *(target(f"/list?page={n}") for n in range(5)))
    for _ in range(3):
        save_next(corpus, saver)
    assert ("refused", "budget", 2) in states(corpus)
    Run.start(corpus, Settings(traps=Traps(shape=0)))
    assert states(corpus) == [("queued", None, 2), ("refused", "gone", 3)]
    assert spent(corpus) == set()
    Run.start(corpus, Settings(traps=LIMITS))
    assert claim_one(corpus) is None
    assert states(corpus) == [("refused", "budget", 2), ("refused", "gone", 3)]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_run_takes_up_what_a_merge_has_brought(corpus, is_merged):
    settings = Settings(traps=LIMITS)
    Run.start(corpus, settings)
    corpus.connection.execute(
        "insert into budgets (id, scope, name, fetched) values (7, 'host', 'one.example', 6)"
    )
    if is_merged:
        corpus.connection.execute(
            "insert into merges (source, merged_at, seeds, runs, addresses, articles, versions, captures) "
            "values ('other.db', ?, 0, 0, 0, 0, 0, 0)",
            (now(),),
        )
    Run.start(corpus, settings)
    assert spent(corpus) == ({("host", "one.example")} if is_merged else set())


def test_a_site_of_lists_is_read_to_its_end(corpus):
    """Lists bring articles only later: as many as the budget, read before the first article."""
    settings = Settings().with_values("manners", delay=0.0).with_values("crawl", per_host=0)
    run = Run.start(corpus, settings)
    lists, each = 50, 5
    plant(corpus, *(target(f"/list?page={n}", priority=0.9) for n in range(lists)))
    kept = 0
    while found := run.claim(1):
        (one,) = found
        if "page" in one.url:
            number = one.url.rpartition("=")[2]
            links = tuple(make_link(f"{HOST}/story/{number}-{n}") for n in range(each))
            reading = make_reading(one, links=links, reason=Reason.NOT_AN_ARTICLE)
        else:
            reading = make_reading(one, make_article(" ".join(f"{one.url[-5:]}word{n}" for n in range(30))))
        kept += run.save([reading]) == [None]
    assert kept == lists * each
