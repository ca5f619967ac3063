"""Words and sentences of many languages, of which nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from token_cases import CASES

from crawler.tokens import advice, chunks, is_glued, paragraphs, scripts, words_by
from crawler.tokens.sentences import LONGEST

LANGUAGES = st.sampled_from(
    ["en", "fr", "de", "it", "ca", "nl", "zh", "ja", "th", "ru", "pt-BR", "<b>", "", None]
)
HARD = st.text(
    st.sampled_from(
        "ab AZ.,!?'’-\"«»“”。！？「」とじ中文ภาษา1237"
        "\n\r\t\0\u200b\u00ad\u200d\u0301&<>@#:/👩👧🇺🇳\ud800\u2028\ufeff\uffffé_"
    ),
    max_size=60,
)


def sentences(text, language):
    """All sentences of a text, as lists of forms."""
    return [
        [token.form for token in sentence]
        for paragraph in paragraphs(text, language)
        for sentence in paragraph.sentences
    ]


def shown(text, language):
    """Tokens with a space between them, sentences with a bar."""
    return " | ".join(" ".join(sentence) for sentence in sentences(text, language))


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_hard_cases(language, text, expected):
    assert shown(text, language) == expected


def test_there_are_enough_cases():
    assert len(CASES) >= 150
    assert len({language for language, *_ in CASES if language}) >= 12


@given(st.one_of(st.text(max_size=60), st.text(st.characters(), max_size=30), HARD), LANGUAGES)
def test_nothing_of_a_text_is_lost(text, language):
    again = ""
    for paragraph in paragraphs(text, language):
        again += paragraph.before
        for sentence in paragraph.sentences:
            assert sentence
            for token in sentence:
                assert token.form
                assert not any(map(str.isspace, token.form))
                again += token.form + token.after
    assert again == text


def test_paragraphs_are_lines():
    found = [
        [shown for sentence in paragraph.sentences for shown in sentence]
        for paragraph in paragraphs("\n\n One.\n \n\nTwo,\r\nthree.\n", "en")
    ]
    assert [[token.form for token in paragraph] for paragraph in found] == [
        ["One", "."],
        ["Two", ","],
        ["three", "."],
    ]
    assert found[0][1].after == "\n \n\n"


@pytest.mark.parametrize(("after", "glued"), [("", True), ("\u200b", True), (" ", False), ("\0", False)])
def test_what_glues(after, glued):
    assert is_glued(after) is glued


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "ab." * 20_000,
        "a@" * 20_000,
        "灯" * 50_000,
        "(" * 30_000,
        "“" + "好。" * 4_000,
        "www." * 9_000,
    ],
)
def test_texts_that_never_end_are_cut_in_bounds(text):
    found = sentences(text, "zh")
    assert "".join(form for sentence in found for form in sentence) == text
    assert max(len(form) for sentence in found for form in sentence) <= 1_000
    assert max(map(len, found)) <= LONGEST + 1


@pytest.fixture
def no_dictionaries(monkeypatch):
    """An installation without extras."""
    for name in ("chinese", "japanese", "thai"):
        monkeypatch.setattr(scripts, name, lambda: None)
    chunks.known.cache_clear()
    yield
    chunks.known.cache_clear()


@pytest.mark.usefixtures("no_dictionaries")
@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "中文2024。", "中 文 2024 。"),
        ("ja", "車のモーター", "車 の モーター"),
        ("th", "น้ำใจ", "น้ำ ใ จ"),
        ("km", "ខ្មែរ", "ខ្មែ រ"),
    ],
)
def test_without_dictionaries_characters_are_tokens(language, text, expected):
    assert shown(text, language) == expected
    assert words_by(language) == "characters"
    assert ("pip install" in (advice(language) or "")) is (language != "km")


def test_what_cuts_is_said():
    assert words_by("zh").startswith("rjieba ")
    assert words_by("ja").startswith("sudachipy ")
    assert words_by("en") == words_by("")
    assert [advice(language) for language in ("zh", "ja", "en")] == [None] * 3
