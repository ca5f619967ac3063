"""One crawl over many hosts, and a restart: every rule of politeness, seen from the server."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from itertools import groupby, pairwise

import pytest
from console import answer
from recorder import Asked, Recorder, article

from crawler import clock

DELAY, CRAWL_DELAY, RETRY_AFTER = 0.2, 0.6, 4.0
HOSTS = [f"h{number}" for number in range(9)]
SLOW, CLOSED, TIRED = "h1", "h2", "h3"
PAGES = ["page1", "page2", "page3"]
ROBOTS = {
    SLOW: f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n",
    CLOSED: "User-agent: *\nDisallow: /page2\n",
}
SETTINGS = f"""
[manners]
delay = {DELAY}
allow_private = true
retry_minutes = 0.001
[crawl]
patience = 30.0
[judges]
min_relevance = 0.0
[focus]
min_chance = 0.0
[duplicates]
find = false
[reading]
workers = 1
"""
SLACK = 0.01  # seconds by which clocks of two processes may differ


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Two runs, the first ended by its budget, and when the tired host may be asked by what lies between."""
    folder = tmp_path_factory.mktemp("polite")
    (folder / "corpuscle.toml").write_text(SETTINGS)
    met = Counter()

    def reply(host, path):
        met[host, path] += 1
        if path == "/robots.txt":
            return (
                200 if host in ROBOTS else 404,
                {"Content-Type": "text/plain"},
                ROBOTS.get(host, "").encode(),
            )
        if (host, met[host, path]) == (TIRED, 1) and path == "/page1":
            return 503, {"Retry-After": str(int(RETRY_AFTER))}, b""
        return article(f"{host} {path}") if path.startswith("/page") else (404, {}, b"")

    with Recorder(reply) as web:
        starts = [part for host in HOSTS for page in PAGES for part in ("--start", web.url(host, page))]
        first = answer("crawl", *starts, "--pages", 2 * len(HOSTS), cwd=folder)
        next_at = kept(folder, TIRED)
        second = answer("crawl", cwd=folder)
    return web, [first, second], next_at


def kept(folder, host: str) -> float:
    """Return when the corpus lets a host be asked again, by the clock of the server."""
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        ((next_at,),) = connection.execute("select next_at from hosts where host like ?", (f"{host}.%",))
    return time.monotonic() + clock.seconds_until(next_at)


def by_host(asked: list[Asked]) -> dict[str, list[Asked]]:
    ordered = sorted(asked, key=lambda one: (one.host, one.began))
    return {host: list(requests) for host, requests in groupby(ordered, key=lambda one: one.host)}


def test_everything_allowed_is_fetched_and_nothing_twice(crawled):
    web, runs, _ = crawled
    assert [run["stop_reason"] for run in runs] == ["pages", "frontier"]
    assert runs[0]["pages"] + runs[1]["pages"] == len(web.pages())
    asked = Counter((one.host, one.path) for one in web.asked)
    expected = {(host, f"/{page}"): 1 for host in HOSTS for page in PAGES}
    del expected[CLOSED, "/page2"]
    expected[TIRED, "/page1"] = 2
    assert {key: times for key, times in asked.items() if "page" in key[1]} == expected
    assert {times for (_, path), times in asked.items() if "page" not in path} == {1}


def test_one_request_at_a_time_and_a_pause_after_each_answer(crawled):
    web, _, _ = crawled
    for host, requests in by_host(web.asked).items():
        for before, after in pairwise(requests):
            pause = CRAWL_DELAY if host == SLOW else DELAY
            assert after.began - before.ended >= pause - SLACK, (host, before, after)


def test_hosts_do_not_wait_for_each_other(crawled):
    web, _, _ = crawled
    first = sorted(web.asked, key=lambda one: one.began)[: len(HOSTS)]
    assert len({one.host for one in first}) > len(HOSTS) / 2


def test_robots_txt_comes_first(crawled):
    web, _, _ = crawled
    requests = by_host(web.asked)
    assert set(requests) == set(HOSTS)
    assert {one[0].path for one in requests.values()} == {"/robots.txt"}


def test_retry_after_holds_across_a_restart(crawled):
    web, _, next_at = crawled
    requests = by_host(web.pages())[TIRED]
    refused = next(number for number, one in enumerate(requests) if one.status == 503)
    until = requests[refused].ended + RETRY_AFTER - SLACK
    assert next_at >= until
    assert requests[refused + 1].began >= until


def test_a_host_that_refused_is_left_alone_before_that_is_saved(tmp_path):
    """Without a delay it would be asked again before its refusal has come to the corpus."""
    (tmp_path / "corpuscle.toml").write_text(SETTINGS.replace(f"delay = {DELAY}", "delay = 0.0"))
    refusals = iter([503])

    def reply(host, path):
        status = next(refusals, 200) if path == "/page2" else 200 if path.startswith("/page") else 404
        return status, {"Retry-After": "2"}, article(f"{host} {path}")[2]

    with Recorder(reply) as web:
        starts = (part for page in PAGES for part in ("--start", web.url(TIRED, page)))
        answer("crawl", *starts, cwd=tmp_path)
    _, refused, *others = web.pages()
    assert [refused.status, *(one.status for one in others)] == [503, 200, 200]
    assert others[0].began >= refused.ended + 2.0 - SLACK
