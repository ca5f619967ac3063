"""The one parse of a page: bombs are turned down, all else becomes a tree."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.reading.document import LONG, LONGEST_TAG, MOST_TAGS, Document, long_pieces, openings, parse
from crawler.reasons import Reason

URL = "https://one.example/a/b"
MANY = MOST_TAGS + 1


def parsed(text):
    document = parse(text, URL)
    assert isinstance(document, Document)
    return document


def ld(content, attributes='type="application/ld+json"'):
    return f"<html><head><script {attributes}>{content}</script></head><body>x</body></html>"


@given(st.lists(st.sampled_from([0, 1, LONG - 1, LONG, LONG + 1, 2 * LONG + 3])))
def test_long_pieces_are_found_by_leaps(sizes):
    data = b"<".join(b"a" * size for size in sizes)
    assert list(long_pieces(data, openings(data))) == [
        piece for piece in data.split(b"<")[1:] if len(piece) > LONG
    ]


def test_bytes_at_hand_are_parsed_as_the_text_is():
    text = "<p>é\0é</p>"
    assert parse(text, URL, text.encode()).tree.text_content() == parsed(text).tree.text_content() == "éé"


@pytest.mark.parametrize("text", ["<h1>é\0é</h1>", "<h1>x</h1>" + "<div><a>" * 400 + "y"])
def test_a_page_whose_tree_was_taken_is_whole_all_the_same(text):
    document = parsed(text)
    before, headings = etree.tostring(document.tree), document.found["h1"]
    taken = document.take()
    assert etree.tostring(taken) == before
    taken.clear()
    assert etree.tostring(document.tree) == before
    assert document.found["h1"] != headings
    assert document.tree is document.tree


@pytest.mark.parametrize("text", ["", " \n\t", "\0\0", "\ufeff", "<!-- nothing -->", "<!DOCTYPE html>"])
def test_nothing(text):
    assert parse(text, URL) is Reason.EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "<span>" * MANY,
        "<b></b>" * MANY,
        "<p " + "a=1 " * LONGEST_TAG + ">",
        "<p " + "a" * (LONGEST_TAG + 1) + ">",
        "<" * MANY,
        "<script></script>" + "<i>" * MANY,
        "<script/>" + "<i>" * MANY,
    ],
    ids=lambda text: text[:20],
)
def test_a_bomb_is_turned_down_at_once(text):
    begin = time.perf_counter()
    assert parse(text, URL) is Reason.TOO_COMPLEX
    assert time.perf_counter() - begin < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "<script>" * MANY,
        "<style >" * MANY,
        "</script>" * MANY,
        "<script>x</scrip" * MANY,
        "<script></script " * MANY,
    ],
    ids=lambda text: text[:20],
)
def test_scripts_without_end_cost_no_more(text):
    begin = time.perf_counter()
    parse(text, URL)
    assert time.perf_counter() - begin < 1.5


@pytest.mark.parametrize(
    "text",
    [
        f"<script>{'if (a<b) {}' * MANY}</script><p>Text</p>",
        f"<SCRIPT >{'<' * MANY}</Script ><p>Text</p>",
        f"<style>{'x' * 10 * LONGEST_TAG}</style><p>Text</p>",
        f"<p>Text</p>{'x' * 2 * LONGEST_TAG}",
        f"<p title='{'x' * 2 * LONGEST_TAG}'>Text</p>",
        f"<!--{'x' * 2 * LONGEST_TAG}--><p>Text</p>",
        f"{'Text ' * LONGEST_TAG}<p>",
        "<p>Text</p>" * 1000,
        "<div>" * 200 + "<p>Text</p>",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_long_but_harmless_is_read(text):
    assert "Text" in parsed(text).tree.text_content()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a\0b</p>", "ab"),
        ("<?xml version='1.0' encoding='gbk'?><html><p>é夏</p></html>", "é夏"),
        ("<meta charset=gbk><p>é夏</p>", "é夏"),
        ("<p>a &amp; b &nbsp; &unknown;", "a & b \xa0 &unknown;"),
        ("a text without any tag", "a text without any tag"),
        ("<p>\ud800</p>", "?"),
    ],
)
def test_text(text, expected):
    assert parsed(text).tree.text_content().strip() == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", URL),
        ("<base href='/other/'>", "https://one.example/other/"),
        ("<base href=' '><base target=_top><base href='//two.example/x'>", "https://two.example/x"),
        ("<base href='http://['>", URL),
    ],
)
def test_base(head, expected):
    assert parsed(f"<html><head>{head}</head><body>x</body></html>").base == expected


A, B, C = {"@type": "A"}, {"@type": "B"}, {"@type": "C"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (json.dumps(A), [A]),
        (json.dumps([A, B, 1, None, "x"]), [A, B]),
        (json.dumps([[A], [[B]]]), [A, B]),
        (json.dumps({"@graph": [A, B]}), [{"@graph": [A, B]}, A, B]),
        (json.dumps({"@graph": A}), [{"@graph": A}, A]),
        ('{"@type": "A",\n "text": "two\nlines\there"}', [{"@type": "A", "text": "two\nlines\there"}]),
        ('<!-- {"@type": "A"} -->', [A]),
        ('//<![CDATA[\n{"@type": "A"}\n//]]>', [A]),
        ('{"@type": "A"};', [A]),
        ('{"@type": "A",}', []),
        ("", []),
        ("null", []),
        ("[" * 100_000, []),
        ("1" * 10_000, []),
        ("NaN", []),
    ],
    ids=lambda value: str(value)[:20],
)
def test_json_ld(content, expected):
    assert parsed(ld(content)).json_ld == expected


@pytest.mark.parametrize(
    ("attributes", "count"),
    [
        ("type='application/ld+json; charset=utf-8'", 1),
        ("type='Application/LD+JSON'", 1),
        ("type='application/json'", 0),
        ("", 0),
    ],
)
def test_json_ld_by_its_type(attributes, count):
    assert len(parsed(ld('{"a": 1}', attributes)).json_ld) == count


def test_graphs_without_end_are_cut():
    nested = A
    for _ in range(50):
        nested = {"@graph": [nested]}
    assert 1 <= len(parsed(ld(json.dumps(nested))).json_ld) < 10


@given(
    st.text(), st.sampled_from(["", "<html>", "<script type=application/ld+json>", "<base href='", "<!--"])
)
def test_it_never_raises(text, start):
    document = parse(start + text, URL)
    if isinstance(document, Document):
        assert isinstance(document.json_ld, list)
        assert document.base
    else:
        assert document in (Reason.EMPTY, Reason.TOO_COMPLEX)
