"""Crawls on a Ray cluster of several nodes, which lose crawlers, readers and whole nodes on the way."""

from __future__ import annotations

import signal
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from clusters import RunningCluster, kill
from console import answer, begin, corpuscle, end, wait_for

from crawler.demo import DemoWeb

SEED = Path(__file__).parents[1] / "seeds" / "demo.md"
DELAY = 0.1
# the order in which pages come differs, so all of them must come
SETTINGS = f"""
[manners]
delay = {DELAY}
slow_answers = 0.0
timeout = 5.0
allow_private = true
retry_minutes = 0.001
longest_delay = 0.15
[crawl]
depth = 100
pages = 0
per_host = 0
[focus]
min_chance = 0.0
tunnel = 100
[reading]
workers = 1
"""


@pytest.fixture(scope="module")
def cluster():
    with RunningCluster() as cluster:
        yield cluster


@pytest.fixture
def web():
    with DemoWeb(delay=0.01) as web:
        yield web


@pytest.fixture
def folder(tmp_path):
    return prepared(tmp_path)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """What a crawl by this machine alone brings."""
    folder = prepared(tmp_path_factory.mktemp("alone"))
    with DemoWeb() as web:
        done = corpuscle("crawl", SEED, *starts(web), cwd=folder)
        assert done.returncode == 0, done.stderr
    return articles(folder)


def prepared(folder: Path) -> Path:
    (folder / "corpuscle.toml").write_text(SETTINGS)
    return folder


def starts(web: DemoWeb) -> list[str]:
    return [argument for url in web.start_urls for argument in ("--start", url)]


def rows(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def articles(folder: Path) -> set[tuple[str, str]]:
    """Return path and text of every article read, whatever port the web ran on."""
    return {
        (urlsplit(url).hostname + urlsplit(url).path, sha256)
        for url, sha256 in rows(folder, "select url, sha256 from articles")
    }


def check_manners(web: DemoWeb) -> None:
    """See to it that no host was asked by two at once, or again within its delay.

    The web writes a request down when it has been answered.
    """
    answered = defaultdict(list)
    for request in web.requests:
        answered[request.host].append(request.time)
    assert len(answered) > 10
    gaps = [after - before for times in answered.values() for before, after in pairwise(sorted(times))]
    assert min(gaps) >= DELAY


def check_whole(folder: Path) -> None:
    """See to it that every address ended as an article or with a reason, and the file is sound."""
    assert set(rows(folder, "select distinct status from frontier")) == {("done",), ("refused",)}
    assert rows(folder, "select count(*) from frontier where status = 'refused' and reason is null") == [(0,)]
    assert corpuscle("doctor", cwd=folder).returncode == 0


def count(folder: Path, sql: str) -> int:
    try:
        return int(rows(folder, sql)[0][0])
    except sqlite3.OperationalError:  # there is no such table yet
        return 0


def pages(folder: Path) -> int:
    return count(folder, "select count(*) from pages")


def test_three_crawlers_bring_what_one_machine_brings(cluster, web, folder, alone):
    process = begin("crawl", SEED, *starts(web), "--ray", cluster.address, cwd=folder)
    wait_for(lambda: pages(folder) >= 40)
    status, _, err = end(process, signal.SIGINT)
    assert status == 130, err
    assert count(folder, "select count(*) from frontier where status = 'claimed'") == 0
    done = corpuscle("crawl", "--ray", cluster.address, "--crawlers", 3, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert articles(folder) == alone
    check_whole(folder)
    check_manners(web)
    found = answer("status", cwd=folder)
    assert [row["number"] for row in found["crawlers"]] == [0, 1, 2]
    ran = found["runs"][0]
    assert sum(row["pages"] for row in found["crawlers"]) == ran["pages"]
    assert sum(row["articles"] for row in found["crawlers"]) == ran["articles"]


def test_crawlers_readers_and_nodes_may_die(cluster, web, folder, alone):
    process = begin("crawl", SEED, *starts(web), "--ray", cluster.address, cwd=folder)
    wait_for(lambda: pages(folder) >= 20)
    kill(cluster.workers("CrawlerActor")[0])
    wait_for(lambda: pages(folder) >= 60)
    kill(cluster.workers("ray::read")[0])
    wait_for(lambda: pages(folder) >= 100)
    cluster.kill_node()
    _, err = process.communicate(timeout=120)
    cluster.add_node()
    assert process.returncode == 0, err
    assert articles(folder) == alone
    check_whole(folder)
    check_manners(web)
    assert sum(restarts for (restarts,) in rows(folder, "select restarts from crawlers")) >= 1


def test_budgets_hold_for_all_crawlers_together(cluster, web, folder):
    done = corpuscle("crawl", SEED, *starts(web), "--ray", cluster.address, "--pages", 30, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert rows(folder, "select pages, stop_reason from runs") == [(30, "pages")]
    assert len(web.requests) - sum(site_files(web).values()) <= 30


def site_files(web: DemoWeb) -> Counter[str]:
    return Counter(
        one.path for one in web.requests if one.path in ("/robots.txt", "/.well-known/tdmrep.json")
    )


def test_a_lost_head_ends_the_crawl_and_nothing_else(cluster, web, folder, alone):
    process = begin("crawl", SEED, *starts(web), "--ray", cluster.address, cwd=folder)
    wait_for(lambda: pages(folder) >= 20)
    cluster.kill_head()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "head" in err.splitlines()[-1]
    assert "what was saved is safe" in err.splitlines()[-1]
    saved = pages(folder)
    done = corpuscle("crawl", cwd=folder)  # on this machine alone
    assert done.returncode == 0, done.stderr
    assert pages(folder) > saved
    assert articles(folder) == alone
    check_whole(folder)
    check_manners(web)
