"""robots.txt as RFC 9309 has it: what each file allows, by the parser and over the network.

The facts stand in `robots_cases.py`.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest
from console import corpuscle
from robots_cases import BYTES, FACTS, everyone
from siteweb import SiteWeb

from crawler.rules import RobotsTxt, text_of

ROBOT = "Corpuscle"
HOST = "http://a.example"
# name, file, path, whether that is allowed
CASES = [
    (f"{fact.name}: {path}", fact.text, path, allowed)
    for fact in FACTS
    for paths, allowed in ((fact.allowed, True), (fact.forbidden, False))
    for path in paths
]


def test_there_are_enough_cases_and_each_is_another():
    assert len(CASES) >= 150
    assert len({(text, path) for _, text, path, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("text", "path", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_file_allows(text, path, allowed):
    assert RobotsTxt.parse(text, ROBOT).allows(HOST + path) is allowed
    # as it comes over the network
    assert RobotsTxt.parse(text_of(text.encode()), ROBOT).allows(HOST + path) is allowed


@pytest.mark.parametrize(("body", "allowed"), [case[1:] for case in BYTES], ids=[case[0] for case in BYTES])
def test_bytes_become_rules(body, allowed):
    assert RobotsTxt.parse(text_of(body), ROBOT).allows(f"{HOST}/x") is allowed


def test_a_rule_in_latin_1_fits_the_address_in_latin_1():
    robots = RobotsTxt.parse(text_of("User-agent: *\nDisallow: /café/".encode("latin-1")), ROBOT)
    assert not robots.allows(f"{HOST}/caf%E9/x")
    assert robots.allows(f"{HOST}/caf%C3%A9/x")


@pytest.mark.parametrize("rule", ["/" + "*a" * 1000 + "$", "/" + "*" * 500_000 + "b", "*a*b" * 100_000])
def test_no_rule_takes_long(rule):
    began = time.process_time()
    robots = RobotsTxt.parse(everyone(f"Disallow: {rule}"), ROBOT)
    for _ in range(10):
        assert robots.allows(f"{HOST}/{'a' * 1990}c")
    assert time.process_time() - began < 2


# What can't be an address of a page is never asked for, and an address without its path has one.
FETCHED = [
    case
    for case in CASES
    if case[2].startswith("/")
    and not case[2].startswith(("//", "/robots.txt"))
    and not any(sign in case[2] for sign in (".gif", ".js", ".txt"))
][::5]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """One crawl of a site for each case: what was asked of it, and what is said of its page."""
    folder = tmp_path_factory.mktemp("sites")
    (folder / "corpuscle.toml").write_text(
        "[manners]\ndelay = 0.0\nallow_private = true\n[reading]\nworkers = 1"
    )
    texts = {f"case{number}": text for number, (_, text, _, _) in enumerate(FETCHED)}
    pages = {"/robots.txt": lambda site: texts[site], "": lambda _: "<p>A page."}
    with SiteWeb(pages) as web:
        starts = [("--start", web.url(f"case{number}", case[2])) for number, case in enumerate(FETCHED)]
        done = corpuscle("crawl", *(part for start in starts for part in start), "--depth", 0, cwd=folder)
        assert done.returncode == 0, done.stderr
        with closing(sqlite3.connect(folder / "corpus.db")) as connection:
            rows = connection.execute(
                "select f.host, f.reason, p.robots, f.detail from frontier f left join pages p using (id)"
            ).fetchall()
        yield web.asked(), {host.partition(".")[0]: row for host, *row in rows}


def test_enough_cases_are_fetched():
    assert len(FETCHED) >= 35
    assert {allowed for *_, allowed in FETCHED} == {True, False}


@pytest.mark.parametrize("number", range(len(FETCHED)), ids=[case[0] for case in FETCHED])
def test_a_crawl_asks_for_what_is_allowed(crawled, number):
    asked, rows = crawled
    site = f"case{number}"
    _, text, _, allowed = FETCHED[number]
    reason, robots, detail = rows[site]
    pages = [path for path in asked[site] if path not in ("/robots.txt", "/.well-known/tdmrep.json")]
    assert asked[site][0] == "/robots.txt"
    assert len(pages) == allowed
    assert (reason == "robots") is not allowed
    rule = robots if allowed else detail.removeprefix("robots.txt: ")
    assert rule == "no rule" or rule in text
