"""Likeness of texts: what is folded, what is sampled, how much of one stands in another."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import NamedTuple
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.likeness.checksums import LONGEST
from crawler.likeness.overlap import overlap
from crawler.likeness.rivals import Likeness, Rival, compare
from crawler.likeness.shingles import CHARACTERS, FEWEST, ONE_IN, SCHEME, WORDS, Cut, fingerprint, runs_of
from crawler.likeness.words import ASCII_FOLDS, folded, words
from crawler.records import Runs
from crawler.settings import Duplicates

DICE = random.Random(3)
MANY = ["".join(DICE.choices("abcdefghiklmnoprstu", k=7)) for _ in range(2000)]
HAN = "".join(DICE.sample([chr(number) for number in range(0x4E00, 0x9000)], 900))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry, THE Ferry!", ["the", "ferry", "the", "ferry"]),
        ("Café Strasse straße", ["cafe", "strasse", "strasse"]),
        ("Cafe\u0301 ﬁnal", ["cafe", "final"]),
        ("ＡＢＣ１２", ["abc12"]),
        ("don’t state-of-the-art snake_case", ["don", "t", "state", "of", "the", "art", "snake", "case"]),
        ("小米汽车 SU7", ["小", "米", "汽", "车", "su7"]),
        ("ｶﾅ", ["カ", "ナ"]),
        ("한국", ["한", "국"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("हिन्दी भाषा", ["हनद", "भष"]),
        ("\ud800 … — ", []),
        ("각 \u1100\u1161\u11a8", ["각", "각"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert [word.decode() for word in words(text)] == expected


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_characters_one_by_one_and_in_one_go_are_the_same(text):
    """Which way is taken depends on how many there are beyond ASCII."""
    many = "".join(map(chr, range(0x391, 0x391 + 60)))
    assert words(f"{text} {many}") == [*words(text), *words(many)]


def test_a_run_is_of_words_or_of_characters():
    assert runs_of(" ".join(MANY[:20])).size == WORDS
    assert runs_of(HAN[:50]).size == CHARACTERS
    assert len(runs_of(" ".join(MANY[:20])).each) == 20 - WORDS + 1
    assert list(runs_of("too short for").each) == []


@pytest.mark.parametrize("longest", [1, 20, LONGEST, 3 * LONGEST])
@pytest.mark.parametrize("letters", ["ab", "aéж", "aж漢", "漢字"])
def test_checksums_of_runs_are_those_of_zlib(longest, letters):
    dice = random.Random(longest)
    words_of = [[dice.choices(letters, k=dice.randint(1, longest)) for _ in range(n)] for n in range(40)]
    for text in (dice.choice([" ", ", ", "\n"]).join(map("".join, found)) for found in words_of):
        found, runs = words(text), runs_of(text)
        joined = [b" ".join(found[at : at + runs.size]) for at in range(len(found) - runs.size + 1)]
        assert list(runs.each) == list(map(crc32, joined))
        assert Cut.of(text).all_runs() == joined


def test_a_fingerprint_is_a_sample():
    long = fingerprint(" ".join(MANY)).samples
    assert 0.8 < len(long) * ONE_IN / len(MANY) < 1.2
    assert list(long) == sorted(set(long))
    assert all(-(2**31) <= sample < 2**31 for sample in long)
    assert len(fingerprint(" ".join(MANY[:60])).samples) >= FEWEST
    assert fingerprint("too short for").samples == ()


def test_a_part_has_the_samples_of_the_whole():
    whole = set(fingerprint(" ".join(MANY)).samples)
    part = fingerprint(" ".join(MANY[500:1500])).samples
    assert len(whole.intersection(part)) >= len(part) - 1
    assert not whole.intersection(fingerprint(" ".join(reversed(MANY))).samples)


def test_a_fingerprint_is_the_same_in_every_process():
    """Stored ones are compared with new ones: if this fails, SCHEME has to be raised."""
    assert SCHEME == 1
    text = " ".join(f"word{number}" for number in range(40))
    code = f"from crawler.likeness.shingles import fingerprint; print(fingerprint({text!r}).samples)"
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
    ).stdout
    assert out.strip() == str(fingerprint(text).samples)
    assert fingerprint(text).samples[:2] == (-2018922545, -1964272735)


@given(st.text(st.characters()))
def test_nothing_raises_for_any_text(text):
    runs = runs_of(text)
    print_of_it = fingerprint(text)
    assert print_of_it.runs == runs
    assert len(print_of_it.samples) <= len(set(runs.each))
    same = overlap(runs, runs)
    assert same.of_one == same.of_other
    assert overlap(runs, Runs(runs.size, ())).of_one == 0.0


def text_of(*ranges):
    return " ".join(word for start, end in ranges for word in MANY[start:end])


OVERLAPS = {
    "the same": ((0, 300), (0, 300), 1.0, 1.0),
    "nothing": ((0, 300), (300, 600), 0.0, 0.0),
    "a third": ((0, 300), (200, 500), 0.33, 0.33),
    "a part": ((100, 200), (0, 400), 1.0, 0.25),
    "a phrase": ((0, 300), (293, 600), 0.0, 0.0),
}


@pytest.mark.parametrize(("one", "other", "of_one", "of_other"), OVERLAPS.values(), ids=OVERLAPS)
def test_overlap(one, other, of_one, of_other):
    shared = overlap(runs_of(text_of(one)), runs_of(text_of(other)))
    assert (shared.of_one, shared.of_other) == pytest.approx((of_one, of_other), abs=0.01)


def test_changed_words_do_not_count_much_but_foreign_passages_do():
    """Both have about 41 % of the runs of the original."""
    original = MANY[:400]
    dice = random.Random(1)
    noisy = [word if dice.random() > 0.2 else dice.choice(MANY) for word in original]
    mixed = original[:165] + MANY[1000:1235]
    runs = runs_of(" ".join(original))
    assert overlap(runs_of(" ".join(noisy)), runs).of_one > 0.85
    assert overlap(runs_of(" ".join(mixed)), runs).of_one < 0.45


def test_order_does_not_count():
    moved = text_of((200, 300), (0, 100), (100, 200))
    assert overlap(runs_of(moved), runs_of(text_of((0, 300)))).of_one > 0.95


class Text(NamedTuple):
    rival: Rival
    text: str


def rival(number, text, **fields):
    defaults = {
        "url": f"https://{number}.example/",
        "digest": number,
        "first_seen": f"2026-01-0{number}",
    }
    return Text(Rival(**{"id": number} | defaults | fields), text)


def pair_of(one, other, **limits):
    runs = runs_of(one.text), runs_of(other.text)
    return compare(one.rival, other.rival, runs, Duplicates(**limits))


@pytest.mark.parametrize("step", [1, -1])
def test_either_order_gives_the_same_pair(step):
    for other in (text_of((0, 400)), text_of((20, 420)), text_of((0, 150)), text_of((300, 700)), HAN):
        texts = [rival(1, text_of((0, 400))), rival(2, other)][::step]
        assert pair_of(*texts) == pair_of(*reversed(texts))


def test_han_is_compared_by_character():
    assert pair_of(rival(1, HAN), rival(2, HAN[:700] + HAN[710:])).kind is Likeness.NEAR
    assert pair_of(rival(1, HAN), rival(2, HAN[300:500])).kind is Likeness.EXCERPT
    assert pair_of(rival(1, HAN[:400]), rival(2, HAN[400:800])) is None


def test_an_excerpt_belongs_to_what_holds_it_whichever_is_older():
    long, short = text_of((0, 400)), text_of((100, 200))
    for one, other in ((rival(1, long), rival(2, short)), (rival(2, long), rival(1, short))):
        pair = pair_of(one, other)
        assert (pair.original, pair.article, pair.kind) == (one.rival, other.rival, Likeness.EXCERPT)
        assert pair.similarity == 1.0
        assert pair.is_left_out
        assert not pair_of(one, other, keep_excerpts=True).is_left_out


def test_a_passage_is_a_pair_in_which_both_stay():
    pair = pair_of(rival(1, text_of((0, 400))), rival(2, text_of((340, 900))))
    assert (pair.article.id, pair.original.id, pair.kind, pair.is_left_out) == (1, 2, "excerpt", False)
    assert pair.similarity == pytest.approx(0.15, abs=0.01)
    assert pair_of(rival(1, text_of((0, 400))), rival(2, text_of((360, 900)))) is None


def test_limits_are_settings():
    noisy = " ".join(word if number % 6 else "other" for number, word in enumerate(MANY[:400]))
    one, other = rival(1, text_of((0, 400))), rival(2, noisy)
    similarity = pair_of(one, other).similarity
    assert pair_of(one, other, near=similarity + 0.01, excerpt=1.1).kind is Likeness.EXCERPT
    assert not pair_of(one, other, near=similarity + 0.01, excerpt=1.1).is_left_out


@given(
    st.text(st.characters(), max_size=60)
    | st.text(st.sampled_from("aéßİ漢カｶ각ᄀไ’ \U00020000😀\uffff\ud800\x00"), max_size=60)
)
def test_characters_by_their_numbers_and_one_by_one_are_the_same(text):
    assert words(text) == folded(text).encode().translate(ASCII_FOLDS).split()
