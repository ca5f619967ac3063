"""Relevance: near texts above far ones in any language, honest odds, and learning that can't run away."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from builders import make_article
from hypothesis import given
from hypothesis import strategies as st
from subjects import (
    CARS,
    COURT,
    FERRY,
    GARDEN,
    OFF_TOPIC,
    ON_TOPIC,
    PLANTS,
    RESCUE,
    SEA,
    SEED,
    SOIL,
    english,
    invented,
    relevance,
)

from crawler.judges.relevance import refine
from crawler.judges.relevance.background import DIMENSIONS, FOLDER, background
from crawler.judges.relevance.words import CLOSE, FAR
from crawler.reasons import Reason
from crawler.records import Seed
from crawler.seeds import load


def test_what_is_about_the_same_scores_high_and_the_rest_does_not():
    judge = relevance(SEED)
    same, near, far = (judge(english(text)) for text in (FERRY, RESCUE, GARDEN))
    assert same.score >= near.score > 0.9
    assert same.parts["words 1"] > near.parts["words 1"] > far.parts["words 1"]
    assert far.score < 0.1
    assert (same.reason, near.reason, far.reason) == (None, None, Reason.OFF_TOPIC)
    assert "ferry" in near.evidence.split(", ")
    assert far.evidence is None


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_a_subject_is_known_in_other_languages_and_without_shared_names(language):
    judge = relevance(CARS)
    on, off = (
        judge(make_article(text[language], title=None, language=language)) for text in (ON_TOPIC, OFF_TOPIC)
    )
    assert on.score > 0.5
    assert off.score < 0.35
    assert (on.reason, off.reason) == (None, Reason.OFF_TOPIC)


def test_the_same_holds_for_a_seed_file():
    judge = relevance(*load([Path(__file__).parents[1] / "seeds" / "xiaomi-auto.md"]))
    for language in ON_TOPIC:
        on, off = (judge(make_article(text[language], language=language)) for text in (ON_TOPIC, OFF_TOPIC))
        assert on.score > off.score + 0.4


def test_words_of_like_meaning_count_though_none_is_shared():
    judge = relevance(Seed("x", "The vehicle industry, motors and engines", language="en"))
    cars, cakes = (judge(english(text)) for text in ("automobile makers build cars", "bakers bake cakes"))
    assert cars.parts["words 1"] == cakes.parts["words 1"] == 0
    assert cars.parts["meaning 1"] > cakes.parts["meaning 1"] + 2


def test_the_parts_name_both_methods_for_each_seed():
    parts = relevance(SEED, PLANTS)(english(RESCUE)).parts
    assert set(parts) == {"meaning 1", "words 1", "meaning 2", "words 2"}
    assert parts["words 1"] > parts["words 2"]
    assert parts["meaning 1"] > parts["meaning 2"]


def test_the_nearest_seed_counts():
    both = relevance(SEED, PLANTS)
    assert both(english(GARDEN)).score > 0.9
    assert both(english(RESCUE)).score > 0.9


def test_seeds_of_one_topic_help_each_other():
    texts = invented(SEA, count=6)
    seeds = [Seed("x", article.text, language="en") for article in texts[:3]]
    alone, together = (relevance(*some)(texts[4]).parts for some in (seeds[:1], seeds))
    assert together["words 1"] > alone["words 1"]
    assert together["meaning 1"] > alone["meaning 1"]


def test_a_title_and_keywords_speak():
    judge = relevance(SEED)
    assert judge(english(GARDEN, title="Ferry sinks")).score > judge(english(GARDEN, title="Soil")).score
    assert judge(english("The lifeboat")).parts["words 1"] > 0


def test_many_seeds_stay_small_enough_to_travel():
    seeds = [Seed("x", article.text, language="en") for article in invented(SEA, SOIL, COURT)]
    judge = relevance(*seeds)
    assert len(pickle.dumps(judge)) < 200_000
    assert all(judge(english(seed.text)).score > 0.9 for seed in seeds)
    assert pickle.loads(pickle.dumps(judge))(english(FERRY)) == judge(english(FERRY))  # noqa: S301


@pytest.mark.parametrize("seeds", [(), (Seed("list.urls", "", start_urls=("https://a.example/",)),)])
def test_without_a_seed_text_nothing_is_scored(seeds):
    judge = relevance(*seeds)
    assert (judge(english(GARDEN)).score, judge(english(GARDEN)).reason) == (None, None)
    assert judge.of_words("ferry") == 0
    assert refine(judge.topic, invented(SEA)) == judge.topic


@pytest.mark.parametrize("text", [" ", "the of and", "!?", "a", "的了"])
def test_a_text_without_terms_is_off_topic(text):
    assert relevance(SEED)(english(text, title=None)).reason is Reason.OFF_TOPIC


def test_languages_without_spaces():
    judge = relevance(Seed("x", "渡轮在海峡沉没，潜水员搜寻幸存者。", language="zh"))
    assert judge(make_article("潜水员在海峡找到渡轮。", title=None, language="zh")).score > 0.5
    assert judge(make_article("西红柿需要阳光和堆肥。", title=None, language="zh")).score < 0.35


def test_a_language_without_a_table_is_judged_by_shared_words():
    judge = relevance(
        Seed("x", "vapor naufragatus est in freto, urinatores naufragos quaerunt", language="la")
    )
    near, far = "urinatores in freto naufragos invenerunt", "lycopersica sole et patientia egent"
    assert judge(make_article(near, title=None, language="la")).score > 0.5
    assert judge(make_article(far, title=None, language="la")).score < 0.35


def test_words_of_links():
    judge = relevance(SEED)
    scores = [judge.of_words(words) for words in ("ferry survivors", "ship in storm", "ferry prices", "")]
    assert scores[0] == 1
    assert 0 < scores[1] < 1
    assert 0 < scores[2] < 1
    assert scores[3] == judge.of_words("garden") == judge.of_words("the of") == 0
    assert relevance(CARS).of_words("Fahrzeuge und Technologie", "de") > 0.3


@pytest.mark.parametrize("word", ["ship", "storm", "prices", "minister", "football"])
def test_a_word_of_a_link_is_as_close_as_its_meaning(word):
    judge = relevance(SEED, CARS)
    near = max(aim.likeness(background("en").vector(word)) for aim in judge.topic.sought)
    assert judge.of_words(word, "en") == pytest.approx(min(max((near - FAR) / (CLOSE - FAR), 0), 1), abs=1e-5)


def test_words_of_links_are_remembered_within_bounds_and_stay_behind(monkeypatch):
    judge, fresh = relevance(SEED), relevance(SEED)
    links = ["ferry survivors", "ship in storm", "ferry prices", "prices of ships and harbours"]
    expected = [judge.of_words(words, "en") for words in links]
    assert len(pickle.dumps(judge)) < len(pickle.dumps(fresh)) + 500
    assert [pickle.loads(pickle.dumps(judge)).of_words(words, "en") for words in links] == expected  # noqa: S301
    monkeypatch.setattr("crawler.judges.relevance.words.MOST_REMEMBERED", 2)
    assert [fresh.of_words(words, "en") for words in links] == expected
    assert 0 < len(fresh.words["en"]) <= 2


@given(st.text(), st.text(), st.sampled_from([None, "en", "zh", "xx", "../en"]))
def test_scores_are_probabilities(text, title, language):
    judge = relevance(SEED, Seed("y", text, title=title, language=language))
    verdict = judge(make_article(text + title, title=title, language=language))
    assert 0 <= verdict.score <= 1
    assert 0 <= judge.of_words(text, language) <= 1
    assert all(map(np.isfinite, verdict.parts.values()))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("??.npz")), ids=lambda path: path.stem)
def test_tables_are_whole(path):
    table = background(path.stem)
    assert len(table.index) == len(table.rarity) == len(table.weight) > 1_000
    assert table.vectors.shape[1:] == table.centre.shape == (DIMENSIONS,)
    assert np.isfinite(table.vectors).all()
    rarest = [table.rarity_of(word) for word in list(table.index)[-3:]]
    assert min(rarest) > table.rarity.min() >= 0


def test_rarer_words_are_rarer():
    words = ["the", "people", "election", "trombone"]
    found = [background("en").rarity_of(word) for word in words]
    assert all(one < other for one, other in pairwise(found))
