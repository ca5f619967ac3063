"""Words of a text, cut as the search index cuts them: what is counted here can be looked for there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

from ...corpus.search import cjk

CJK = cjk()
ONE_CJK = CJK.pattern.strip("[]")
# up to U+FFFF, which `re` looks up in a table; with those behind it took ten times as long
MARKS = "".join(filter(lambda character: category(character)[0] == "M", map(chr, range(0x300, 0x10000))))
PLAIN = re.compile("[a-z0-9]+")
LETTER = rf"[^\W_{ONE_CJK}]"
TOKEN = re.compile(rf"(?:{LETTER}+|[{MARKS}]+)+|[{ONE_CJK}]+")
ACCENTS = re.compile("[\u0300-\u036f]")
LATIN = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
GAP = ""  # stands where CJK characters end that follow each other


def tokens(text: str) -> list[str]:
    """Return the words of a text in small letters; CJK character by character, a GAP behind each run."""
    if text.isascii():  # a third of the time
        return PLAIN.findall(text.lower())
    found: list[str] = TOKEN.findall(text.lower())
    if not CJK.search(text):
        return found
    return [token for run in found for token in ((*run, GAP) if CJK.match(run) else (run,))]


def with_pairs(found: list[str]) -> list[str]:
    """Add pairs of CJK characters, which most words of Chinese and Japanese are; GAPs are left out."""
    pairs = [one + two for one, two in pairwise(found) if CJK.match(one) and CJK.match(two)]
    return [token for token in found if token] + pairs


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Return a word as the search finds it: Latin letters without accents, others as they stand."""
    return LATIN.sub(lambda letter: plain(letter[0]), ACCENTS.sub("", word)) or word


def plain(letter: str) -> str:
    """Return the letter under the accents; itself where that is none of the alphabet (ǽ, ǿ)."""
    under = ACCENTS.sub("", normalize("NFD", letter))
    return under if under.isascii() else letter


@dataclass(slots=True)
class Counts:
    """How often words stand in texts, and in how many; accents don't count."""

    texts: int = 0
    words: int = 0
    """Of all texts together; a CJK character is one, a pair of them none."""
    times: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)
    """In how many texts each word stands, unless `is_within` is off: that takes a third of the time."""
    accented: Counter[str] = field(default_factory=Counter)
    """How often words stand there with their accents."""

    is_within: bool = True

    def add(self, found: list[str]) -> None:
        """Count one text's tokens."""
        counted = with_pairs(found) if GAP in found else found
        # one look at all of them: to ask each word whether it has accents took a third of the time
        is_plain = "".join(counted).isascii()
        plain = counted if is_plain else [word if word.isascii() else folded(word) for word in counted]
        self.texts += 1
        self.words += len(found) - found.count(GAP)
        self.times.update(plain)
        if self.is_within:
            self.within.update(set(plain))
        if not is_plain and plain != counted:
            self.accented.update([form for form, word in zip(counted, plain, strict=True) if form != word])

    def spellings(self) -> dict[str, str]:
        """Return words that have accents more often than not, as they are spelled mostly."""
        forms = sorted(self.accented.items(), key=lambda item: item[1])
        spelled = {folded(form): form for form, times in forms}
        return {word: form for word, form in spelled.items() if 2 * self.accented[form] >= self.times[word]}


def count(texts: Iterable[str], *, is_within: bool = True) -> Counts:
    """Count the words of texts."""
    counts = Counts(is_within=is_within)
    for text in texts:
        counts.add(tokens(text))
    return counts
