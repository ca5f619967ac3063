"""Words for judges: what a pattern would find, found faster."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.judges.split import split
from crawler.judges.terms import is_term, words_of, words_with_counts


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


@given(st.text(alphabet="abZ_19 é.İ雷海カ\u0301"))
def test_terms_are_counted_as_they_are_listed(text):
    counted = {word: n for word, n in words_with_counts(text).items() if is_term(word)}
    assert counted == Counter(words_of(text))
