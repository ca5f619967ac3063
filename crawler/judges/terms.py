"""The terms of a text: what remains of it when frequent words are left out."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import justext

# Han, kana and Hangul are taken in pairs: no segmentation needed, and two characters are what
# most Chinese and Japanese words have.
CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
IS_CJK = re.compile(f"[{CJK}]")
MOST_CHARACTERS = 50_000  # of a text; more does not change what it is about
# Pairs around these say how a sentence is built, not what it is about.
CJK_FUNCTION = frozenset(
    "的了是在和也就都而及与着这那有不我他她它们为以到上下中个之于の是にはをがとでもてしたれるなす"
)
STOP_LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian_Bokmal", "nl": "Dutch", "nn": "Norwegian_Nynorsk",
    "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zu": "Zulu",
}  # fmt: skip


@lru_cache(maxsize=32)
def stop_words(language: str | None) -> frozenset[str]:
    """Return the frequent words of a language; none for one that has no list."""
    name = STOP_LISTS.get(language or "")
    if name not in justext.get_stoplists():
        return frozenset()
    return frozenset(word.casefold() for word in justext.get_stoplist(name))


def terms(text: str, language: str | None) -> Counter[str]:
    """Count the terms of a text: words, numbers of two digits and more, pairs of CJK characters."""
    stop = stop_words(language)
    counts: Counter[str] = Counter()
    for token in TOKEN.findall(text[:MOST_CHARACTERS].casefold()):
        if IS_CJK.match(token):
            counts.update(pairs(token))
        elif len(token) > 1 and token not in stop:
            counts[token] += 1
    return counts


def pairs(run: str) -> list[str]:
    """Return neighbouring characters in pairs, function characters left out."""
    found = (run[i : i + 2] for i in range(len(run) - 1))
    return [pair for pair in found if CJK_FUNCTION.isdisjoint(pair)]
