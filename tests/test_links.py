"""The links of a page: made-up pages in the shapes of real ones, and pages meant to do harm."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.reading.document import Document, parse
from crawler.reading.links.find import SCORES, find_links
from crawler.records import Kind
from crawler.urls import comparable

CASES = sorted(path.parent for path in Path(__file__).parent.glob("pages/*/expected.json"))
OWN = "https://site.example/news/2024/a-bridge-is-repaired-4711"
PROSE = "<p>" + "The council met and voted, after hours of debate, to repair the bridge. " * 2 + "</p>"


def links_of(body, url=OWN, head=""):
    page = parse(f"<html><head>{head}</head><body>{body}</body></html>", url)
    assert isinstance(page, Document)
    return {link.url: link for link in find_links(page)}


def kinds_of(body, **more):
    return {url.rpartition("/")[2]: link.kind for url, link in links_of(body, **more).items()}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_page(case):
    text = (case / "page.html").read_text("utf-8")
    own = text.partition('rel="canonical" href="')[2].partition('"')[0]
    page = parse(text, own)
    assert isinstance(page, Document)
    got = {link.url: link.kind for link in find_links(page)}
    assert got == {entry["url"]: entry["kind"] for entry in json.loads((case / "expected.json").read_text())}


def test_there_are_cases():
    assert len(CASES) >= 20


ONE = '<a href="/news/2024/who-pays-for-the-bridge-4700">Who pays for the old bridge</a>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<h2>Related</h2><ul><li>{ONE}</ul>", Kind.RELATED),
        (f"<div><b>Read next</b></div><div>{ONE}</div>", Kind.RELATED),
        (f'<section aria-label="Related articles"><ul><li>{ONE}</ul></section>', Kind.RELATED),
        (f'<div class="c-recirculation__related"><p>{ONE}</div>', Kind.RELATED),
        # a visible heading outweighs the class name, both ways
        (f'<div class="related"><h3>Most popular</h3><p>{ONE}</div>', Kind.NAVIGATION),
        (f'<div class="most-read"><h3>Related</h3><p>{ONE}</div>', Kind.RELATED),
        # but nothing outweighs an advertisement
        (f'<div class="OUTBRAIN"><h3>You may also like</h3><p>{ONE}</div>', Kind.NAVIGATION),
        (f"<h3>Related</h3><p>{ONE.replace('<a', '<a rel=sponsored')}</p>", Kind.NAVIGATION),
        (f"<h3>Related</h3><p>{ONE.replace('<a', '<a rel=nofollow')}</p>", Kind.RELATED),
        # a class that says related and also that it is the same everywhere
        (f'<div class="related-latest"><div class="related-item">{ONE}</div></div>', Kind.NAVIGATION),
        # a heading speaks up to the next of its rank
        (f"<div><h2>Related</h2><h2>Sport</h2><p>{ONE}</div>", Kind.NAVIGATION),
        (f"<div><h2>Related</h2><h3>On the bridge</h3><p>{ONE}</div>", Kind.RELATED),
        # and not across prose
        (f"<div><h2>Related</h2><p>Nothing yet.</p>{PROSE}<p>{ONE}</p></div>", Kind.NAVIGATION),
        # nor out of its block, when that is empty
        (f"<section><h2>Related</h2></section><section>{ONE}</section>", Kind.NAVIGATION),
        (f'<div><div class="related"><h2>Related</h2></div><div>{ONE}</div></div>', Kind.NAVIGATION),
        (f'<div><div class="related-title"><h2>Related</h2></div><div>{ONE}</div></div>', Kind.RELATED),
        # a line of prose is no label, whatever it begins with
        (f"<div><p>More on this when the council has met.</p><p>{ONE}</p></div>", Kind.NAVIGATION),
        # a class speaks for a block, unless it has a title of its own
        (f'<div class="related"><h3>Today in the Post</h3><p>{ONE}</div>', Kind.NAVIGATION),
        (f'<div class="related"><h3>More in Bridges</h3><p>{ONE}</div>', Kind.RELATED),
        (f"<h3>Related topics</h3><p>{ONE}</p>", Kind.RELATED),
        (f"<nav><ul><li>{ONE}</ul></nav>", Kind.NAVIGATION),
        # marks inside that agree on a menu outweigh a heading over it
        (f'<div><b>Recommended</b><ul class="menu"><li class="menu-item">{ONE}</ul></div>', Kind.NAVIGATION),
        (f'<div><b>Recommended</b><ul class="menu"><li>{ONE}</ul></div>', Kind.RELATED),
        (f'<div class="prev-post">{ONE}</div>', Kind.NEXT),
        (f"<p>Next article: {ONE}</p>", Kind.NEXT),
    ],
)
def test_who_speaks_for_a_link(body, kind):
    assert kinds_of(f"<article>{PROSE * 3}</article>{body}") == {"who-pays-for-the-bridge-4700": kind}


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        (f"<p>Read also: {ONE}</p>", Kind.INLINE),
        (f"<p><strong>Also read</strong> | {ONE}</p>", Kind.INLINE),
        (f"<p>{ONE}</p>", Kind.INLINE),
        (f"<p>As was told last week, {ONE}, and it will not be the last word on it.</p>", Kind.BODY),
    ],
)
def test_among_the_paragraphs(paragraph, kind):
    body = f"<article>{PROSE * 2}{paragraph}{PROSE * 2}</article>"
    assert kinds_of(body) == {"who-pays-for-the-bridge-4700": kind}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f'<h2><a href="/tag/bridges">Related</a></h2><p>{ONE}</p>', Kind.RELATED),
        (f'<div class="related"><a href="/tag/all"><h2>Latest</h2></a><p>{ONE}</p></div>', Kind.NAVIGATION),
        (f'<h2><a href="/tag/bridges">Related, as nobody could have known</a></h2>{ONE}', Kind.NAVIGATION),
    ],
)
def test_a_heading_may_be_a_link_or_stand_in_one(body, kind):
    kinds = kinds_of(f"<article>{PROSE * 3}</article><div>{body}</div>")
    assert kinds["who-pays-for-the-bridge-4700"] is kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        # the head names the next page of an endless list, too: people must see the link
        ("", None),
        (ONE, Kind.NEXT),
    ],
)
def test_what_the_head_calls_next(body, kind):
    head = '<link rel="next" href="/news/2024/who-pays-for-the-bridge-4700">'
    kinds = kinds_of(f"<article>{PROSE * 3}</article><div>{body}</div>", head=head)
    assert kinds.get("who-pays-for-the-bridge-4700") is kind


def test_a_heading_speaks_past_the_link_to_its_topic():
    head = '<div><h2>Related</h2><a href="/tag/old-bridges">All about the old bridges</a></div>'
    kinds = kinds_of(f"<article>{PROSE * 3}</article><div>{head}<div>{ONE}</div></div>")
    assert kinds == {"old-bridges": Kind.NAVIGATION, "who-pays-for-the-bridge-4700": Kind.RELATED}


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/tag/bridges-of-the-north",
        "/author/jo-of-the-harbour",
        "/news/2024/a-bridge-is-repaired-4711/2",
        "/media/plan-of-the-new-bridge.pdf",
        "https://twitter.com/share-this-long-story-now-12345",
    ],
)
def test_not_an_article_even_in_a_related_block(href):
    body = f'<h2>Related</h2><p><a href="{href}">A text as long as a headline has</a></p>'
    assert {link.kind for link in links_of(body).values()} == {Kind.NAVIGATION}


def test_paid_links_to_other_sites_are_not_related():
    link = '<a href="https://elsewhere.example/news/2024/a-b-c-d-4711" {}>A text as long as a headline</a>'
    kinds = [kinds_of(f"<h2>Related</h2><p>{link.format(rel)}</p>") for rel in ("", "rel=nofollow")]
    assert kinds == [{"a-b-c-d-4711": Kind.RELATED}, {"a-b-c-d-4711": Kind.NAVIGATION}]


def test_the_strongest_place_counts_once():
    body = f"<nav>{ONE}</nav>{PROSE}<h2>Related</h2><p>{ONE}</p><footer>{ONE}</footer>"
    (link,) = links_of(body).values()
    assert (link.kind, link.heading) == (Kind.RELATED, "Related")
    assert link.anchor == "Who pays for the old bridge"
    assert link.score > SCORES[Kind.RELATED]


def test_spellings_of_one_address_are_one_link():
    body = '<a href="//www.site.example/x-y-1?utm_source=a">A</a><a href="http://site.example/x-y-1/">B</a>'
    assert len(links_of(body)) == 1


def test_own_address_is_left_out():
    body = f'<a href="{OWN}#top">Top</a><a href="?utm_source=x">Again</a><a href="/c">Canonical</a>'
    assert links_of(body, head='<link rel="canonical" href="/c">') == {}


def test_what_is_written_for_readers_without_scripts_is_read():
    items = "".join(
        f'<li><a href="/2024/05/01/story-about-the-harbour-{n}">The harbour, part {n}</a></li>'
        for n in range(4)
    )
    found = kinds_of(f"<noscript><h3>Related articles</h3><ul>{items}</ul></noscript>")
    assert list(found.values()).count(Kind.RELATED) == 4


def test_card_gives_the_headline():
    card = '<div><a href="/news/rust-on-the-pier-4701"><img src=x></a><h4>Rust on the south pier</h4></div>'
    (link,) = links_of(f"<h2>Related</h2>{card}").values()
    assert (link.kind, link.anchor) == (Kind.RELATED, "Rust on the south pier")


def test_nofollow_of_link_and_page():
    one, two = links_of('<a href="/a" rel="nofollow ugc">A</a><a href="/b">B</a>').values()
    assert (one.nofollow, two.nofollow) == (True, False)
    head = '<meta name="ROBOTS" content="noindex, nofollow">'
    assert all(link.nofollow for link in links_of('<a href="/b">B</a>', head=head).values())


def test_path_is_the_same_on_another_page():
    def path(number):
        names = f'id="post-{number}" class="card item-{number} css-{number}zk teaser-list"'
        body = f"{'<div></div>' * number}<h2>Related</h2><div {names}><p>{ONE}</p></div>"
        return links_of(body).popitem()[1].path

    assert path(3) == path(8)
    assert 0 < len(path(3)) <= 200


def test_kinds_are_ordered_by_score():
    order = [Kind.RELATED, Kind.INLINE, Kind.NEXT, Kind.BODY, Kind.NAVIGATION]
    assert sorted(order, key=lambda kind: -SCORES[kind]) == order


def test_many_lone_headlines_are_a_list():
    link = '<a href="/news/2024/story-number-of-the-day-{}99">A headline of the day, number {}</a>'
    teasers = "".join(f"<h3>{link.format(n, n)}</h3>{PROSE}" for n in range(30))
    assert {link.kind for link in links_of(f"<div>{teasers}</div>").values()} == {Kind.NAVIGATION}


def test_json_ld_names_related_links():
    data = '{"@graph": [{"relatedLink": ["/news/2024/a-b-c-d-4702", {"url": "//x"}, {}, 7, "javascript:1"]}]}'
    body = f'<script type="application/ld+json">{data}</script>'
    assert kinds_of(body) == {"a-b-c-d-4702": Kind.RELATED}


def test_tree_is_left_as_it_was():
    page = parse(f"<h2>Related</h2><p>{ONE}<br>x<!-- c -->y</p>", OWN)
    assert isinstance(page, Document)
    before = etree.tostring(page.tree)
    find_links(page)
    assert etree.tostring(page.tree) == before


MANY = 18_000  # tags in a paragraph, up to the most a page may have
FEWER = 9_000  # of what takes several tags
HOSTILE = {
    "links": "".join(f'<a href="/news/story-{n}">Story number {n} of many</a>' for n in range(MANY)),
    "related links": "<h2>Related</h2><div>"
    + "".join(f'<p><a href="/news/story-of-the-day-{n}">Story {n}</a></p>' for n in range(FEWER))
    + "</div>",
    "headings": "".join(f"<h2>Related {n}</h2><a href=/s-t-{n}>Story number {n}</a>" for n in range(FEWER)),
    "labels": "<div>" + "<div>Read more</div>" * MANY + ONE + "</div>",
    "deep": "<div class=related>" * MANY + ONE,
    "deep headings": "".join(f"<div><h{n % 6 + 1}>Related</h2>" for n in range(FEWER)) + ONE,
    "one block": "<p>"
    + "".join(f'<a href="/news/a-b-c-{n}99">{n} story of the day</a>' for n in range(MANY)),
    "classes": f'<div class="{"related " * 3000}">{ONE}</div>',
    "address": f'<a href="/{"a" * 25_000}">A link that is far too long</a>',
    "next": '<div class="next-post">' * 200 + "".join(f'<a href="/{n}">x</a>' for n in range(MANY)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name):
    page = parse(HOSTILE[name], OWN)
    assert isinstance(page, Document)
    started = time.process_time()
    find_links(page)
    # measured 0.1 to 0.9 s; what is quadratic here takes minutes
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "href",
    [
        "",
        " ",
        "#",
        "\x00",
        "//",
        "http://",
        "http:///x",
        "http://[::1",
        "http://site.example:99999/",
        "ftp://site.example/x",
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "tel:1",
        "about:x",
    ],
)
def test_broken_addresses_are_no_links(href):
    assert links_of(f"<a href='{href}'>A link here</a>") == {}


TAGS = st.sampled_from(["div", "p", "a", "h2", "h3", "li", "nav", "span", "article", "script", "br", "svg"])
NAMES = st.sampled_from(["related", "taboola", "next-post", "tags", "most-read", "card", "", "\ud83d"])
HREFS = st.sampled_from(["/a-b-c-1", "//x/y", "http://[", "#t", "javascript:x", "?p=2", "HTTP://A.test/%zz"])
TEXTS = st.sampled_from(
    ["Related", "Most read", "Read also:", "関連記事", "A headline that is long", "\u202e"]
)
OPENING = st.builds('<{} class="{}" id="{}" href="{}">{}'.format, TAGS, NAMES, NAMES, HREFS, TEXTS)
CLOSING = st.builds("</{}>{}".format, TAGS, TEXTS)


@settings(max_examples=200, deadline=None)
@given(st.lists(OPENING | CLOSING | st.text(max_size=20), max_size=40))
def test_any_page_gives_distinct_absolute_links(pieces):
    page = parse("".join(pieces) or "x", OWN)
    if not isinstance(page, Document):
        return
    links = find_links(page)
    assert len({comparable(link.url) for link in links}) == len(links)
    for link in links:
        assert link.url.startswith(("http://", "https://"))
        assert 0 <= link.score <= 1
        assert len(link.path) <= 200
