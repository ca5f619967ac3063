import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from crawler.reading.language import language_of
from crawler.reading.language_model import model, whole

SENTENCES = [
    ("Der Zug nach Hamburg fährt heute wegen des Sturms erst am späten Abend ab.", "de"),
    ("The train to the coast leaves late in the evening because of the storm.", "en"),
    ("Le train pour la côte part tard dans la soirée à cause de la tempête.", "fr"),
    ("El tren hacia la costa sale tarde por la noche a causa de la tormenta.", "es"),
    ("Поезд на побережье из-за бури отправится только поздно вечером.", "ru"),
    ("由于暴风雨，开往海岸的火车要到晚上很晚才出发。", "zh"),
    ("嵐のため、海岸行きの列車は夜遅くに出発します。", "ja"),
    ("폭풍 때문에 해안으로 가는 기차는 밤늦게 출발합니다.", "ko"),
]

WORDS = [word for text, _ in SENTENCES for word in text.split()]


@pytest.fixture(scope="module")
def library():
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_says_the_language_of_a_sentence(text, language):
    found, confidence = language_of(text)
    assert found == language
    assert 0.25 <= confidence <= 1


@pytest.mark.parametrize("text", ["", "OK", "Hello", "12345 67890", "😀😀😀", "...", "\ud800"])
def test_says_nothing_of_hopeless_texts(text):
    assert language_of(text)[0] is None


def test_looks_only_at_the_beginning():
    german, english = SENTENCES[0][0], SENTENCES[1][0]
    assert language_of(german * 30 + english * 1000)[0] == "de"


def test_confidence_is_a_plain_number():
    assert type(language_of(SENTENCES[0][0])[1]) is float


@given(text=st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_finds_in_a_text_what_the_library_finds(library, text):
    assert model().classify(text) == library.classify(text)


@pytest.mark.parametrize("weights", [[2.734375, 14.984375, -0.001953125, 0], [2**-10, 1], [65504, 1]])
def test_whole_weights_are_the_same(weights):
    halves = np.array(weights, np.float16)
    numbers, unit = whole(halves)
    assert np.array_equal(numbers * unit, halves.astype(np.float32))


def test_weights_of_the_model_are_whole():
    """They are as right in four bytes, but take twice the room and half as long again."""
    assert model().nb_ptc.dtype == np.int16
