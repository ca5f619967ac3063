"""The network goes away for a while: nothing is lost, and no attempt is used up."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from console import free_port, wait_for
from recorder import Recorder, article

HOSTS, PAGES = 5, 5
SETTINGS = """
[manners]
delay = 0.1
allow_private = true
attempts = 1
outage_minutes = {minutes}
[judges]
min_relevance = 0.0
[focus]
min_chance = 0.0
[duplicates]
find = false
[reading]
workers = 1
"""
# the same program, told to lose patience sooner
PROGRAM = """
from crawler.bot import outage, spider
outage.SILENCE, outage.PROBE, spider.PROBE = 0.6, 0.3, 0.3
from crawler.cli import main
main()
"""


def reply(host, path):
    return article(f"{host} {path}") if path.startswith("/page") else (404, {}, b"")


@pytest.fixture
def web():
    with Recorder(reply) as web:
        yield web


def begin(web, folder, minutes, *more):
    (folder / "corpuscle.toml").write_text(SETTINGS.format(minutes=minutes))
    pages = [web.url(f"h{host}", f"page{page}") for page in range(PAGES) for host in range(HOSTS)]
    starts = [part for page in (*pages, *more) for part in ("--start", page)]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "crawl", *starts], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def states(folder):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(
            "select status, sum(attempts), count(*) from frontier group by status"
        ).fetchall()


def test_an_outage_costs_nothing(web, tmp_path):
    process = begin(web, tmp_path, 1.0)
    wait_for(lambda: len(web.pages()) >= HOSTS)
    web.stop()
    time.sleep(1.5)
    web.start()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert states(tmp_path) == [("done", 0, HOSTS * PAGES)], out


def test_a_network_that_stays_away_ends_the_run(web, tmp_path):
    process = begin(web, tmp_path, 0.01)
    wait_for(lambda: len(web.pages()) >= HOSTS)
    web.stop()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "nothing could be reached any more" in out
    assert {(status, attempts) for status, attempts, _ in states(tmp_path)} == {("done", 0), ("queued", 0)}


def test_a_crawl_that_ends_with_dead_hosts_is_no_outage(web, tmp_path):
    dead = [f"http://dead{number}.localhost:{free_port()}/page" for number in range(8)]
    process = begin(web, tmp_path, 1.0, *dead)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "everything found is read" in out
    assert states(tmp_path) == [("done", 0, HOSTS * PAGES), ("refused", len(dead), len(dead))]
