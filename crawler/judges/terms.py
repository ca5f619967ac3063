"""The terms of a text: what remains of it when frequent words are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from unicodedata import category, normalize

from ..letters import beyond_ascii
from ..reading.stops import stop_words
from .split import counted

# Han, hiragana and Hangul are taken in pairs: no segmentation needed, and two characters are what
# most Chinese and Japanese words have. Katakana spells whole words out, mostly names and loans.
CJK = r"\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
KATAKANA = r"\u30a0-\u30ff"
# Vowel signs and accents that stand behind their letter, as in Hindi, Thai or pointed Hebrew:
# \w leaves them out, and would cut the words there.
MARKS = "".join(filter(lambda character: category(character)[0] == "M", map(chr, range(0x300, 0xFFFF))))
TOKEN = re.compile(rf"[{CJK}]+|[{KATAKANA}]{{2,}}|(?:[^\W_{CJK}{KATAKANA}][{MARKS}]*)+")
PLAIN = re.compile("[a-z0-9]+")
# Most texts beyond ASCII have no letters of these, and their words are runs of letters.
INVOLVED = re.compile(f"[{CJK}{KATAKANA}{MARKS}]")
LETTERS = re.compile(r"[^\W_]+")
IS_CJK = re.compile(f"[{CJK}]")
LOWER, UPPER = "a-zß-öø-ÿа-я", "A-ZÀ-ÖØ-ÞА-Я"
# A capital inside a word, between small letters. Capitals are rare: looked for first, all goes fast.
INNER_CAPITAL = re.compile(rf"[{UPPER}](?<=[{LOWER}].)(?=[{LOWER}])")
SEAM = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])")
REST = re.compile(r"\w+")
SHORTEST_YEAR = 4
MOST_CHARACTERS = 50_000  # of a text; more does not change what it is about
# Pairs around these say how a sentence is built, not what it is about.
CJK_FUNCTION = frozenset(
    "的了是在和也就都而及与着这那有不我他她它们为以到上下中个之于の是にはをがとでもてしたれるなす"
)


def terms(text: str, language: str | None) -> Counter[str]:
    """Count the tokens of a text, without the stop words of its language."""
    stop = stop_words(language)
    counts = tokens(text)
    return Counter({token: n for token, n in counts.items() if token not in stop}) if stop else counts


def tokens(text: str) -> Counter[str]:
    """Count words, numbers of four digits and more, pairs of CJK characters.

    Words that lost the space between them ("CarsThere") count as a whole and in parts: the whole
    may be a name, and the parts are what was meant.
    """
    text = normalize("NFC", text[:MOST_CHARACTERS])
    # asked of some hundred words: the length of most is enough
    words = words_with_counts(text).items()
    counts = Counter({word: n for word, n in words if len(word) >= SHORTEST_YEAR or is_term(word)})
    parts = [part for word in glued(text) for part in SEAM.split(word)]
    counts.update(words_of(" ".join(parts)))
    return counts


def words_with_counts(text: str) -> Mapping[str, int]:
    """Count words and pairs of CJK characters, those that are no terms too."""
    if not text.isascii() and INVOLVED.search(beyond_ascii(text).casefold()):
        return Counter(words_of(text))
    return counted(text.replace("_", " "))  # the same text where there is none


def glued(text: str) -> Iterator[str]:
    """Yield the words that have a capital in them as if they were several."""
    end = 0
    for found in INNER_CAPITAL.finditer(text):
        start = found.start()
        if start < end:
            continue
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        rest = REST.match(text, found.start())
        end = rest.end() if rest else found.end()
        yield text[start:end]


def words_of(text: str) -> list[str]:
    """Return words, numbers of four digits and more, pairs of CJK characters, in their order."""
    if text.isascii():  # as links mostly are; a third of the time
        found = PLAIN.findall(text.lower())
        return [
            word for word in found if len(word) >= SHORTEST_YEAR or (len(word) > 1 and not word.isdigit())
        ]
    text = text.casefold()
    if not INVOLVED.search(text):
        # most are long enough, and a call for each would be half of the work
        return [word for word in LETTERS.findall(text) if len(word) >= SHORTEST_YEAR or is_term(word)]
    found = TOKEN.findall(text)
    cut = (pairs(token) if IS_CJK.match(token) else [token] for token in found)
    return [term for terms in cut for term in terms if is_term(term)]


def is_term(token: str) -> bool:
    """Leave out single letters, and numbers shorter than a year: they stand for anything."""
    return len(token) >= SHORTEST_YEAR or (len(token) > 1 and not token.isdecimal())


def pairs(run: str) -> list[str]:
    """Return neighbouring characters in pairs, function characters left out."""
    found = (run[i : i + 2] for i in range(len(run) - 1))
    return [pair for pair in found if CJK_FUNCTION.isdisjoint(pair)]
