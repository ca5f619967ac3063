"""Feeds and sitemaps of every kind, and those made to harm."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.links.feeds import MOST_ENTRIES, is_feed, read_feed
from crawler.records import Kind

URL = "https://one.example/feed"


def read(text):
    assert is_feed(text)
    return [(link.url, link.anchor, str(link.kind)) for link in read_feed(text, URL)]


RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!-- made by hand -->
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Site</title><link>https://one.example/</link>
<image><url>https://one.example/logo.png</url><title>Logo</title><link>https://one.example/</link></image>
{items}</channel></rss>"""


def rss(items, encoding="UTF-8"):
    return RSS.format(items=items, encoding=encoding)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<title>A  b\n</title><link>https://one.example/a</link>", ("https://one.example/a", "A b")),
        ("<link> /a?x=1&amp;y=2 </link><title/>", ("https://one.example/a?x=1&y=2", "")),
        ("<title><![CDATA[A & b]]></title><link><![CDATA[/a]]></link>", ("https://one.example/a", "A & b")),
        ("<atom:link rel='self' href='/self'/><link>/a</link>", ("https://one.example/a", "")),
        ("<media:title>Photo</media:title><title>A</title><link>/a</link>", ("https://one.example/a", "A")),
        ("<title>A</title><guid>https://one.example/a</guid>", ("https://one.example/a", "A")),
        ("<title>A</title><guid isPermaLink='false'>17</guid>", None),
        ("<title>No link</title>", None),
        ("<link>mailto:a@b.example</link>", None),
        ("<title>Caf&eacute;</title><link>/a</link>", ("https://one.example/a", None)),
    ],
)
def test_rss(item, expected):
    found = read(rss(f"<item>{item}</item>"))
    if expected is None:
        assert found == []
    else:
        (one,) = found
        assert one[0] == expected[0]
        assert one[1] == expected[1] or expected[1] is None
        assert one[2] == "feed"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1251", "UTF-16", "no-such"])
def test_a_declaration_does_not_count_any_more(encoding):
    assert read(rss("<item><title>Été 夏</title><link>/a</link></item>", encoding))[0][1] == "Été 夏"


def test_atom():
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Site</title><link href="/"/>
<entry><title type="html">A</title><link rel="replies" href="/a#comments"/><link href="/a"/></entry>
<entry><title>B</title><link rel="enclosure" href="/b.mp3"/><link rel="alternate" href="/b"/></entry>
<entry><title>C</title><link rel="self" href="/c"/></entry></feed>"""
    assert read(text) == [("https://one.example/a", "A", "feed"), ("https://one.example/b", "B", "feed")]


def test_rdf():
    text = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://one.example/"><title>Site</title>
<items><rdf:Seq><rdf:li resource="https://one.example/a"/></rdf:Seq></items></channel>
<item rdf:about="https://one.example/a"><title>A</title><link>https://one.example/a</link></item></rdf:RDF>"""
    assert read(text) == [("https://one.example/a", "A", "feed")]


def test_old_rss_with_a_doctype():
    text = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>
<item><title>A</title><link>https://one.example/a</link></item></channel></rss>"""
    assert read(text) == [("https://one.example/a", "A", "feed")]


@pytest.mark.parametrize("prefix", ["", "sm:"])
def test_sitemap(prefix):
    space = f"xmlns{':sm' if prefix else ''}='http://www.sitemaps.org/schemas/sitemap/0.9'"
    text = f"""<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?>
<{prefix}urlset {space} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<{prefix}url><image:image><image:loc>/a.jpg</image:loc></image:image>
<{prefix}loc> /a </{prefix}loc></{prefix}url>
<{prefix}url><{prefix}loc>https://one.example/b</{prefix}loc></{prefix}url></{prefix}urlset>"""
    assert read(text) == [("https://one.example/a", "", "sitemap"), ("https://one.example/b", "", "sitemap")]


def test_sitemap_index():
    text = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://one.example/news.xml</loc><lastmod>2026-03-14</lastmod></sitemap></sitemapindex>"""
    assert read(text) == [("https://one.example/news.xml", "", "sitemap")]


def test_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "/a", "title": "A"},
            {"url": "/b", "title": None},
            {"id": "3"},
            {"url": 4},
            "five",
            None,
        ],
    }
    expected = [("https://one.example/a", "A", "feed"), ("https://one.example/b", "", "feed")]
    assert read(json.dumps(feed)) == expected
    assert read(json.dumps(feed, indent=2).replace("/", "\\/")) == expected


@pytest.mark.parametrize("items", [{}, None, "x", 5, [[]]])
def test_json_without_items(items):
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    assert read(text) == []


def test_one_link_per_page_and_positions_in_order():
    text = rss("".join(f"<item><link>{url}</link></item>" for url in ("/a", "/b", "/a?utm_source=x", "/c")))
    links = read_feed(text, URL)
    assert [(link.url[-1], link.position) for link in links] == [("a", 0), ("b", 1), ("c", 2)]
    assert {link.kind for link in links} == {Kind.FEED}


def test_no_more_entries_than_are_of_use():
    text = rss("".join(f"<item><link>/{n}</link></item>" for n in range(MOST_ENTRIES + 5)))
    links = read_feed(text, URL)
    assert len(links) == MOST_ENTRIES
    assert links[-1].position == MOST_ENTRIES - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body><rss>no</rss></body></html>",
        "<!DOCTYPE html><html><head><title>feed</title></head></html>",
        "<rssx/>",
        "{}",
        '{"version": 1}',
        "[1]",
        "A text about <rss> and {things}",
    ],
)
def test_what_is_no_feed(text):
    assert not is_feed(text)


@pytest.mark.parametrize(
    "text",
    [
        rss("<item><link>/a</link></item>")[:-30],
        rss("<item><link>/a</link><title>&unknown; <b>unclosed</title></item>"),
        rss("<item><link>/a</link></item>\x00\x01\x0b<item><title>A & B</title><link>/b</link></item>"),
    ],
)
def test_what_is_left_of_a_broken_feed(text):
    assert "https://one.example/a" in [link.url for link in read_feed(text, URL)]


@pytest.mark.parametrize(
    "text", ["<rss", "<rss>", "<rss >\ud800", '{"version": "https://jsonfeed.org/version/1"', "{"]
)
def test_a_broken_feed_has_no_entries(text):
    assert read_feed(text, URL) == ()


def test_an_entity_bomb_does_not_go_off():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f"""<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel>
<item><link href="&l11;">&l11;</link><title>&l11;</title></item>
<item><link>/a</link></item></channel></rss>"""
    begin = time.perf_counter()
    links = read_feed(text, URL)
    assert time.perf_counter() - begin < 1
    assert all(len(link.url) + len(link.anchor) < 500 for link in links)


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://one.example/secret")
    text = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><channel>
<item><title>&x;</title><link>&x;</link></item><item><link>/a</link></item></channel></rss>"""
    assert is_feed(text)
    assert "secret" not in str(read_feed(text, URL))


@pytest.mark.parametrize(
    "start",
    [
        "<!-- a -->" * 400,
        "<?a?>" * 800,
        "<??><!---->" * 350,
        " " * 4000,
        "<!-- " * 800,
        "<!DOCTYPE a [" * 300,
    ],
)
@pytest.mark.parametrize("end", ["<html>", "", "<rs"])
def test_the_start_of_a_page_is_looked_at_once(start, end):
    begin = time.perf_counter()
    assert not is_feed(start + end)
    assert time.perf_counter() - begin < 0.5


@given(
    st.text(), st.sampled_from(["<rss><channel><item><link>", "<feed><entry>", "<urlset><url><loc>", "{", ""])
)
def test_it_never_raises(text, start):
    is_feed(start + text)
    assert all(link.url.startswith("http") for link in read_feed(start + text, URL))
