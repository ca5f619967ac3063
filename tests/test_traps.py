"""Mazes: a crawl of each ends by itself after a few requests, with all the articles beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from console import answer, corpuscle
from mazes import HOSTS, STORIES, Web, page, refresh, story

from crawler import read
from crawler.bot.spider import AHEAD
from crawler.reasons import Reason

SHAPE, HOST, DOMAIN = 4, 9, 2
PARALLEL = 2
UNDER_WAY = PARALLEL + AHEAD  # pages that may be fetched and not saved yet, when a budget is spent
SETTINGS = f"""
[manners]
delay = 0.0
allow_private = true
redirects = 2
[crawl]
depth = 100
parallel = {PARALLEL}
[reading]
workers = 1
[judges]
min_relevance = 0.0
min_words = 20
[traps]
shape = {SHAPE}
host = {HOST}
domain = {DOMAIN}
per_article = 1
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """One crawl of all mazes, without focus: its folder, the web, its summary."""
    folder = tmp_path_factory.mktemp("mazes")
    (folder / "corpuscle.toml").write_text(SETTINGS)
    with Web() as web:
        starts = [part for host in HOSTS for part in ("--start", web.home(host))]
        yield folder, web, answer("crawl", *starts, "--breadth", cwd=folder)


def rows(folder, sql, *values):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql, values).fetchall()


def test_the_crawl_ends_by_itself(crawled):
    folder, _, summary = crawled
    assert summary["stop_reason"] == "frontier"
    assert corpuscle("doctor", cwd=folder).returncode == 0


@pytest.mark.parametrize("host", HOSTS)
def test_the_articles_beside_a_maze_are_all_found(crawled, host):
    folder, _, _ = crawled
    sql = "select count(*) from corpus where url like ?"
    assert rows(folder, sql, f"http://{host}.localhost:%/story/{host}-%") == [(STORIES,)]


@pytest.mark.parametrize(
    ("host", "most"),
    [
        ("calendar", 1 + STORIES + SHAPE),
        # by one parameter or two, and by more: the patterns are few, but the host's budget is less
        ("facets", HOST + STORIES),
        ("pages", 1 + STORIES + SHAPE),
        ("loop", HOST + STORIES),
        # what is known to be a session is asked once, what isn't until the budget is spent
        ("sessions", 1 + STORIES + 1 + 3 + SHAPE),
        ("mirror", 1 + STORIES + SHAPE + STORIES),
        # a chain, a circle, and a page that moved
        ("refresh", 1 + STORIES + 3 + 2 + 2),
        ("redirects", 1 + STORIES + 3 + 2 + 2),
        ("login", 1 + STORIES + 2),
    ],
)
def test_a_maze_is_left_after_few_requests(crawled, host, most):
    _, web, _ = crawled
    assert STORIES < web.requests(host) <= most + UNDER_WAY, sorted(web.asked.items())


def test_hosts_under_one_domain_have_a_budget(crawled):
    folder, web, _ = crawled
    asked = {host for host, _ in web.asked if host.endswith("farm")}
    # each host has the same articles: one is kept of each
    assert DOMAIN <= len(asked) <= DOMAIN + STORIES
    sql = "select count(*) from hosts where domain = ? and run is null and queued = 0"
    assert rows(folder, sql, "farm.localhost")[0][0] > 0


@pytest.mark.parametrize("host", ["refresh", "redirects"])
def test_chains_and_circles_end_and_a_page_that_moved_is_had(crawled, host):
    folder, _, _ = crawled
    sql = "select url, reason from frontier where url like ?"
    found = {url.partition("/")[2].partition("/")[2].partition("/")[2]: reason for url, reason in
             rows(folder, sql, f"http://{host}.%")}  # fmt: skip
    assert found["moved/3"] == "redirect-loop"
    assert {found["to"], found["fro"]} == {"redirect"}
    assert found["old"] == "redirect"
    assert found["story/new-one"] in (None, "duplicate")


def test_a_redirect_to_a_form_to_log_in_ends_there(crawled):
    folder, web, _ = crawled
    sql = "select reason from frontier where url like ?"
    assert set(rows(folder, sql, f"{web.home('signin')}%")) == {("login",)}
    assert set(rows(folder, sql, f"{web.home('login')}members%")) == {("redirect",)}


def test_what_is_over_a_budget_says_so(crawled):
    folder, _, _ = crawled
    assert rows(folder, "select count(*) from refusals where reason = 'budget'")[0][0] > 10
    assert rows(folder, "select count(*) from budgets where spent and fetched < 2") == [(0,)]
    sql = "select url from frontier where reason = 'budget' and host like 'pages.%' limit 1"
    ((url,),) = rows(folder, sql)
    assert "/W?page=N" in corpuscle("why", url, cwd=folder).stdout


HERE = "https://one.example/a"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0;url=/b", "/b"),
        ("5; URL='/b'", "/b"),
        ('10 , url = "/b" and more', "/b"),
        ("0; /b", "/b"),
        (";url=/b", "/b"),
        ("11;url=/b", None),
        ("30", None),
        ("0;", None),
        ("0;url=", None),
        ("0;url=/a#part", None),
        ("soon;url=/b", None),
        ("0;url=javascript:go()", None),
        ("9" * 400 + ";url=/b", None),
    ],
)
def test_a_page_that_leads_on_is_a_redirect(content, expected):
    body = f"<meta http-equiv=Refresh content='{content.replace(chr(39), '&#39;')}'><body><p>Moved.".encode()
    found = read(body, HERE).page
    assert found.reason is (Reason.REDIRECT if expected else None)
    assert found.final_url == (f"https://one.example{expected}" if expected else HERE)


@pytest.mark.parametrize(
    "body",
    [
        refresh("/b") + story("a-long-one"),
        refresh("/?fresh=1") + page(f"/news/{n}-more-of-it-all-here" for n in range(80)),
        f"<head><noscript>{refresh('/b')}</noscript></head><body><p>Moved.",
        '<meta name="robots" content="nofollow">' + refresh("/b"),
    ],
)
def test_a_page_to_be_read_is_no_redirect(body):
    assert read(body.encode(), HERE).page.reason is None
