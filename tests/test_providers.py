"""What providers are asked, and what is made of their answers: as documented, and as they go wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

import provider_answers as answers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from provider_answers import PAGE, THROTTLE, Story

from crawler.discover.answer import MOST_UNPACKED
from crawler.discover.asking import read_answer
from crawler.discover.listed import read_list
from crawler.discover.providers import PROVIDERS
from crawler.discover.providers.searxng import time_range
from crawler.discover.providers.sitemaps import DEEPEST
from crawler.discover.reading import read_found
from crawler.discover.sites import origin
from crawler.reasons import Reason
from crawler.records import Ask, Kind, Page, Query, Target, Window
from crawler.settings import Discovery
from crawler.settings.discovery import ASKED_BY_DEFAULT
from crawler.settings.discovery import PROVIDERS as NAMES

FERRY = Story(
    "https://one.example/2024/03/ferry-sails",
    "Ferry sails & returns",
    datetime(2024, 3, 2, 9, 30, tzinfo=UTC),
)
HARBOUR = Story(
    "https://two.example/harbour", "Harbour opens", datetime(2024, 3, 5, tzinfo=UTC), "two.example", "Two"
)
QUERY = Query(("ferry", "Ada Bell"), "de")
MARCH = Window(date(2024, 3, 1), date(2024, 3, 31))
ON = Discovery(providers=NAMES, sites=("one.example",), searxng="https://search.example/base")
ASKS = {name: next(iter(provider.asks(QUERY, MARCH, ON))) for name, provider in PROVIDERS.items()}
GOOD = {
    "feeds": answers.rss("<item><title>Ferry</title><link>/ferry</link></item>"),
    "sitemaps": answers.sitemap([FERRY]),
    "gdelt": answers.gdelt([FERRY, HARBOUR]),
    "google-news": answers.google_news([FERRY, HARBOUR]),
    "bing-news": answers.bing_news([FERRY, HARBOUR]),
    "searxng": answers.searxng([FERRY, HARBOUR]),
    "wayback": answers.wayback([FERRY.url], "com,example)/b 2024"),
    "common-crawl": answers.common_crawl([FERRY.url]),
}


def page(body, ask, status=200, **fields):
    body = body.encode() if isinstance(body, str) else body
    return Page(ask.url, ask.url, status, body=body, size=len(body), **fields)


def of_file(name):
    """The ask that reads what GOOD has: lists of sites are asked where they are first."""
    return replace(ASKS[name], sites=ASKS[name].sites if name == "wayback" else (), step=1)


def read(name, body, ask=None, on=ON, **fields):
    ask = ask or (of_file(name) if name in ("feeds", "sitemaps", "common-crawl") else ASKS[name])
    return read_answer(page(body, ask, **fields), ask, on)


def asked(ask):
    return dict(parse_qsl(urlsplit(ask.url).query))


# what is asked


def test_the_settings_name_everybody():
    assert {*PROVIDERS, "urls"} == set(NAMES)
    assert set(ASKED_BY_DEFAULT) == set(NAMES) - {"wayback", "common-crawl"}
    assert all(provider.name == name for name, provider in PROVIDERS.items())


@pytest.mark.parametrize(
    ("name", "place", "parameters"),
    [
        (
            "gdelt",
            "https://api.gdeltproject.org/api/v2/doc/doc",
            {"query": 'ferry "Ada Bell"', "mode": "artlist", "format": "json", "maxrecords": "50",
             "startdatetime": "20240301000000", "enddatetime": "20240331235959", "sort": "hybridrel"},
        ),
        (
            "google-news",
            "https://news.google.com/rss/search",
            {"q": 'ferry "Ada Bell" after:2024-02-29 before:2024-04-01', "hl": "de-DE", "gl": "DE",
             "ceid": "DE:de"},
        ),
        ("bing-news", "https://www.bing.com/news/search",
         {"q": 'ferry "Ada Bell"', "format": "rss", "mkt": "de-DE"}),
        (
            "searxng",
            "https://search.example/base/search",
            {"q": 'ferry "Ada Bell"', "format": "json", "categories": "news", "language": "de",
             "pageno": "1"},
        ),
        ("feeds", "https://one.example/", {}),
        ("sitemaps", "https://one.example/robots.txt", {}),
        ("common-crawl", "https://index.commoncrawl.org/collinfo.json", {}),
    ],
)  # fmt: skip
def test_what_is_asked(name, place, parameters):
    ask = ASKS[name]
    assert ask.url.partition("?")[0] == place
    assert asked(ask) == parameters
    assert (ask.provider, ask.query, ask.window) == (name, QUERY, MARCH)


def test_the_archive_is_asked_for_pages_of_days_each_once():
    parameters = parse_qs(urlsplit(ASKS["wayback"].url).query)
    assert parameters == {
        "url": ["one.example/*"], "output": ["json"], "fl": ["original,timestamp"], "collapse": ["urlkey"],
        "limit": ["5000"], "showResumeKey": ["true"], "from": ["20240301"], "to": ["20240331"],
        "filter": ["statuscode:200", "mimetype:text/html"],
    }  # fmt: skip


def test_without_days_the_last_three_months_are_asked_for():
    (ask,) = PROVIDERS["gdelt"].asks(Query(("a long line",), exact=True), Window(), ON)
    assert asked(ask)["timespan"] == "3months"
    assert asked(ask)["query"] == '"a long line"'


def test_who_is_not_set_up_is_not_asked():
    off = Discovery(gdelt="", google_news="", bing_news="", wayback="", common_crawl="")
    assert [ask for provider in PROVIDERS.values() for ask in provider.asks(QUERY, MARCH, off)] == []


@pytest.mark.parametrize(
    ("days", "span"), [(0, "day"), (5, "week"), (20, "month"), (100, "year"), (1000, None)]
)
def test_a_window_as_a_span_back_from_today(days, span):
    today = date(2026, 3, 20)
    assert time_range(Window(date.fromordinal(today.toordinal() - days)), today) == span
    assert time_range(Window(), today) is None


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("one.example", "https://one.example"),
        ("http://a.localhost:8000/b?c", "http://a.localhost:8000"),
        ("Mondo Social", None),
        ("newspaper", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_site_by_its_host(site, expected):
    assert origin(site) == expected


# what is read


def test_gdelt():
    first, second = read("gdelt", GOOD["gdelt"]).finds
    assert (first.url, first.title, first.published) == (FERRY.url, FERRY.title, "2024-03-02T09:30:00+00:00")
    assert (second.site, second.evidence) == ("two.example", "seen by GDELT; English United States")
    assert read("gdelt", "{}").finds == ()
    assert read("gdelt", "{}").reason is None


def test_bing_addresses_are_unwrapped():
    first, second = read("bing-news", GOOD["bing-news"]).finds
    assert (first.url, first.title, first.site) == (FERRY.url, FERRY.title, "The One")
    assert first.published == "2024-03-02T09:30:00+00:00"
    assert not second.is_opaque
    (opaque,) = read("bing-news", GOOD["bing-news"].replace("url=", "u=").partition("<item>")[0]
                     + "<item><title>A</title><link>http://www.bing.com/news/apiclick.aspx?x=1</link></item>"
                     "</channel></rss>").finds  # fmt: skip
    assert opaque.is_opaque


def test_google_news_is_opaque_and_leads_to_the_sites():
    answer = read("google-news", GOOD["google-news"])
    assert [find.is_opaque for find in answer.finds] == [True, True]
    assert (answer.finds[0].title, answer.finds[0].site) == (FERRY.title, "https://one.example")
    onward = [(ask.provider, ask.url, ask.query.terms, ask.query.exact) for ask in answer.asks]
    assert onward == [
        ("feeds", "https://one.example/", (FERRY.title,), True),
        ("sitemaps", "https://one.example/robots.txt", (FERRY.title,), True),
        ("feeds", "https://two.example/", (HARBOUR.title,), True),
        ("sitemaps", "https://two.example/robots.txt", (HARBOUR.title,), True),
    ]
    assert answer.asks[0].window == Window(date(2024, 2, 28), date(2024, 3, 5))
    few = read("google-news", GOOD["google-news"], on=replace(ON, title_sites=1, providers=("sitemaps",)))
    assert [ask.url for ask in few.asks] == ["https://one.example/robots.txt"]


def test_a_headline_is_found_in_the_sitemap_of_its_site():
    ask = replace(of_file("sitemaps"), query=Query((FERRY.title, "Nothing like it at all"), exact=True))
    other = replace(FERRY, url="https://one.example/2024/03/market-day", title="")
    slug = replace(FERRY, url="https://one.example/2024/03/ferry-sails-and-returns-17", title="")
    (find,) = read("sitemaps", answers.sitemap([other, slug]), ask).finds
    assert (find.url, find.title) == (slug.url, FERRY.title)
    assert find.evidence == f"the headline “{FERRY.title}” was looked for"


def test_searxng_asks_for_further_pages_while_there_are_any():
    answer = read("searxng", GOOD["searxng"])
    assert [find.url for find in answer.finds] == [FERRY.url, HARBOUR.url]
    assert answer.finds[0].evidence == "found by bing news, qwant news"
    assert [asked(ask)["pageno"] for ask in answer.asks] == ["2"]
    last = replace(ASKS["searxng"], step=ON.files - 1)
    assert read("searxng", GOOD["searxng"], last).asks == ()
    assert read("searxng", answers.searxng([])).asks == ()


def test_searxng_whose_engines_are_silent_was_not_measured():
    answer = read("searxng", answers.searxng([], [["google", "CAPTCHA"]]))
    assert (answer.reason, answer.detail) == (
        Reason.THROTTLED,
        "its engines did not answer: google CAPTCHA",
    )
    off = read("searxng", b"", status=403, reason=Reason.HTTP_ERROR)
    assert "search: formats: in its settings.yml" in off.detail


def test_the_archive_goes_on_with_its_key():
    answer = read("wayback", GOOD["wayback"])
    assert [(find.url, find.evidence) for find in answer.finds] == [
        (FERRY.url, "seen by the Wayback Machine on 2024-03-02")
    ]
    (more,) = answer.asks
    assert parse_qs(urlsplit(more.url).query)["resumeKey"] == ["com,example)/b 2024"]
    assert more.step == 1
    assert read("wayback", answers.wayback([FERRY.url])).asks == ()
    assert read("wayback", "[]").reason is None


def test_common_crawl_asks_the_crawls_of_the_window():
    on = replace(ON, common_crawl="https://index.example/")
    answer = read_answer(
        page(answers.collinfo("https://index.example"), ASKS["common-crawl"]), ASKS["common-crawl"], on
    )
    (ask,) = answer.asks
    assert ask.url.startswith("https://index.example/CC-MAIN-2024-10-index?url=one.example%2F%2A&output=json")
    (find,) = read("common-crawl", GOOD["common-crawl"], ask).finds
    assert (find.url, find.evidence) == (FERRY.url, "seen by Common Crawl on 2024-03-02")
    none = read("common-crawl", b"", ask, status=404, reason=Reason.GONE)
    assert (none.reason, none.finds) == (None, ())
    elsewhere = page(answers.collinfo("https://evil.example"), ASKS["common-crawl"])
    assert read_answer(elsewhere, ASKS["common-crawl"], on).asks == ()


def test_feeds_of_a_home_page():
    home = """<html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/atom+xml" href="/atom.xml"><link rel="stylesheet" href="/a.css">
<link rel="alternate" type="application/feed+json" href="/feed.json"></head><body>Hello</body></html>"""
    answer = read("feeds", home, ASKS["feeds"])
    assert [ask.url for ask in answer.asks] == [
        f"https://one.example{path}" for path in ("/atom.xml", "/feed.json", "/comments/feed/")
    ]
    assert {(ask.sites, ask.step) for ask in answer.asks} == {((), 1)}
    linked = read("feeds", '<p><a href="/rss/">RSS</a><a href="/feedback">Say</a></p>', ASKS["feeds"])
    assert [ask.url for ask in linked.asks] == ["https://one.example/rss/"]
    assert read("feeds", "<p>Nothing here</p>", ASKS["feeds"]).detail == "its home page names no feed"
    # a feed that is a page names no feeds again, or this had no end
    assert read("feeds", home).reason is Reason.BAD_ANSWER


RSS = answers.rss(
    "<item><title>A</title><link>https://one.example/a</link>"
    "<pubDate>Sat, 02 Mar 2024 09:30:00 GMT</pubDate></item>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/>
<published>2024-03-02T09:30:00Z</published></entry></feed>"""
ITEM = {"id": "https://one.example/a", "title": "A", "date_published": "2024-03-02T09:30:00Z"}
JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [ITEM]})


@pytest.mark.parametrize("body", [RSS, ATOM, JSON])
def test_entries_of_feeds_have_titles_and_dates(body):
    (find,) = read("feeds", body).finds
    assert (find.url, find.title) == ("https://one.example/a", "A")
    assert find.published == "2024-03-02T09:30:00+00:00"


def test_sitemaps_from_robots_to_the_news():
    robots = f"""User-agent: *
Disallow:
{"# padding" * 3000}
Sitemap: https://one.example/images.xml
Sitemap: /no
Sitemap: https://one.example/index.xml
"""
    first = read("sitemaps", robots, ASKS["sitemaps"])
    assert [ask.url for ask in first.asks] == [
        "https://one.example/index.xml",
        "https://one.example/images.xml",
    ]
    index = answers.sitemap_index(
        [
            ("https://one.example/sitemap-2023-11.xml", ""),
            ("https://one.example/sitemap-2024-03.xml", "2024-04-01"),
            ("https://one.example/old.xml", "2024-01-31"),
            ("https://one.example/tags.xml", "2024-03-31"),
            ("https://one.example/news.xml", "2024-03-31"),
        ]
    )
    second = read("sitemaps", index, first.asks[0])
    names = [ask.url.rpartition("/")[2] for ask in second.asks]
    assert names == ["sitemap-2024-03.xml", "news.xml", "tags.xml"]
    late = replace(HARBOUR, published=datetime(2024, 5, 1, tzinfo=UTC))
    (find,) = read(
        "sitemaps", answers.zipped(answers.sitemap([late, FERRY], news=True)), second.asks[0]
    ).finds
    assert (find.title, find.published) == (FERRY.title, "2024-03-02T09:30:00+00:00")
    deep = replace(second.asks[0], step=DEEPEST)
    assert read("sitemaps", index, deep).asks == ()


def test_without_a_robots_txt_the_usual_place_is_looked_at():
    answer = read("sitemaps", b"", ASKS["sitemaps"], status=404, reason=Reason.GONE)
    (ask,) = answer.asks
    assert (ask.url, answer.reason) == ("https://one.example/sitemap.xml", None)
    nothing = read("sitemaps", b"", ask, status=404, reason=Reason.GONE)
    assert (nothing.asks, nothing.reason) == ((), None)


def test_entries_with_words_of_the_query_come_first():
    many = [replace(FERRY, url=f"https://one.example/story-{n}", title="") for n in range(9)]
    answer = read("sitemaps", answers.sitemap([*many, FERRY]), on=replace(ON, entries=3))
    assert [find.url for find in answer.finds] == [FERRY.url, many[0].url, many[1].url]


def test_a_list_of_ones_own():
    text = f"# mine\n{FERRY.url}\tThe ferry\n\nnot one\n{FERRY.url}\njavascript:alert(1)\n ftp://a/b\n{HARBOUR.url}"
    finds = read_list(text, "list.txt")
    assert [(find.url, find.title) for find in finds] == [(FERRY.url, "The ferry"), (HARBOUR.url, "")]


# what goes wrong


@pytest.mark.parametrize("name", [name for name in PROVIDERS if name not in ("feeds", "sitemaps")])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (THROTTLE, Reason.THROTTLED),
        (PAGE, Reason.BAD_ANSWER),
        ("", Reason.EMPTY),
        (b"\x00\x00", Reason.EMPTY),
        ('{"articles": [{"url": "https://one.exa', Reason.BAD_ANSWER),
        ("<rss><channel><title>Res", Reason.BAD_ANSWER),
        ("[" * 100_000, Reason.BAD_ANSWER),
        ("null", Reason.BAD_ANSWER),
        (b"\x1f\x8bjunk", Reason.BAD_ANSWER),
    ],
)
def test_what_can_not_be_read_was_not_measured(name, body, reason):
    answer = read(name, body)
    assert (answer.reason, answer.finds, answer.asks) == (reason, (), ())
    assert answer.detail


@pytest.mark.parametrize("name", ["feeds", "sitemaps"])
def test_lists_of_sites_that_are_none(name):
    assert read(name, PAGE).reason is Reason.BAD_ANSWER
    assert read(name, "").reason is Reason.EMPTY
    assert read(name, "<urlset><url>").reason is Reason.BAD_ANSWER


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        (429, Reason.HTTP_ERROR, Reason.THROTTLED),
        (403, Reason.HTTP_ERROR, Reason.HTTP_ERROR),
        (503, Reason.HTTP_ERROR, Reason.HTTP_ERROR),
        (None, Reason.ROBOTS, Reason.ROBOTS),
        (200, Reason.TOO_LARGE, Reason.TOO_LARGE),
    ],
)
def test_an_answer_without_a_body(status, reason, expected):
    answer = read("gdelt", b"", status=status, reason=reason)
    assert answer.reason is expected


def test_a_bomb_is_too_large():
    bomb = answers.zipped(" " * (MOST_UNPACKED + 1))
    assert read("sitemaps", bomb).reason is Reason.TOO_LARGE
    assert read("sitemaps", answers.zipped(GOOD["sitemaps"])[:-9]).reason is Reason.BAD_ANSWER
    entities = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + answers.rss("<item><title>&b;&b;</title><link>/a</link></item>").partition("?>")[2]
    )
    (find,) = read("feeds", entities).finds
    assert find.title == "&b;&b;"


def test_of_a_hundred_thousand_entries_the_first_are_taken():
    stories = [replace(FERRY, url=f"https://one.example/{n}") for n in range(100_000)]
    assert len(read("gdelt", answers.gdelt(stories)).finds) == ON.results


def test_what_a_hostile_answer_names_is_harmless():
    nasty = "A\x1b[31m\u202e\x00b\ud800 " + "c" * 1000
    rows = [
        {"url": "javascript:alert(1)", "title": "x"},
        {"url": "https://one.example/" + "a" * 20_000, "title": "x"},
        {"url": 7},
        {
            "url": "https://one.example/a",
            "title": nasty,
            "domain": nasty,
            "seendate": {"a": 1},
            "language": [],
        },
        None,
    ]
    (find,) = read("gdelt", json.dumps({"articles": rows})).finds
    assert find.title.startswith("A [31m b ccc")
    assert len(find.title) == len(find.site) == 300
    assert find.published is None


@pytest.mark.parametrize("name", PROVIDERS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_bytes_make_it_fail(name, data):
    good = GOOD[name].encode()
    body = data.draw(
        st.one_of(
            st.binary(max_size=300),
            st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.tuples(st.integers(0, len(good)), st.binary(max_size=40), st.integers(0, len(good))).map(
                lambda cut: good[: cut[0]] + cut[1] + good[cut[2] :]
            ),
        )
    )
    for ask in (ASKS[name], of_file(name)):
        reading = read_found(Target(ask.url, Kind.SEARCH, ask=ask), ask, page(body, ask), ON)
        assert reading.reason
        assert len(reading.links) >= len(reading.finds)


# as a reading


def test_a_reading_has_a_link_for_each_find():
    ask = ASKS["gdelt"]
    reading = read_found(Target(ask.url, Kind.SEARCH, ask=ask), ask, page(GOOD["gdelt"], ask), ON)
    assert (reading.reason, reading.page.body) == (Reason.ANSWERED, b"")
    assert [(link.url, str(link.kind), link.anchor, link.position) for link in reading.links] == [
        (FERRY.url, "search", FERRY.title, 0),
        (HARBOUR.url, "search", HARBOUR.title, 1),
    ]
    assert reading.links[0].published == "2024-03-02T09:30:00+00:00"


def test_a_home_page_leads_on_by_its_links_too():
    story = "<li><a href='/2024/03/a-ferry-sails-again'>A ferry sails again</a></li>"
    home = f"<html><body><h1>One</h1><ul>{story * 3}</ul><a href='/rss'>RSS</a></body></html>"
    ask = ASKS["feeds"]
    reading = read_found(Target(ask.url, Kind.SEARCH, ask=ask), ask, page(home, ask), ON)
    assert reading.article is None
    assert "https://one.example/2024/03/a-ferry-sails-again" in [link.url for link in reading.links]
    assert [one.url for one in reading.asks] == ["https://one.example/rss"]


def test_lists_keep_their_kind():
    for name, kind in (("feeds", "feed"), ("sitemaps", "sitemap")):
        ask = of_file(name)
        reading = read_found(Target(ask.url, Kind.SEARCH, ask=ask), ask, page(GOOD[name], ask), ON)
        assert (reading.reason, {str(link.kind) for link in reading.links}) == (Reason.FEED, {kind})


def test_a_stranger_to_the_settings_is_not_measured():
    ask = Ask("https://one.example/", "altavista")
    assert read_answer(page("", ask), ask, ON).reason is Reason.READING_FAILED
