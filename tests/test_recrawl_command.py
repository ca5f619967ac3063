"""`corpuscle recrawl` against a web that changes."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest
from changing_web import Changing
from console import answer, begin, corpuscle, end, wait_for

SETTINGS = """[manners]
delay = 0.0
allow_private = true
contact = "tests@corpus.example"
retry_minutes = 0.0
[reading]
workers = 1
[crawl]
per_host = 0
[traps]
shape = 0
host = 0
"""
PAGES, SITES = 96, 4


def query(folder, sql):
    with closing(sqlite3.connect(folder / "corpus.db")) as db:
        return db.execute(sql).fetchall()


def crawl(web, folder):
    (folder / "corpuscle.toml").write_text(SETTINGS)
    starts = [part for url in web.lists() for part in ("--start", url)]
    done = corpuscle("crawl", "--breadth", "--quiet", *starts, cwd=folder)
    assert done.returncode == 0, done.stderr
    web.asked.clear()


def statuses(web):
    return Counter((one.status, one.is_conditional) for one in web.asked)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """A web that was crawled once, then seen again, changed, lost some pages, and had them back."""
    folder = tmp_path_factory.mktemp("recrawl")
    steps = {}
    with Changing(PAGES, SITES) as web:
        crawl(web, folder)
        steps["nothing due"] = corpuscle("recrawl", cwd=folder)
        steps["unchanged"] = answer("recrawl", "--all", cwd=folder)
        steps["asked"] = statuses(web)
        web.asked.clear()
        web.versions, web.gone = dict.fromkeys((3, 17, 40, 64, 95), 1), {8}
        steps["changed"] = answer("recrawl", "--all", cwd=folder)
        steps["versions"] = query(
            folder, "select url, added, removed from versions join articles on id = article"
        )
        steps["gone"] = query(folder, "select url from articles where gone_at is not null and reason is null")
        web.gone, web.validators = set(), False
        web.asked.clear()
        steps["back"] = answer("recrawl", "--all", cwd=folder)
        steps["asked without"] = statuses(web)
        steps["back again"] = query(folder, "select count(*) from articles where gone_at is not null")
        steps["few"] = answer("recrawl", "--all", "--changed-only", "--site", "site1.localhost:*", cwd=folder)
        steps["status"] = answer("status", cwd=folder)
        steps["doctor"] = corpuscle("doctor", cwd=folder)
        steps["why"] = corpuscle("why", web.url(8), cwd=folder)
        steps["url"] = web.url
    return steps


def test_nothing_is_due_after_a_first_crawl(seen):
    done = seen["nothing due"]
    assert done.returncode == 3
    assert done.stderr.startswith(f"Nothing is due: the first of {PAGES + SITES} known pages is at 20")


def test_an_unchanged_web_is_asked_and_sends_nothing(seen):
    assert seen["asked"] == {(304, True): PAGES + SITES}
    assert seen["unchanged"]["events"] == {"same": PAGES + SITES}
    assert seen["unchanged"]["unmodified_share"] == 1.0
    assert seen["unchanged"]["bytes"] == 0


def test_exactly_what_changed_has_a_version(seen):
    events = seen["changed"]["events"]
    assert (events["changed"], events["gone"]) == (5, 1)
    assert {url for url, _, _ in seen["versions"]} == {seen["url"](n) for n in (3, 17, 40, 64, 95)}
    assert {(added, removed) for _, added, removed in seen["versions"]} == {(8, 0)}
    assert seen["gone"] == [(seen["url"](8),)]


def test_a_body_that_is_the_same_is_not_read_again(seen):
    assert set(seen["asked without"]) == {(200, True)}
    # the list that leads to what was gone has it again
    assert seen["back"]["events"] == {"back": 1, "list": 1, "same": PAGES + SITES - 2}
    assert seen["back again"] == [(0,)]


def test_only_some_can_be_asked_for(seen):
    # a list, and pages 17 and 4 * n + 1 that changed
    assert sum(seen["few"]["events"].values()) == 2


def test_status_and_checks_know_of_it(seen):
    assert seen["status"]["due"]["scheduled"] == PAGES + SITES
    assert [run["same"] for run in seen["status"]["runs"]][-2:] == [PAGES + SITES, 0]
    assert seen["doctor"].returncode == 0, seen["doctor"].stdout
    assert "In the corpus" in seen["why"].stdout


def test_killed_on_the_way_nothing_is_lost_and_the_rest_is_still_due(tmp_path):
    with Changing(24, 2) as web:
        crawl(web, tmp_path)
        before = query(tmp_path, "select id, text, reason from articles order by id")
        query_due = "select count(*) from frontier where status != 'queued' and due_at <= '2100'"
        web.overrule = lambda _: time.sleep(0.1)  # so that the kill comes in the middle
        process = begin("recrawl", "--all", "--quiet", cwd=tmp_path)
        wait_for(lambda: len(web.asked) >= 8)
        end(process, signal.SIGKILL)
        assert query(tmp_path, "select id, text, reason from articles order by id") == before
        web.overrule = lambda _: None
        done = corpuscle("recrawl", "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        assert set(report["events"]) == {"same"}
        assert query(tmp_path, "select id, text, reason from articles order by id") == before
        assert query(tmp_path, query_due) == [(26,)]
        assert query(tmp_path, "select count(distinct page) from visits where run > 1") == [(26,)]
        assert corpuscle("doctor", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--older-than", "soon"], 2, "'soon' is no span of time: write 30m, 12h, 7d or 2w"),
        (["--pages", "0"], 2, "--pages"),
        ([], 1, "corpus.db does not exist: `corpuscle crawl` makes it"),
    ],
)
def test_what_can_not_be_done_is_said(tmp_path, options, status, said):
    done = corpuscle("recrawl", *options, cwd=tmp_path)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
