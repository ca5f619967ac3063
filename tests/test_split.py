"""Words for judges: what a pattern would find, found faster."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.judges.split import split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop—GO_ON, 42 times…", ("don", "t", "stop", "go_on", "42", "times")),
        ("Straße\u00a0İzmir", ("strasse", "i", "zmir")),
        ("小米，汽车。", ("小米", "汽车")),
        ("", ()),
    ],
)
def test_words(text, words):
    assert split(text) == words


@given(st.text())
def test_words_are_what_a_pattern_finds(text):
    assert list(split(text)) == re.findall(r"\w+", text.casefold())
