"""What stands apart on a page stays apart."""

from __future__ import annotations

import time

import pytest

from crawler import read
from crawler.reading.text.layout import Layout, with_gaps
from crawler.reading.text.paragraphs import BREAK

PAGE = Layout(BREAK.join(["Storm and flood", "The Nimbus car of Jane Doe", "CarsThere as it is, (5) and"]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Nimbuscar of Jane", ["The Nimbus car of Jane"]),
        ("Storm and floodThe Nimbus car", ["Storm and flood", "The Nimbus car"]),
        ("TheNimbuscar of JaneDoe", ["The Nimbus car of Jane Doe"]),
        # what the page glues, and what stands on it in no way, stay as they are
        ("CarsThere as it is, (5). and", ["CarsThere as it is, (5). and"]),
        ("Entirelyother words", ["Entirelyother words"]),
        ("", [""]),
    ],
)
def test_words_are_parted_where_the_page_parts_them(line, expected):
    assert with_gaps([line], PAGE) == expected


def test_lines_are_the_same_object_where_nothing_is_glued():
    lines = ["Storm and flood", "Jane Doe"]
    assert with_gaps(lines, PAGE) is lines
    assert with_gaps(lines, Layout()) is lines


def test_many_unknown_words_cost_little():
    page = Layout("word " * 60_000)
    start = time.process_time()
    with_gaps([" ".join(f"{'x' * 60}{n}" for n in range(3_000))], page)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["a\x08", "a&#8;b", "a\ufffe"])
def test_control_characters_behind_a_picture(text):
    page = f"<p>{'The ferry crossed the strait before dawn. ' * 12}<img src=x>{text}</p>"
    assert "ferry" in read(page.encode(), "https://one.example/a/b-c-d-1").article.text
