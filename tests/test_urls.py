"""Addresses: made fetchable, compared, turned down."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler import urls
from crawler.domains import domain
from crawler.reasons import Reason
from crawler.settings import Traps
from crawler.shapes import shape
from crawler.traps import year_of
from crawler.urls import are_one_site, clean, comparable, host, key, refusal

BASE = "https://one.example/section/page.html?x=1"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a", "https://one.example/a"),
        ("b", "https://one.example/section/b"),
        ("../b", "https://one.example/b"),
        ("?y=2", "https://one.example/section/page.html?y=2"),
        ("", BASE),
        ("#top", BASE),
        ("//two.example", "https://two.example/"),
        ("http://TWO.example:80/A#b", "http://two.example/A"),
        ("https://two.example:443", "https://two.example/"),
        ("https://two.example:8443/", "https://two.example:8443/"),
        ("https://two.example./a", "https://two.example/a"),
        ("https://user:secret@two.example/a", "https://two.example/a"),
        (" \n https://two.example/a\u200b ", "https://two.example/a"),
        ("https://two.example/a\n b\t", "https://two.example/a%20b"),
        ("https://two.example/ü?q=é", "https://two.example/%C3%BC?q=%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://two.example/%7Ea%zz", "https://two.example/%7Ea%zz"),
        ("https://two.example/a|b", "https://two.example/a%7Cb"),
        ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        ("https://two.example/a/./b/../c/%2e%2E/d", "https://two.example/a/d"),
        ("https://two.example/../../a/..", "https://two.example/"),
        ("https://two.example/a/...", "https://two.example/a/..."),
        ("https:\\\\two.example\\a?b=\\", "https://two.example/a?b=%5C"),
        ("http://two.example\\@three.example/", "http://two.example/@three.example/"),
        ("\x00\x1b\u2003https://two.example/a\u3000", "https://two.example/a"),
        ("https://two.example/a\x07b", "https://two.example/a%07b"),
        ("https://two.example/\u202ea", "https://two.example/%E2%80%AEa"),
        ("https://ｔｗｏ。example/", "https://two.example/"),
        ("https://оne.example/", "https://xn--ne-emc.example/"),
        ("mailto:someone@two.example", None),
        ("javascript:void(0)", None),
        ("data:text/html,x", None),
        ("tel:+4912345", None),
        ("ftp://two.example/", None),
        ("http://", None),
        ("http:///path", None),
        ("http://./path", None),
        ("http://[", None),
        ("http://two example/", None),
        ("http://two%20example/", None),
        ("http://\x80/", None),
        ("http://two.example:port/", None),
        ("http://two.example:99999/", None),
        ("https://two.example/\ud800", None),
    ],
)
def test_clean(href, expected):
    assert clean(href, BASE) == expected


def test_clean_without_a_base():
    assert clean("/a") is None
    assert clean("https://one.example") == "https://one.example/"


HREFS = st.one_of(
    st.text(),
    st.builds("http://{}/{}?{}".format, st.text(), st.text(), st.text()),
    st.from_regex(r"https?://[a-z\[\]:@.%\\ü-]{0,12}[/?#][!-~ü世]{0,12}", fullmatch=True),
)


@given(HREFS)
def test_clean_is_idempotent_and_gives_what_can_be_asked_for(href):
    cleaned = clean(href, BASE)
    if cleaned is not None:
        assert clean(cleaned) == cleaned
        assert clean(cleaned, "https://two.example/") == cleaned
        assert urlsplit(cleaned).hostname
        assert host(cleaned)
        assert cleaned.isascii()


@given(HREFS)
def test_nothing_raises_for_any_address(href):
    assert refusal(href) is None or refusal(href) in Reason
    assert isinstance(host(href), str)
    assert -(2**63) <= key(href) < 2**63
    assert clean(href, href) is None or clean(href, href)


SAME = "https://www.one.example/a/b?id=7&page=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.one.example/a/b?id=7&page=2",
        "https://one.example/a/b?id=7&page=2",
        "https://one.example/a/b/?id=7&page=2",
        "https://one.example/a/b?page=2&id=7",
        "https://one.example/a/b?id=7&page=2&utm_source=x&UTM_Medium=y",
        "https://one.example/a/b?fbclid=1&id=7&page=2&gclid=2&mc_cid=3",
        "https://one.example/a/b;jsessionid=0A1B?id=7&page=2&PHPSESSID=x",
        "https://one.example/a/b?id=%37&page=2",
        "https://one.example/%61/b?id=7&page=2&spm=a.b&oc=5&ref_src=x",
        "https://one.example/a/b/index.html?id=7&page=2",
        "https://m.one.example/a/b?id=7&page=2",
        "https://www.m.one.example/a/b?id=7&page=2",
        "https://one.example/a/b?id=7&page=2&amp=1",
        "https://one.example/a/b?id=7&page=2&output=AMP",
        "https://one.example/a/b?id=7&page=2&print=true",
        "https://one.example/a/b?id=7&page=2&share=email&replytocom=77",
        "https://one.example/a/b?id=7&page=2&sid=0123456789abcdef01&CFID=12&CFTOKEN=34",
        "https://one.example/a/b;sid=0a1b?id=7&page=2",
        "https://one.example/(S(lit3py55t21z5v55vlm25s55))/a/b?id=7&page=2",
        "https://one.example/S(lit3py55t21z5v55vlm25s55)/a//b?id=7&page=2",
        "https://one.example/a/b?id=7&page=2&sort=date&order=desc&view=grid",
        "https://one.example/a/b?id=7&page=2&sort_by=price.asc&orderby=title",
    ],
)
def test_one_page(other):
    assert comparable(other) == comparable(SAME)
    assert key(other) == key(SAME)


@pytest.mark.parametrize(
    "other",
    [
        "https://one.example/a/b?id=8&page=2",
        "https://one.example/a/b?id=7",
        "https://one.example/A/b?id=7&page=2",
        "https://news.one.example/a/b?id=7&page=2",
        "https://one.example:8443/a/b?id=7&page=2",
        "https://one.example/a/b/c?id=7&page=2",
        "https://one.example/a/b?id=7&page=2&utmost=1",
        "https://one.example/a%2Fb?id=7&page=2",
        "https://one.example/a/b?id=7&page=2&m=1",
        "https://one.example/a/b?id=7&page=2&amp=volts",
        "https://one.example/a/b?id=7&page=2&print=offset",
        "https://one.example/a/b?id=7&page=2&view=shares",
        "https://one.example/a/b?id=7&page=2&sid=12",
        "https://one.example/a/b?id=7&page=2&s=harbour-and-lighthouses",
        "https://one.example/a/b?id=7&page=2&order=1234",
        "https://one.example/a/b(S)?id=7&page=2",
    ],
)
def test_another_page(other):
    assert key(other) != key(SAME)


@pytest.mark.parametrize(
    ("other", "plain"),
    [
        ("https://one.example/2026/a-true-story/amp", "https://one.example/2026/a-true-story"),
        ("https://one.example/a-good-story/amp/", "https://one.example/a-good-story"),
        ("https://one.example/story-7/amp.html", "https://one.example/story-7"),
        ("https://one.example/story.amp.html", "https://one.example/story.html"),
        ("https://one.example/story.amp", "https://one.example/story"),
        ("https://one.example/amp/news/a-good-story", "https://one.example/news/a-good-story"),
        ("https://one.example/print/news/story-7", "https://one.example/news/story-7"),
        ("https://one.example/news/story-7/print/", "https://one.example/news/story-7"),
        ("https://amp.one.example/x/index.html", "https://one.example/x/"),
        ("https://mobile.one.example/x", "https://www.one.example/x"),
        ("https://en.m.one.example/x", "https://en.one.example/x"),
        ("https://one.example/x.html?m=1", "https://one.example/x.html"),
        ("https://one.example/index.php?p=1", "https://one.example/?p=1"),
        ("https://one.example/%7eme/%c3%a9", "https://one.example/~me/%C3%A9"),
    ],
)
def test_one_page_in_another_form(other, plain):
    assert key(other) == key(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://one.example/sound/amp", "https://one.example/sound"),
        ("https://one.example/amp", "https://one.example/"),
        ("https://one.example/amp/sound", "https://one.example/sound"),
        ("https://one.example/print/archive", "https://one.example/archive"),
        ("https://one.example/printers/story-7", "https://one.example/story-7"),
        ("https://one.example/index-of-prices", "https://one.example/"),
        ("https://m.co.uk/a", "https://co.uk/a"),
        ("https://amp.dev/a", "https://dev/a"),
        ("https://mobiles.one.example/a", "https://one.example/a"),
        ("https://one.example/2026/?y=1&m=1", "https://one.example/2026/?y=1"),
    ],
)
def test_what_only_looks_like_another_form(one, other):
    assert key(one) != key(other)


def test_a_path_too_long_for_a_page_is_no_form_of_another():
    """The patterns of forms go quadratic on it: hours for 200,000 characters."""
    path = "one.example/" + "1%20" * 200_000 + "/amp"
    assert comparable(f"https://{path}") == path


@given(HREFS)
@example("http://one.example//a")
@example("http://news.www.one.example/a")
def test_comparing_says_the_same_on_both_roads(href):
    """Plain addresses take a short cut; a fragment takes the long way and changes nothing."""
    cleaned = clean(href, BASE)
    if cleaned is not None:
        assert comparable(cleaned) == comparable(f"{cleaned}#part")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://one.example/", "http://www.one.example/x", True),
        ("https://m.one.example/", "https://one.example/x", True),
        ("https://news.one.example/", "https://one.example/x", True),
        ("https://one.example/", "https://two.example/", False),
        ("https://someone.example/", "https://one.example/", False),
        ("https://one.example:81/", "https://one.example/", False),
    ],
)
def test_one_site(one, other, expected):
    assert are_one_site(one, other) is expected
    assert are_one_site(other, one) is expected


@given(
    st.from_regex(r"(/[a-z0-9.~-]{1,8}){0,4}", fullmatch=True),
    st.lists(st.from_regex(r"[a-z]{2,6}=[a-z0-9]{0,4}", fullmatch=True), max_size=4),
    st.sampled_from(["utm_source=a", "fbclid=1", "gclid=2", "yclid=3"]),
)
def test_key_does_not_see_what_says_who_came(path, pairs, tracking):
    query = "&".join(pairs)
    plain = clean(f"https://one.example{path}?{query}")
    other = clean(f"http://www.one.example{path.rstrip('/')}/?{'&'.join([*reversed(pairs), tracking])}#part")
    assert key(plain) == key(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://One.example/a", "one.example"),
        ("http://one.example:8080/", "one.example:8080"),
        ("https://www.one.example/", "www.one.example"),
        ("https://One.example:81?next=/b", "one.example:81"),
        ("http://one.example#/b", "one.example"),
        ("http://somebody@one.example/?a", "somebody@one.example"),
        ("http://[::1]:81/?a", "[::1]:81"),
        ("http://[", ""),
        ("nothing", ""),
    ],
)
def test_host(url, expected):
    assert host(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://one.example/", None),
        ("https://one.example/2026/03/14/a-story.html", None),
        ("https://one.example/story.php?id=1", None),
        ("https://one.example/feed.xml", None),
        ("https://one.example/version-2.0", None),
        ("https://one.example/a.pdf", Reason.NOT_A_PAGE),
        ("https://one.example/A.JPEG?w=100", Reason.NOT_A_PAGE),
        ("https://one.example/download.tar.gz", Reason.NOT_A_PAGE),
        ("https://one.example/?file=a.pdf", None),
        ("mailto:someone@one.example", Reason.BAD_URL),
        ("//one.example/", Reason.BAD_URL),
        ("http://", Reason.BAD_URL),
        ("http://[", Reason.BAD_URL),
        ("http://one.example:99999/", Reason.BAD_URL),
        ("", Reason.BAD_URL),
        ("https://one.example/" + "x" * 2_000, Reason.TRAP),
        ("https://one.example" + "/x1/x2/x3" * 3 + "/y", None),
        ("https://one.example" + "/a/b" * 4, Reason.TRAP),
        ("https://one.example/" + "/".join(map(str, range(16))), Reason.TRAP),
        ("https://one.example/" + "/".join(map(str, range(15))), None),
        ("https://one.example/?" + "&".join(f"f{n}=1" for n in range(9)), Reason.TRAP),
        ("https://one.example/?" + "&".join(f"f{n}=1" for n in range(8)), None),
        ("https://one.example/" + "a%2Fb%2f" * 4, Reason.TRAP),
        ("https://one.example/a%252Fb", None),
        ("https://one.example/a%25252Fb", Reason.TRAP),
        ("https://www.www.www.www.one.example/", Reason.TRAP),
        ("https://www.news.www.one.example/", None),
        ("https://one.example/" + "ä" * 64_000, Reason.TRAP),
        ("http://one.example:22/", Reason.BAD_URL),
        ("http://one.example:443/", None),
        ("http://one.example:0/", Reason.BAD_URL),
        ("http://one.example:6667/", Reason.BAD_URL),
        ("http://one.example:8080/a:25", None),
        ("http://[::1]:25/", Reason.BAD_URL),
        ("http://[::25]/", None),
    ],
)
def test_refusal(url, expected):
    assert refusal(url) is expected


def test_limits_are_settings():
    deep = "https://one.example/a/b/c/d?e=1&f=2"
    assert refusal(deep) is None
    for limits in (Traps(segments=3), Traps(parameters=1), Traps(longest_url=20)):
        assert refusal(deep, limits) is Reason.TRAP


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://one.example/events/2031/05/", 2031),
        ("https://one.example/events/2031-05-17", 2031),
        ("https://one.example/events?month=2031-05", 2031),
        ("https://one.example/events?tribe-bar-date=20310517", 2031),
        ("https://one.example/events?day=1&year=1850", 1850),
        ("https://one.example/events/2031/", None),
        ("https://one.example/story/203105", None),
        ("https://one.example/events?id=20310517", None),
        ("https://one.example/plan-2050/13/", None),
    ],
)
def test_year_of_a_calendar(url, expected):
    assert year_of(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://one.example/", "/"),
        ("nothing", "/"),
        ("https://one.example/2026/03/14/a-story.html", "/D/S.html"),
        ("https://one.example/news/2026/03/", "/news/D"),
        ("https://one.example/events/9871-12-01", "/events/D"),
        ("https://one.example/news/18234", "/news/N"),
        ("https://one.example/news/c4gxyz12kd", "/news/I"),
        ("https://one.example/item/550e8400-e29b-41d4-a716-446655440000", "/item/I"),
        ("https://one.example/%E4%B8%AD", "/S"),
        ("https://one.example/about", "/W"),
        ("https://one.example/tag/one", "/tag/W"),
        ("https://one.example/a/b/c/d/e/f/g", "/a/W/W/W/W/W…"),
        ("https://one.example/list?page=9", "/W?page=N"),
        ("https://one.example/list?b=red&a=2026-03-14", "/W?a=D&b=W"),
        ("https://one.example/list?f[1]=x&f[2]=", "/W?f[N]=W"),
        ("https://one.example/list?a=1&b=2&c=3", "/W?…"),
    ],
)
def test_shape(url, expected):
    assert shape(url) == expected


@given(HREFS)
def test_a_shape_is_short_and_says_nothing_of_host_and_fragment(href):
    url = clean(href, BASE)
    if url is not None:
        found = shape(url)
        assert found.startswith("/")
        assert len(found) < 120
        assert "/" not in found.partition("?")[2] or "?" in url
        assert shape(url.replace(f"//{host(url)}/", "//two.example/", 1)) == found


@given(st.lists(st.tuples(st.sampled_from(["size", "colour", "brand", "page"]), st.integers(0, 10**6))))
def test_choices_among_filters_are_few_shapes(pairs):
    query = "&".join(f"{name}={value}" for name, value in pairs)
    shuffled = "&".join(f"{name}={value + 1}" for name, value in reversed(pairs))
    assert shape(f"https://one.example/shop?{query}") == shape(f"https://one.example/shop?{shuffled}")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("one.example", "one.example"),
        ("a.b.one.example:8080", "one.example"),
        ("www.one.co.uk", "one.co.uk"),
        ("joe.blogspot.com", "joe.blogspot.com"),
        ("a.site.localhost:8000", "site.localhost"),
        ("site.localhost", "site.localhost"),
        ("localhost:8000", "localhost"),
        ("203.0.113.7:80", "203.0.113.7"),
        ("[2001:db8::1]:80", "[2001:db8::1]"),
        ("", ""),
    ],
)
def test_domain(host, expected):
    assert domain(host) == expected


def test_what_addresses_come_to_is_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(urls, "COMPARABLE", {})
    monkeypatch.setattr(urls, "MOST_REMEMBERED", 3)
    for number in range(5):
        assert comparable(f"https://www.one.example/{number}/") == f"one.example/{number}"
    assert list(urls.COMPARABLE) == ["https://www.one.example/3/", "https://www.one.example/4/"]
    assert comparable("https://one.example/" + "a" * urls.LONGEST_URL).startswith("one.example/a")
    assert len(urls.COMPARABLE) == 2
