"""One crawl over a web that plays every trick: each has its reason, and every good article is had."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from authority import trusted
from cases import addresses, labyrinths, pages, redirects, sites, statuses
from console import corpuscle
from hostile_web import ABSENT, FILES, HUB, KEPT, Case, HostileWeb, slug
from wildweb import crawl, starts

from crawler import urls

HERE = Path(__file__).parent
TIMEOUT, READING = 4.0, 6.0
SLACK = 6.0  # seconds by which an answer may be late on a busy machine
SETTINGS = f"""
[manners]
delay = 0.0
allow_private = true
attempts = 1
per_address = 0
timeout = {TIMEOUT}
max_megabytes = 12.0
max_header_kilobytes = 32
[crawl]
pages = 0
depth = 100
parallel = 32
[reading]
workers = 2
seconds = {READING}
[judges]
min_relevance = 0.0
min_words = 20
[traps]
shape = 5
host = {labyrinths.HOST}
domain = {labyrinths.DOMAIN}
per_article = 1
"""
CASES: dict[str, Case] = {
    name: case
    for table in (addresses, labyrinths, pages, redirects, sites, statuses)
    for name, case in table.CASES.items()
}
KNOWN = """select f.url, iif(a.id is not null and a.reason is null, 'kept', coalesce(a.reason, f.reason)),
  coalesce(f.detail, p.detail, ''), p.fetched_at, p.read_seconds, f.status
from frontier f left join pages p using (id) left join articles a using (id)"""


class Crawled:
    """The crawl, when it is over, and the web with its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with HostileWeb(CASES, folder) as self.web:
            self.run = crawl(
                folder,
                *starts(self.web.home(HUB)),
                "--breadth",
                settings=SETTINGS,
                program=(sys.executable, HERE / "deadly.py"),
                PYTHONPATH=os.pathsep.join(map(str, (HERE, HERE.parent, HERE.parent.parent))),
                **trusted(folder),
            )
        self.known = {urls.key(row[0]): row for row in self.run.rows(KNOWN)}

    def row(self, host: str, url: str) -> tuple:
        address = urls.clean(self.web.fill(host, url))
        return self.known.get(urls.key(address) if address else 0, (None, ABSENT, "", None, None, None))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Crawled:
    return Crawled(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("name", CASES)
def test_a_trick_has_its_reason(crawled, name):
    host, case = slug(name), CASES[name]
    _, reason, detail, *_ = row = crawled.row(host, case.url)
    assert reason == case.reason, row
    assert case.detail in detail
    for url, expected in case.also.items():
        assert crawled.row(host, url)[1] == expected, url


@pytest.mark.parametrize("name", CASES)
def test_the_good_article_beside_a_trick_is_had(crawled, name):
    assert crawled.row(slug(name), "{home}good")[1] == CASES[name].good


@pytest.mark.parametrize("name", CASES)
def test_a_trick_costs_the_requests_that_it_must_and_no_more(crawled, name):
    host, case = slug(name), CASES[name]
    paths = crawled.web.paths(host)
    good = paths.pop("/good", 0)
    files = {path: paths.pop(path, 0) for path in FILES}
    assert good == (case.good == KEPT)
    if isinstance(case.asked, int):
        assert 1 <= paths.total() <= case.asked, paths
    else:
        assert paths == dict.fromkeys(case.asked, 1)
        assert max(files.values()) <= 2


def test_every_address_ends_as_an_article_or_a_reason(crawled):
    assert crawled.run.rows(f"{KNOWN} where f.status not in ('done', 'refused')") == []
    assert [row for row in crawled.known.values() if row[1] is None] == []
    assert crawled.run.rows("select stop_reason from runs") == [("frontier",)]
    assert corpuscle("doctor", cwd=crawled.folder).returncode == 0
    assert crawled.run.status == 0
    assert "Traceback" not in crawled.run.said


def test_time_and_memory_are_bounded(crawled):
    assert crawled.run.megabytes < 400
    print("SECONDS", crawled.run.seconds, "MB", crawled.run.megabytes, len(crawled.web.asked))
