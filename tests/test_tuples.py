"""Queries of terms: small, different, repeatable; passages that are the seed's own; days to look in."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discover.passages import passages
from crawler.discover.queries import queries, windows
from crawler.discover.terms import Term
from crawler.records import Query, Seed, Window
from crawler.settings import Discovery

TEXT = """Three years ago the ferry sank off Cape Morrow, and nobody on the crowded quay believed it.
The harbour master kept a handwritten list of everyone who had boarded. “No list was ever found.”"""
TORN = "Nimbus There will be a show. Nimbus The company waits. Nimbus It was late. Nimbus You know it. " * 3
ANCHORS = [Term(f"A{n}", 1 / n, is_anchor=True) for n in range(1, 5)]
OTHERS = [Term(f"b{n}", 0.5 / n) for n in range(1, 17)]
NO_PROBES = Discovery(probes=0)


def asked(terms: list[Term], text: str = TEXT, limits: Discovery = NO_PROBES) -> list[Query]:
    return queries(Seed("s", text, "A title", language="en"), terms, limits)


def test_a_query_has_an_anchor_or_two_and_another_term_or_two() -> None:
    found = asked(ANCHORS + OTHERS)
    assert len(found) == 32
    for query in found:
        names = [term for term in query.terms if term.startswith("A")]
        assert 1 <= len(names) <= 2
        assert 1 <= len(query.terms) - len(names) <= 2
        assert (query.language, query.exact) == ("en", False)


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(1, 16), st.integers(0, 40), st.text(max_size=5))
def test_no_query_has_all_terms_of_another(anchors: int, others: int, wanted: int, text: str) -> None:
    found = asked(ANCHORS[:anchors] + OTHERS[:others], text, Discovery(queries=wanted, probes=0))
    assert len(found) <= wanted
    assert not any(set(one.terms) <= set(other.terms) for one, other in permutations(found, 2))


def test_the_same_seed_asks_the_same_and_another_something_else() -> None:
    assert asked(ANCHORS + OTHERS) == asked(ANCHORS + OTHERS)
    assert asked(ANCHORS + OTHERS) != asked(ANCHORS + OTHERS, "Another text.")


def test_heavy_terms_are_asked_for_more_often() -> None:
    said = [term for query in asked(ANCHORS + OTHERS) for term in query.terms]
    assert said.count("A1") > said.count("A4") > 0


def test_no_query_says_a_word_twice() -> None:
    terms = [Term("Xiaomi", is_anchor=True), Term("Xiaomi Cars", is_anchor=True), Term("SU7")]
    assert {query.terms for query in asked(terms)} == {("Xiaomi", "SU7"), ("Xiaomi Cars", "SU7")}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [([], []), ([Term("a", is_anchor=True)], [("a",)]), ([Term("a"), Term("b"), Term("c")], [("a", "b")])],
)
def test_few_terms_are_asked_for_all_the_same(terms: list[Term], expected: list[tuple[str, ...]]) -> None:
    assert [query.terms for query in asked(terms)] == expected


def test_very_many_terms_take_no_time() -> None:
    terms = [Term(f"t{n}", is_anchor=n < 4) for n in range(10_000)]
    assert len(asked(terms)) == 32


def test_passages_come_last_and_stand_in_the_text() -> None:
    found = asked(ANCHORS + OTHERS, limits=Discovery(queries=3, probes=2))
    assert [query.exact for query in found] == [False] * 3 + [True] * 2
    for query in found[3:]:
        (passage,) = query.terms
        assert passage in " ".join(TEXT.split())
        assert len(passage.split()) == 9
        assert "list was" not in passage


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        (TEXT, "en", 2),
        (TORN, "en", 0),
        ("Too short for a passage. All of it. Every sentence here.", "en", 0),
        ("The ministry **** said on Friday that ** nothing at all **** had happened.", "en", 0),
        ("小米汽车的研发团队已经有三千多名工程师了。雷军在发布会上谈到了公司未来五年的长期计划。", "zh", 2),
        ("รถยนต์ไฟฟ้าเป็นอนาคตของอุตสาหกรรม", "th", 1),
        ("", None, 0),
    ],
)
def test_passages(text: str, language: str | None, count: int) -> None:
    found = passages(text, language, 2)
    assert len(found) == len(set(found)) == count
    assert all(passage in text.replace("\n", " ") for passage in found)


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        (
            "2024-01-31", 90,
            [Window(date(2023, 11, 2), date(2024, 4, 30)),
             Window(date(2023, 2, 5), date(2025, 1, 25)), Window()],
        ),
        ("2024-01-31T23:00:00+02:00", 1, [
            Window(date(2024, 1, 30), date(2024, 2, 1)), Window(date(2024, 1, 27), date(2024, 2, 4)),
            Window(),
        ]),
        ("0001-01-02", 90, [
            Window(date(1, 1, 1), date(1, 4, 2)), Window(date(1, 1, 1), date(1, 12, 28)), Window(),
        ]),
        ("9999-12-31", 10**9, [Window(date.min, date.max), Window(date.min, date.max), Window()]),
        (None, 90, [Window()]),
        ("yesterday", 90, [Window()]),
        ("2024-01-31", 0, [Window()]),
    ],
)  # fmt: skip
def test_windows(published: str | None, days: int, expected: list[Window]) -> None:
    assert windows(Seed("s", "", published=published), Discovery(days=days)) == expected
