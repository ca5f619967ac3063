"""From a text without an address to its first links, and on: the program, against played providers."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from console import answer, corpuscle, free_port
from provider_answers import Story
from providerweb import ProviderWeb, throttled
from served import Site

from crawler.demo import DemoWeb

SEED = """---
title: A telephone company shows its car without a car
published: 2026-01-20
language: en
---

# A telephone company shows its car without a car

Nimbus Mobile invited two thousand guests to a hall by the harbour and showed them no car. Lena Okafor
spoke for three hours about motors, batteries and a chassis, and about the Nimbus N7 that is to carry all
of them.

The battery cells come from Voltara, and the software is DriftOS, which owners of a Nimbus telephone know
from their pockets. Hartwell, the rival phone maker, has had seven thousand engineers at work on cars for
years; Nimbus has three thousand.

Why show the technology and not the car? Okafor said that people should understand what they are buying.
Analysts of electric cars said that the price was not ready, and that Hartwell Drive had taken the
headlines for a month.
"""
SETTINGS = """
[manners]
delay = 0.0
allow_private = true
contact = "me@example.org"
retry_minutes = 60
[reading]
workers = 1
[crawl]
pages = 50
"""
KNOWN = ("autodaily", "techherald")  # sites whose articles the providers know


@pytest.fixture(scope="module")
def web():
    with DemoWeb() as web:
        yield web


@pytest.fixture(scope="module")
def stories(web):
    return [
        Story(one.url, one.title, one.published, one.site, one.site.title())
        for one in web.articles
        if one.site in KNOWN
    ]


def prepare(folder, settings, more=""):
    (folder / "seed.md").write_text(SEED)
    (folder / "corpuscle.toml").write_text(settings + SETTINGS + more)
    return folder


@pytest.fixture(scope="module")
def crawled(tmp_path_factory, stories):
    """A crawl from the text alone, with one provider throttled and one forbidden by its robots.txt."""
    folder = tmp_path_factory.mktemp("crawled")
    with ProviderWeb(stories, {"gdelt": throttled}, {"searxng"}) as providers:
        asked = "gdelt", "bing-news", "google-news", "searxng", "feeds", "sitemaps"
        prepare(folder, providers.settings(*asked))
        done = corpuscle("crawl", "seed.md", cwd=folder)
        assert done.returncode == 0, done.stderr
        yield folder, providers, done


def rows(folder, sql):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def test_from_a_text_alone_to_related_articles(crawled, web):
    folder, _, done = crawled
    themes = {one.url: one.theme for one in web.articles}
    kept = [themes[url] for (url,) in rows(folder, "select url from corpus") if url in themes]
    assert len(kept) > 15
    assert Counter(kept).most_common(1)[0][0] == "ev-makers"
    assert "Planted 1 seeds and 0 addresses to begin from.\nAsking for more: " in done.stderr
    assert "bing-news     asked 8, found " in done.stdout
    assert (
        "gdelt         not measured: throttled (Please limit requests to one every 5 seconds" in done.stdout
    )
    assert "searxng       not measured: robots (robots.txt: Disallow: /)" in done.stdout
    assert "google-news   asked 8" in done.stdout
    assert "headlines without addresses" in done.stdout


def test_every_step_shows_in_why(crawled):
    folder, _, _ = crawled
    ((url,),) = rows(
        folder,
        """select a.url from corpus a join frontier f on f.id = a.id join frontier v on v.id = f.via
        join finds n on n.query = v.via and n.target = v.id where f.kind = 'related' limit 1""",
    )
    why = answer("why", url, cwd=folder)
    assert why["seed"]["path"].endswith("seed.md")
    query, find, page = why["trail"]
    assert (query["query"]["provider"], query["query"]["outcome"]) == ("bing-news", "found")
    assert query["query"]["terms"]
    assert query["query"]["since"] < "2026-01-20" < query["query"]["until"]
    assert (find["kind"], find["find"]["title"], find["find"]["site"]) == (
        "search",
        find["title"],
        find["find"]["site"],
    )
    assert find["find"]["published"]
    assert page["kind"] == "related"
    told = " ".join(corpuscle("why", url, cwd=folder).stdout.split())
    assert "asked bing-news for “" in told
    assert "dated 202" in told


def test_the_trail_shows_in_datasette(crawled):
    folder, _, _ = crawled
    ((number,),) = rows(folder, "select a.id from corpus a join finds n on n.target = a.id limit 1")
    site = Site(folder / "corpus.db")
    for path in (f"/corpus/articles/{number}", f"/corpus/-/why?url={number}"):
        trail = " ".join(site.page(path).xpath("//ol[@class='trail']")[0].text_content().split())
        assert "Asked bing-news for “" in trail
        assert "Named in the answer, number " in trail


def test_what_is_opaque_is_never_fetched_but_its_sites_are_asked(crawled):
    folder, _, _ = crawled
    opaque = "select count(*) from frontier where reason = 'opaque'"
    assert rows(folder, opaque)[0][0] > 5
    assert rows(
        folder, "select count(*) from frontier join pages using (id) where frontier.reason = 'opaque'"
    ) == [(0,)]
    onward = rows(
        folder,
        """select distinct q.provider from queries q join frontier f on f.id = q.id
        join queries g on g.id = f.via where g.provider = 'google-news'""",
    )
    assert {provider for (provider,) in onward} == {"feeds", "sitemaps"}
    titled = "select count(*) from finds where evidence like 'the headline “%” was looked for'"
    assert rows(folder, titled)[0][0] > 0


def test_nobody_is_asked_twice(crawled):
    folder, providers, _ = crawled
    before = Counter(providers.queries())
    assert set(before.values()) == {1}
    report = answer("discover", "seed.md", cwd=folder)
    assert Counter(providers.queries()) == before
    assert report["finds"][0].keys() >= {"url", "title", "published", "site", "evidence", "provider"}
    lines = {line["provider"]: line for line in report["providers"]}
    assert lines["bing-news"]["asked"] == 8
    assert lines["gdelt"]["unmeasured"][0]["reason"] == "throttled"


def test_discover_asks_and_fetches_nothing_else(tmp_path, stories, web):
    with ProviderWeb(stories) as providers:
        prepare(tmp_path, providers.settings("gdelt"))
        web.requests.clear()
        done = corpuscle("discover", "seed.md", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert web.requests == []
        assert "gdelt         asked 8, found " in done.stdout
    assert rows(tmp_path, "select distinct kind, status, reason from frontier where depth = 0") == [
        ("search", "refused", "answered")
    ]
    assert all(
        urlsplit(url).path for (url,) in rows(tmp_path, "select url from frontier where status = 'queued'")
    )
    assert rows(tmp_path, "select stop_reason from runs") == [("asked",)]


def test_without_a_network_each_provider_says_so(tmp_path):
    port = free_port()
    prepare(
        tmp_path,
        f"""
[discovery]
providers = ["gdelt", "bing-news"]
gdelt = "http://gdelt.localhost:{port}/"
bing_news = "http://bing.localhost:{port}/"
""",
    )
    done = corpuscle("discover", "seed.md", cwd=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("is asked again by the next `corpuscle discover`.\n")
    lines = done.stdout.splitlines()
    assert [line.split()[:4] for line in lines] == [
        ["bing-news", "not", "measured:", "robots-unreachable"],
        ["gdelt", "not", "measured:", "robots-unreachable"],
    ]


def test_nobody_is_asked_where_that_is_off(tmp_path):
    prepare(tmp_path, "")
    off = corpuscle("crawl", "seed.md", "--no-discover", cwd=tmp_path)
    assert off.returncode == 3
    assert "nobody is asked for one (discovery is off)" in off.stderr
