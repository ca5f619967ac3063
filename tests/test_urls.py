"""Addresses: made fetchable, compared, turned down."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reasons import Reason
from crawler.urls import clean, comparable, host, key, refusal

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
    ],
)
def test_another_page(other):
    assert key(other) != key(SAME)


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
    ],
)
def test_refusal(url, expected):
    assert refusal(url) is expected
