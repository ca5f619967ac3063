"""Places where capitals and marks stand: the same that patterns find, character by character."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.judges.capitals import LOWER, UPPER, following, kinds
from crawler.judges.quality.farm import NAME, SUSPECT, names_in, suspects

INNER_CAPITAL = re.compile(rf"(?<=[{LOWER}])[{UPPER}](?=[{LOWER}])")
LETTERS = st.text(st.sampled_from("aaabéßœıABÀŁжЖёЁ漢ª²1_.,;!? ’\n\ud800\U0001f600"), max_size=60)


@given(LETTERS)
def test_places_are_those_of_a_pattern(text):
    known = kinds(text)
    places = [place + 1 for place in following(known.small, known.capital, known.small)]
    assert places == [found.start() for found in INNER_CAPITAL.finditer(text)]
    assert [found.span() for found in suspects(text)] == [found.span() for found in SUSPECT.finditer(text)]
    assert names_in(text) == NAME.findall(text)


def test_a_text_may_be_shorter_than_what_is_looked_for():
    known = kinds("a")
    assert following(known.small, known.capital, known.small) == []
    assert following(known.small) == [0]
