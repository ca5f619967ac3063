"""The terms of a text: what remains of it when frequent words are left out."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import category, normalize

from ..reading.stops import stop_words

# Han, kana and Hangul are taken in pairs: no segmentation needed, and two characters are what
# most Chinese and Japanese words have.
CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
# Vowel signs and accents that stand behind their letter, as in Hindi, Thai or pointed Hebrew:
# \w leaves them out, and would cut the words there.
MARKS = "".join(filter(lambda character: category(character)[0] == "M", map(chr, range(0x300, 0xFFFF))))
TOKEN = re.compile(rf"[{CJK}]+|(?:[^\W_{CJK}][{MARKS}]*)+")
IS_CJK = re.compile(f"[{CJK}]")
SHORTEST_YEAR = 4
MOST_CHARACTERS = 50_000  # of a text; more does not change what it is about
# Pairs around these say how a sentence is built, not what it is about.
CJK_FUNCTION = frozenset(
    "的了是在和也就都而及与着这那有不我他她它们为以到上下中个之于の是にはをがとでもてしたれるなす"
)


def terms(text: str, language: str | None) -> Counter[str]:
    """Count the terms of a text: words, numbers of four digits and more, pairs of CJK characters."""
    stop = stop_words(language)
    counts: Counter[str] = Counter()
    for token in TOKEN.findall(normalize("NFC", text[:MOST_CHARACTERS]).casefold()):
        if IS_CJK.match(token):
            counts.update(pairs(token))
        elif is_term(token) and token not in stop:
            counts[token] += 1
    return counts


def is_term(token: str) -> bool:
    """Leave out single letters, and numbers shorter than a year: they stand for anything."""
    return len(token) > (SHORTEST_YEAR - 1 if token.isdecimal() else 1)


def pairs(run: str) -> list[str]:
    """Return neighbouring characters in pairs, function characters left out."""
    found = (run[i : i + 2] for i in range(len(run) - 1))
    return [pair for pair in found if CJK_FUNCTION.isdisjoint(pair)]
