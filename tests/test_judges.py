"""The judges: what each measures, and where each draws the line."""

from __future__ import annotations

import pytest
from builders import make_article
from hypothesis import given
from hypothesis import strategies as st

from crawler.judges.bench import bench
from crawler.judges.language import Language
from crawler.judges.length import Length
from crawler.judges.relevance import Topic
from crawler.judges.scripts import words_by_script
from crawler.judges.split import SPACED, cut, split
from crawler.judges.terms import involved_words_of, pairs, terms
from crawler.letters import beyond_ascii
from crawler.reasons import Reason
from crawler.records import Seed
from crawler.settings import Judges

SEED = Seed("ferry.txt", "A ferry sank in the strait at night. Divers searched the wreck.", language="en")


def english(text, **fields):
    return make_article(text, language="en", **fields)


@pytest.mark.parametrize(
    ("words", "reason"), [(0, Reason.TOO_SHORT), (59, Reason.TOO_SHORT), (60, None), (900, None)]
)
def test_length(words, reason):
    verdict = Length(60)(make_article(words=words))
    assert (verdict.judge, verdict.score, verdict.reason) == ("length", float(words), reason)


@pytest.mark.parametrize(
    ("wanted", "language", "reason"),
    [
        ((), "fr", None),
        (("de", "fr"), "fr", None),
        (("de",), "fr", Reason.LANGUAGE),
        (("de",), None, None),
    ],
)
def test_language(wanted, language, reason):
    verdict = Language(wanted)(make_article(language=language, language_confidence=0.9))
    assert (verdict.judge, verdict.score, verdict.reason, verdict.evidence) == (
        "language",
        0.9,
        reason,
        language,
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The ferries, a FERRY.", "en", {"ferries": 1, "ferry": 1}),
        ("L’île café cafe\u0301", "fr", {"île": 1, "café": 2}),
        ("in 2026, 17 of them_all", "en", {"2026": 1}),
        ("海峡的渡轮", "zh", {"海峡": 1, "渡轮": 1}),
        ("海", "zh", {}),
        ("पढ़िए समाचार", "xx", {"पढ़िए": 1, "समाचार": 1}),
        ("วันนี้", "th", {"วันนี้": 1}),
        ("x y", "en", {}),
        ("CarsThere were", None, {"carsthere": 1, "were": 1, "cars": 1, "there": 1}),
        ("スマートフォンの画面", "ja", {"スマートフォン": 1, "画面": 1}),
    ],
)
def test_terms(text, language, expected):
    assert terms(text, language) == expected


def test_pairs_leave_function_characters_out():
    assert pairs("渡轮在海峡") == ["渡轮", "海峡"]


def test_the_bench_takes_its_marks_from_the_settings():
    judges = bench(Judges(min_words=5, languages=("de",), min_relevance=0.9), Topic.of([SEED]))
    verdicts = [judge(english("four words are few", words=4)) for judge in judges]
    reasons = {verdict.judge: verdict.reason for verdict in verdicts}
    assert reasons["length"] is Reason.TOO_SHORT
    assert reasons["language"] is Reason.LANGUAGE
    assert reasons["relevance"] is Reason.OFF_TOPIC
    assert len(reasons) == len(judges)


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from("aab ÉİßŁ漢字的ーカナ가1_,’\n\u0301\u0345\u3099\ufe0f😀\ud800"))
)
def test_words_are_the_same_cut_in_all_places_at_once(text):
    found = words_by_script(text)
    assert found is None or found == involved_words_of(text.casefold())


@pytest.mark.parametrize(
    "text", ["東京の港でカニを見た。", "한국의 항구 SU7", "The harbour of 東京 ❤\ufe0f", "हिन्दी भाषा"]
)
def test_words_of_usual_texts_are_cut_at_once(text):
    assert words_by_script(text * 40) == involved_words_of(text.casefold() * 40)


@given(
    st.text(max_size=60) | st.text(st.sampled_from("aÉßİŁﬁ漢カ’_ \U00010400😀\uffff\ud800\0"), max_size=60)
)
def test_characters_by_their_numbers_and_one_by_one_are_the_same(text):
    assert split(text) == tuple(cut(text, SPACED, set(beyond_ascii(text))))
