"""One crawl over a web that plays every trick: each has its reason, and every good article is had."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from authority import trusted
from cases import addresses, labyrinths, pages, redirects, sites, statuses, wire
from console import corpuscle
from hostile_web import ABSENT, FILES, HUB, KEPT, READ, Case, HostileWeb, slug
from wildweb import crawl, starts

from crawler import urls
from crawler.terminal.text import HARMFUL

HERE = Path(__file__).parent
TIMEOUT, READING = 4.0, 20.0
MEGABYTES = 400
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
parallel = {labyrinths.PARALLEL}
[reading]
workers = {labyrinths.READERS}
seconds = {READING}
[judges]
min_relevance = 0.0
min_words = 20
[traps]
shape = 8
host = {labyrinths.HOST}
domain = {labyrinths.DOMAIN}
per_article = 1
"""
CASES: dict[str, Case] = {
    name: case
    for table in (addresses, labyrinths, pages, redirects, sites, statuses, wire)
    for name, case in table.CASES.items()
}
KNOWN = """select f.url, iif(a.id is not null and a.reason is null, 'kept', coalesce(a.reason, f.reason)),
  coalesce(f.detail, p.detail, ''), p.fetched_at
from frontier f left join pages p using (id) left join articles a using (id)"""


OUTCOMES = {READ: (KEPT, "too-short", "duplicate")}


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
                PYTHONPATH=os.pathsep.join(sys.path),
                **trusted(folder),
            )
        self.known = {urls.key(row[0]): row for row in self.run.rows(KNOWN)}

    def row(self, host: str, url: str) -> tuple:
        address = urls.clean(self.web.fill(host, url))
        return self.known.get(urls.key(address) if address else 0, (None, ABSENT, "", None))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Crawled:
    return Crawled(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("name", CASES)
def test_a_trick_has_its_reason(crawled, name):
    host, case = slug(name), CASES[name]
    _, reason, detail, _ = row = crawled.row(host, case.url)
    assert reason in OUTCOMES.get(case.reason, (case.reason,)), row
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
    for path in FILES:
        paths.pop(path, 0)
    assert good == (case.good == KEPT)
    if isinstance(case.asked, int):
        assert 1 <= paths.total() <= case.asked, paths
    else:
        assert paths == dict.fromkeys(case.asked, 1)


def test_every_address_ends_as_an_article_or_a_reason(crawled):
    assert crawled.run.status == 0, crawled.run.said
    assert crawled.run.rows("select stop_reason from runs") == [("frontier",)]
    assert [row for row in crawled.known.values() if row[1] is None] == []
    assert crawled.run.rows("select url from frontier where status not in ('done', 'refused')") == []
    assert corpuscle("doctor", cwd=crawled.folder).returncode == 0


def test_nobody_is_asked_twice_for_what_sites_say_to_machines(crawled):
    asked = Counter((one.host, one.port, one.path) for one in crawled.web.asked if one.path in FILES)
    round_and_round = (slug("robots in a circle"), crawled.web.plain.port, FILES[0])
    assert asked.pop(round_and_round) == 1 + redirects.HOPS
    assert set(asked.values()) == {1}


def test_no_request_gives_anything_away(crawled):
    heads = [*crawled.web.plain.requests, *crawled.web.secure.requests]
    given = re.compile("^(cookie|referer|authorization):|secret", re.IGNORECASE | re.MULTILINE)
    assert heads
    assert [head for head in heads if given.search(head)] == []
    assert crawled.run.rows("select url from frontier where url like '%secret%'") == []


def test_time_and_memory_are_bounded(crawled):
    limit = TIMEOUT + SLACK
    late = [row for row in crawled.known.values() if row[3] and seconds_of(crawled.web, row) > limit]
    assert late == []
    assert crawled.run.rows("select max(read_seconds) < ? from pages", READING) == [(1,)]
    assert crawled.run.megabytes < MEGABYTES


def seconds_of(web: HostileWeb, row: tuple) -> float:
    """How long it took from a request to what became of it; 0 for what did not get there."""
    parts = urlsplit(row[0])
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    host = (parts.hostname or "").removesuffix(".localhost")
    moments = [one.moment for one in web.asked if (one.host, one.path) == (host, path)]
    return datetime.fromisoformat(row[3]).timestamp() - max(moments) if moments else 0.0


@pytest.mark.parametrize("name", pages.TITLES)
def test_a_title_can_be_shown(crawled, name):
    url = urls.clean(crawled.web.trick(slug(f"a title of {name}")))
    ((title,),) = crawled.run.rows("select title from corpus where url = ?", url)
    assert not HARMFUL.search(title)
    assert 0 < len(title) <= 500
    if name in ("SQL", "formulas", "a template"):
        assert title == pages.TITLES[name]


def test_what_stands_in_titles_does_not_reach_the_terminal(crawled):
    said = corpuscle("why", crawled.web.trick(slug("a title of escape sequences")), cwd=crawled.folder).stdout
    assert "owned" in said
    assert not HARMFUL.search(said + crawled.run.said)


@pytest.mark.parametrize("name", sites.RESERVED)
def test_a_reservation_is_recorded(crawled, name):
    sql = "select reserved from rights_summary where url = ?"
    assert crawled.run.rows(sql, crawled.web.trick(slug(name))) == [(1,)]
