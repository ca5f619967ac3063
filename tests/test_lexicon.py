"""The words of the crawl."""

from __future__ import annotations

import pytest

from crawler.focus.lexicon import HALF_SURE, LOUDEST_LINE, MOST_WORDS, Lexicon

NEAR = ("Ferry sank in the strait", "Divers found the ferry", "Ferry captain in court")
FAR = ("Harbour festival opens", "Court hears bakery case", "Bakery wins prize")


def learned(times: int = 1) -> Lexicon:
    lexicon = Lexicon()
    for _ in range(times):
        for title in NEAR:
            lexicon.learn(title, "", is_near=True)
        for title in FAR:
            lexicon.learn(title, "", is_near=False)
    return lexicon


def test_words_of_the_topic_speak_for_a_link_and_others_against():
    lexicon = learned()
    assert lexicon.weigh("Another ferry") > 0 > lexicon.weigh("Another bakery")
    assert lexicon.weigh("Never met before") == 0
    assert lexicon.weigh("court") == 0  # once on either side


def test_nothing_is_said_before_both_sides_are_known():
    lexicon = Lexicon()
    assert lexicon.weigh("ferry") == 0
    lexicon.learn("ferry", "", is_near=True)
    assert lexicon.weigh("ferry") == 0


def test_confidence_grows_with_what_was_read():
    said = [learned(times).weigh("ferry") for times in (1, 3, 10)]
    assert said == sorted(said)
    assert learned(1000).weigh("ferry divers strait captain sank") == pytest.approx(LOUDEST_LINE, rel=0.02)
    half = learned(HALF_SURE).weigh("ferry divers strait captain sank")
    assert half < LOUDEST_LINE * 0.8


def test_only_the_opening_of_a_text_counts():
    lexicon = Lexicon()
    lexicon.learn("Ferry", "x " * 1000 + "lighthouse", is_near=True)
    lexicon.learn("Bakery", "", is_near=False)
    assert lexicon.weigh("lighthouse") == 0


def test_memory_is_bounded():
    lexicon = Lexicon()
    lexicon.learn("ferry ferry", "", is_near=True)
    lexicon.learn("ferry again", "", is_near=True)
    for start in range(0, MOST_WORDS + 100, 100):
        lexicon.learn(" ".join(f"word{start + n}" for n in range(30)), "", is_near=False)
        lexicon.near.update(f"other{start + n}" for n in range(70))
    lexicon.learn("one more", "", is_near=False)
    assert len(lexicon.near) + len(lexicon.far) <= MOST_WORDS
    assert lexicon.near["ferry"] == 2
