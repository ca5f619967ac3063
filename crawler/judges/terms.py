"""The terms of a text: what remains of it when frequent words are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from unicodedata import category, normalize

from ..letters import beyond_ascii, is_composed
from ..reading.stops import stop_words
from .split import SPACED, counted, cut

# Han, hiragana and Hangul are taken in pairs: no segmentation needed, and two characters are what
# most Chinese and Japanese words have. Katakana spells whole words out, mostly names and loans.
CJK = r"\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
KATAKANA = r"\u30a0-\u30ff"
# Vowel signs and accents that stand behind their letter, as in Hindi, Thai or pointed Hebrew:
# \w leaves them out, and would cut the words there.
MARKS = "".join([character for character in map(chr, range(0x300, 0xFFFF)) if category(character)[0] == "M"])
TOKEN = re.compile(rf"[{CJK}]++|[{KATAKANA}]{{2,}}+|(?:[^\W_{CJK}{KATAKANA}]++[{MARKS}]*+)++")
# Most texts beyond ASCII have no letters of these, and their words are runs of letters.
INVOLVED = re.compile(f"[{CJK}{KATAKANA}{MARKS}]")
IS_CJK = re.compile(f"[{CJK}]")
FIRST_CJK = "\u3040"
LETTERS = SPACED.replace(b"_", b" ")
LOWER, UPPER = "a-zß-öø-ÿа-я", "A-ZÀ-ÖØ-ÞА-Я"
# A capital inside a word, between small letters. Capitals are rare: looked for first, all goes fast.
INNER_CAPITAL = re.compile(rf"[{UPPER}](?<=[{LOWER}].)(?=[{LOWER}])")
SHORT = 500  # characters of a text, a title mostly, that a pattern goes through sooner
SEAM = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])")
REST = re.compile(r"\w+")
SHORTEST, SHORTEST_YEAR = 2, 4
MOST_CHARACTERS = 50_000  # of a text; more does not change what it is about
# Pairs around these say how a sentence is built, not what it is about.
CJK_FUNCTION = frozenset(
    "的了是在和也就都而及与着这那有不我他她它们为以到上下中个之于の是にはをがとでもてしたれるなす"
)
PAIR = re.compile(f"(?=([^{''.join(sorted(CJK_FUNCTION))}]{{2}}))")  # in a run of CJK characters


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
    text = text[:MOST_CHARACTERS]
    if len(text) < SHORT or not is_composed(text):
        text = normalize("NFC", text)
    counts = Counter(words_with_counts(text))
    # what `is_term` says: a call for each of some hundred words would take most of the time
    for word in [w for w in counts if len(w) < SHORTEST_YEAR and (len(w) < SHORTEST or w.isdecimal())]:
        del counts[word]
    if parts := [part for word in glued(text) for part in SEAM.split(word)]:
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
    for place in inner_capitals(text):
        if place < end:
            continue
        start = place
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        rest = REST.match(text, place)
        end = rest.end() if rest else place + 1
        yield text[start:end]


def inner_capitals(text: str) -> list[int]:
    """Return where capitals stand between small letters."""
    if len(text) < SHORT:
        return [found.start() for found in INNER_CAPITAL.finditer(text)]
    from .kinds import following, kinds  # noqa: PLC0415  (numpy: most who need words have no such text)

    known = kinds(text)
    return [before + 1 for before in following(known.small, known.capital, known.small)]


def words_of(text: str) -> list[str]:
    """Return words, numbers of four digits and more, pairs of CJK characters, in their order."""
    # what `is_term` says: a call for each would be half of the work
    return [
        word
        for word in all_words_of(text)
        if len(word) >= SHORTEST_YEAR or (len(word) >= SHORTEST and not word.isdecimal())
    ]


def all_words_of(text: str) -> list[str]:
    """Return the same with single letters and short numbers: for who looks each word up, once."""
    others = set(beyond_ascii(text))
    if not (others and INVOLVED.search("".join(others).casefold())):
        return cut(text, LETTERS, others)
    if len(text) < SHORT:
        return involved_words_of(text.casefold())
    from .scripts import words_by_script  # noqa: PLC0415  (numpy: most who need words have no such text)

    found = words_by_script(text)
    return involved_words_of(text.casefold()) if found is None else found


def involved_words_of(text: str) -> list[str]:
    """Return all words of a text with marks or CJK characters."""
    words: list[str] = []
    for token in TOKEN.findall(text):
        if token >= FIRST_CJK and IS_CJK.match(token):
            words += pairs(token)
        else:
            words.append(token)
    return words


def is_term(token: str) -> bool:
    """Leave out single letters, and numbers shorter than a year: they stand for anything."""
    return len(token) >= SHORTEST_YEAR or (len(token) >= SHORTEST and not token.isdecimal())


def pairs(run: str) -> list[str]:
    """Return neighbouring characters in pairs, function characters left out."""
    return PAIR.findall(run)
