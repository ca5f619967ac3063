"""Whatever bytes come, there is a Reading, soon, and it can be stored."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.reading.document import MOST_ATTRIBUTES, MOST_IN_PARAGRAPHS, MOST_NODES, Document, parse
from crawler.reading.nesting import DEEPEST, shallow
from crawler.reading.page import read
from crawler.reasons import Reason
from crawler.records import Reading

URL = "https://news.example/world/2024/01/a-page-of-some-kind"
SECONDS = 4.0  # of CPU; on an idle machine none takes one
PROSE = "".join(
    f"<p>Sentence {word} of the article says something, and it is long enough to be read.</p>"
    for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")
)
START = f"<html><head><title>A title</title></head><body><article><h1>A title</h1>{PROSE}"
NAMES = ["div", "p", "b", "a href=/world/2024/01/another-page-to-read", "ul", "li", "table", "tr", "td", "h1"]
NAMES += [
    "h2",
    "script",
    "style",
    "svg",
    "form",
    "select",
    "title",
    "meta name=author content=x",
    "base href=x",
]
NAMES += ["body", "html", "br", "img alt=x", "span class='author related'", "time", "noscript"]
TAGS = [f"<{name}>" for name in NAMES] + [f"</{name.split()[0]}>" for name in NAMES]
ODD = [
    "<!--",
    "-->",
    "<![CDATA[",
    "<",
    "&#x110000;",
    "&bogus",
    "\0",
    "\ud800",
    "\u202e",
    "=",
    '"',
    "'",
    "{",
    "[",
]
ODD += [
    '<script type="application/ld+json">',
    '{"@type":"NewsArticle","author":["\\ud800"]}',
    "<h2>Related</h2>",
]
markup = st.lists(st.sampled_from(TAGS + ODD) | st.text(max_size=20), max_size=30).map("".join)
charsets = st.sampled_from(
    [None, "text/html", "text/html; charset=gbk", "text/html; charset=utf-16", "\x00", "é"]
)
few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(reading):
    assert isinstance(reading, Reading)
    assert (reading.article is None) == (reading.reason is not None)
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301  (our own)
    for link in reading.links:
        assert 0 <= link.score <= 1
        f"{link.url}{link.path}".encode()
    if reading.article:
        reading.article.text.encode()
        f"{reading.article.title}{reading.article.author}{reading.article.tags}".encode()


@few
@given(markup, charsets)
def test_any_markup(text, content_type):
    check(read(text.encode("utf-8", "surrogatepass"), URL, content_type))
    check(read(START.encode() + text.encode("utf-8", "surrogatepass"), URL, content_type))


@few
@given(st.binary(max_size=500), charsets)
def test_any_bytes(body, content_type):
    check(read(body, URL, content_type))
    check(read(b"<p>" + body, URL, content_type))


@few
@given(st.text(max_size=60))
def test_any_address(url):
    check(read(START.encode() + b"<a href='../a-page-to-read-next'>The headline of a page</a>", url))


def cpu(function, *arguments):
    start = time.process_time()
    answer = function(*arguments)
    return answer, time.process_time() - start


LD = START + '<script type="application/ld+json">'
LONG = 100_000  # characters of one thing
HOSTILE = {
    "siblings": START + "<i></i>" * 5_000,
    "items": START + "<li>some words" * 3_000,
    "links": START
    + "".join(f"<a href='/world/a-page-to-read-{i}'>Headline {i}, a page</a>" for i in range(1000)),
    "related links": START + "<h2>Related</h2><a href='/a-page-to-read'>A headline</a>" * 1000,
    "headings": START + "<h2>A heading of some length</h2>" * 2000,
    "metas": "<meta name=author content='Jane Doe'>" * 5_000 + START,
    "a line": START + "<p>" + "word " * 2_000_000,
    "a word": START + "<p>" + "w" * 10_000_000,
    "spaces": START + "<p>" + " " * 10_000_000 + "x",
    "entities": START + "<p>" + "&#" * LONG,
    "less than": "<" * 10_000_000,
    "comments": START + "<!--" * LONG,
    "sections": START + "<![CDATA[" * LONG,
    "scripts": START + "<script>" * LONG,
    "quotes": START + "<p a='" * 30_000,
    "attributes": START + "<p " + " ".join(f"a{i}" for i in range(100_000)) + ">",
    "class": START + f"<div class='{'a-' * LONG}'><a href=/x>Some words</a></div>",
    "href": START + f"<a href='{'/a' * LONG}'>Some words</a>",
    "many long hrefs": START + "".join(f"<a href='{'/2020' * 300}{i}'>Some words</a>" for i in range(200)),
    "base": f"<base href='http://a.example/{'a/' * LONG}'>{START}" + "<a href='../x'>Some words</a>" * 1000,
    "nested lists": START + "<ul><li>" * 10_000,
    "nested tables": START + "<table><tr><td>" * 10_000,
    "nested forms": START + "<form><div>" * 10_000,
    "paragraphs in bold": START + "<p><object>" * 10_000,
    "brackets": LD + "[" * LONG,
    "braces": LD + '{"a":' * LONG,
    "references": LD + "[" + ",".join(f'{{"@id":"#{i}"}}' for i in range(20_000)) + "]</script>",
    "related in JSON": LD
    + '{"relatedLink":['
    + ",".join(f'"/a-b-c-d-{i}"' for i in range(50_000))
    + "]}</script>",
    "feed": "<rss>" + "<item><link>http://a.example/b</link></item>" * 50_000,
    "links of an item": "<rss><item>" + "<link/>" * LONG,
    "bomb": "<!DOCTYPE a [<!ENTITY b '"
    + "x" * LONG
    + "'>]><rss><item><title>"
    + "&b;" * 9999
    + "</title></item>",
    "nothing": "\0" * 10_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_to_hang_is_read_in_time(text):
    reading, seconds = cpu(read, text.encode(), URL, "text/html")
    check(reading)
    assert seconds < SECONDS


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7\n<p>x", b"\x89PNG\r\n", b"GIF89a" * 99, b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"a\0b"]
)
def test_files_are_no_pages(body):
    assert read(body, URL, "text/html").reason is Reason.NOT_HTML


UNITS = [
    "<div>",
    "<b>",
    "<font size=1>",
    "<ul><li>",
    "<table><tr><td>",
    "<h2>",
    "<dl><dd>",
    "<a href=/x><div>",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("times", [DEEPEST // 2, 2 * DEEPEST, 50 * DEEPEST])
def test_text_is_read_however_deep_it_stands(unit, times):
    document = parse(f"<html><body>First{unit * times}Inner<p>Last <!-- <div> --> words</p>", URL)
    assert isinstance(document, Document)
    text = document.tree.text_content()
    assert all(word in text for word in ("First", "Inner", "Last", "words"))


def test_an_article_behind_tags_that_never_close_is_read():
    reading = read((START + "<div>" * 300 + PROSE.replace("Sentence", "Phrase")).encode(), URL)
    assert reading.article is not None
    assert "Phrase eight" in reading.article.text


def test_blocks_after_deep_ones_stay_blocks():
    deep = "<div>" * 300 + "Inner" + "</div>" * 300
    document = parse(f"<html><body>{deep}<p>One</p><p>Two <a href=/x>three</a></p>", URL)
    assert isinstance(document, Document)
    assert [paragraph.text_content() for paragraph in document.tree.iter("p")] == ["One", "Two three"]


@given(st.lists(st.sampled_from(["<div>", "</div>", "<b>", "</b>", "<p>", "</p>", "<br>", "<li>", "x "])))
def test_making_a_page_shallow_keeps_its_text(tokens):
    text = "".join(tokens * 9)
    assert shallow(text).count("x") == text.count("x")
    assert shallow(text).count("<br>") == text.count("<br>")


def test_a_tag_of_many_short_attributes_is_a_bomb():
    tag = "<p " + " ".join(f"a{i}=''" for i in range(MOST_ATTRIBUTES + 2)) + ">"
    assert parse(f"{PROSE}{tag}", URL) is Reason.TOO_COMPLEX


@pytest.mark.parametrize(("times", "read"), [(MOST_IN_PARAGRAPHS - 1, True), (MOST_IN_PARAGRAPHS, False)])
def test_paragraphs_without_end_are_turned_down(times, read):
    assert isinstance(parse("<p>" + "<br>" * times, URL), Document) is read


def test_objects_for_machines_are_counted():
    document = parse(LD + "[" + ",".join(['{"a":1}'] * (2 * MOST_NODES)) + "]</script>", URL)
    assert isinstance(document, Document)
    assert len(document.json_ld) == MOST_NODES
