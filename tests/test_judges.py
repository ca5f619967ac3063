"""The judges: what each measures, and where each draws the line."""

from __future__ import annotations

import pytest
from builders import make_article
from hypothesis import given
from hypothesis import strategies as st

from crawler.judges import bench
from crawler.judges.language import Language
from crawler.judges.length import Length
from crawler.judges.relevance import Relevance
from crawler.judges.terms import pairs, terms
from crawler.reasons import Reason
from crawler.records import Seed
from crawler.settings import Judges

FERRY = "A ferry sank in the strait at night. Divers searched the wreck of the ferry for survivors."
RESCUE = "Divers found more survivors of the ferry that sank in the strait; the wreck is searched on."
GARDEN = "Tomatoes need sun, compost and patience. Water your seedlings in the morning, never at noon."
SEED = Seed("ferry.txt", FERRY, title="Ferry sinks in strait", language="en", keywords=("lifeboat",))


def relevance(*seeds, lowest=0.03, abroad=0.012):
    return Relevance.to(seeds, lowest, abroad)


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


def test_what_is_about_the_same_scores_high_and_the_rest_does_not():
    judge = relevance(SEED)
    same, near, far = (judge(english(text, title="")) for text in (FERRY, RESCUE, GARDEN))
    assert 1 >= same.score > near.score > 0.2 > far.score == 0
    assert (same.reason, near.reason, far.reason) == (None, None, Reason.OFF_TOPIC)
    assert "ferry" in near.evidence.split(", ")
    assert far.evidence is None


def test_the_nearest_seed_counts():
    both = relevance(SEED, Seed("garden.txt", GARDEN, language="en"))
    assert both(english(GARDEN)).score > 0.8
    assert both(english(RESCUE)).score > 0.2


def test_a_title_and_keywords_speak():
    judge = relevance(SEED)
    assert judge(english(GARDEN, title="Ferry sinks")).score > judge(english(GARDEN, title="Soil")).score
    assert judge(english("The lifeboat")).score > 0


def test_a_text_in_another_language_is_held_to_a_lower_mark():
    judge = relevance(SEED, lowest=0.5, abroad=0.0)
    assert judge(english(GARDEN)).reason is Reason.OFF_TOPIC
    assert judge(make_article("Tomaten brauchen Sonne", language="de")).reason is None


def test_a_seed_of_unknown_language_is_at_home_everywhere():
    judge = relevance(Seed("x", FERRY), lowest=0.5, abroad=0.0)
    assert judge(make_article("Tomaten brauchen Sonne", language="de")).reason is Reason.OFF_TOPIC


@pytest.mark.parametrize("seeds", [(), (Seed("list.urls", "", start_urls=("https://a.example/",)),)])
def test_without_a_seed_text_nothing_is_scored(seeds):
    verdict = relevance(*seeds)(english(GARDEN))
    assert (verdict.score, verdict.reason) == (None, None)
    assert relevance(*seeds).of_words("ferry") == 0


@pytest.mark.parametrize("text", [" ", "the of and", "!?", "a", "的了"])
def test_a_text_without_terms_scores_nothing(text):
    assert relevance(SEED)(english(text, title=None)).score == 0
    assert relevance(Seed("x", text, language="en"))(english(FERRY)).score == 0


def test_languages_without_spaces():
    judge = relevance(Seed("x", "渡轮在海峡沉没，潜水员搜寻幸存者。", language="zh"))
    assert judge(make_article("潜水员在海峡找到渡轮。", language="zh")).score > 0.2
    assert judge(make_article("西红柿需要阳光和堆肥。", language="zh")).score == 0


@pytest.mark.parametrize(
    ("words", "share"),
    [("ferry survivors", 1.0), ("FERRY prices", 0.5), ("garden", 0.0), ("", 0.0), ("the of", 0.0)],
)
def test_of_words(words, share):
    assert relevance(SEED).of_words(words) == share


@given(st.text(), st.text(), st.sampled_from([None, "en", "zh", "xx"]))
def test_scores_are_shares(text, title, language):
    judge = relevance(SEED, Seed("y", text, title=title, language=language))
    verdict = judge(make_article(text + title, title=title, language=language))
    assert 0 <= verdict.score <= 1
    assert 0 <= judge.of_words(text) <= 1


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
    ],
)
def test_terms(text, language, expected):
    assert terms(text, language) == expected


def test_pairs_leave_function_characters_out():
    assert pairs("渡轮在海峡") == ["渡轮", "海峡"]


def test_the_bench_takes_its_marks_from_the_settings():
    judges = bench(Judges(min_words=5, languages=("de",), min_relevance=0.9), [SEED])
    verdicts = [judge(english("four words are few", words=4)) for judge in judges]
    assert [verdict.reason for verdict in verdicts] == [Reason.TOO_SHORT, Reason.LANGUAGE, Reason.OFF_TOPIC]
    assert len({verdict.judge for verdict in verdicts}) == 3
