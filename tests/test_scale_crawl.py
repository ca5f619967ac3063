"""Crawls on a Ray cluster of several nodes, which lose crawlers, readers and whole nodes on the way."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from clusters import RunningCluster, kill
from console import answer, begin, corpuscle, end, free_port, wait_for

from crawler.demo import DemoWeb

SEED = Path(__file__).parents[1] / "seeds" / "demo.md"
DELAY = 0.05
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
    with RunningCluster(client_port=free_port()) as cluster:
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
        (urlsplit(url).hostname + urlsplit(url).path, digest)
        for url, digest in rows(folder, "select url, digest from articles")
    }


def check_manners(web: DemoWeb) -> None:
    """See to it that no host was asked by two at once, or again within its delay.

    The web writes a request down when it has been answered.
    """
    answered = defaultdict(list)
    for request in web.requests:
        answered[request.host].append(request.time)
    assert len(answered) > 5
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


@pytest.fixture
def crawl(cluster, folder):
    """Start crawls on the cluster; none outlives its test."""
    begun = []

    def crawl(*args, address=cluster.address):
        begun.append(begin("crawl", *args, "--ray", address, "--crawlers", 3, cwd=folder, is_fork=False))
        return begun[-1]

    yield crawl
    for process in begun:
        process.kill()
        process.communicate()


def finished(process):
    """Wait until a crawl has ended; return how, and what it said."""
    _, err = process.communicate(timeout=300)
    assert "Traceback" not in err
    return process.returncode, err


def wait_for_pages(process, folder, number):
    wait_for(lambda: pages(folder) >= number or process.poll() is not None, 180)
    assert pages(folder) >= number, process.communicate()[1]


def kill_one(cluster, title):
    """Kill a process of the cluster that is at work."""
    found = []
    wait_for(lambda: found.extend(cluster.workers(title)) or found)
    kill(found[0])


def test_three_crawlers_bring_what_one_machine_brings_whatever_dies(crawl, cluster, web, folder, alone):
    # from a machine that is none of it, as far as Ray can tell
    process = crawl(SEED, *starts(web), address=cluster.client_address)
    wait_for_pages(process, folder, 10)
    status, _, err = end(process, signal.SIGINT)
    assert status == 130, err
    assert "Crawlers: 3 on 2 nodes; readers: 3" in err
    assert count(folder, "select count(*) from frontier where status = 'claimed'") == 0
    assert rows(folder, "select stop_reason from runs") == [("interrupted",)]

    process = crawl()
    wait_for_pages(process, folder, 50)
    kill_one(cluster, "ray::CrawlerActor")
    wait_for_pages(process, folder, 80)
    kill_one(cluster, "ray::read")
    wait_for_pages(process, folder, 110)
    cluster.kill_node()
    status, err = finished(process)
    cluster.add_node()
    assert status == 0, err
    assert articles(folder) == alone
    check_whole(folder)
    check_manners(web)

    found = answer("status", cwd=folder)
    assert [row["number"] for row in found["crawlers"]] == [0, 1, 2]
    assert sum(row["restarts"] for row in found["crawlers"]) >= 1
    assert found["desk"]["lag"] >= 0
    ran = found["runs"][0]
    assert sum(row["pages"] for row in found["crawlers"]) == ran["pages"]
    assert answer("report", cwd=folder)["crew"]["crawlers"] == found["crawlers"]


OTHER_RAY = """
import ray
from crawler.cli import main
ray.__version__ = "2.0.0"
main()
"""


def test_another_version_of_ray_is_one_line(cluster, tmp_path):
    for address in (cluster.address, cluster.client_address):
        command = [sys.executable, "-c", OTHER_RAY, "crawl", "--ray", address]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "Version mismatch" in line
        assert "2.0.0" in line
        assert "install the same" in line
    assert list(tmp_path.iterdir()) == []


def test_a_lost_head_ends_the_crawl_and_nothing_else(crawl, cluster, web, folder, alone):
    process = crawl(SEED, *starts(web))
    wait_for_pages(process, folder, 20)
    cluster.kill_head()
    status, err = finished(process)
    assert status == 1
    assert "does not answer any more; what was saved is safe" in err.splitlines()[-1]

    done = corpuscle("crawl", cwd=folder)  # on this machine alone
    assert done.returncode == 0, done.stderr
    assert articles(folder) == alone
    check_whole(folder)
    check_manners(web)
