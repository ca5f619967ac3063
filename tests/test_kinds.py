"""Places where capitals and marks stand: the same that patterns find, character by character."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.judges.kinds import following, kinds, runs
from crawler.judges.quality.damage import in_sequences
from crawler.judges.quality.farm import NAME, SUSPECT, names_in, suspects
from crawler.judges.terms import INNER_CAPITAL

LETTERS = st.text(st.sampled_from("aaab\x01\x7fé\x80ßœıABÀŁжЖёЁ漢ª²1_.,;!? ’\n\ud800\U0001f600"), max_size=60)


@given(LETTERS)
def test_places_are_those_of_a_pattern(text):
    known = kinds(text)
    places = [place + 1 for place in following(known.small, known.capital, known.small)]
    assert places == [found.start() for found in INNER_CAPITAL.finditer(text)]
    assert [found.span() for found in suspects(text)] == [found.span() for found in SUSPECT.finditer(text)]
    assert names_in(text) == NAME.findall(text)
    assert [text[part] for part in runs(known.beyond, 2)] == re.findall(r"[^\x00-\x7f]{2,}", text)
    assert known.control.sum() == len(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text))


@given(
    st.binary(max_size=40)
    | st.lists(st.sampled_from([0xC1, 0xC2, 0xDF, 0xE0, 0xEF, 0xF0, 0x80, 0xBF, 65])).map(bytes)
)
def test_bytes_of_sequences_are_those_of_a_pattern(raw):
    found = re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", raw)
    assert in_sequences(raw) == sum(map(len, found))


def test_a_text_may_be_shorter_than_what_is_looked_for():
    known = kinds("a")
    assert following(known.small, known.capital, known.small) == []
    assert following(known.small) == [0]
