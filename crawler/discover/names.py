"""Which words of a text are names, by the way it writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..judges.relevance.background import RAREST
from .units import Run, Unit
from .wordlists import ARTICLES, PARTICLES, SURNAMES
from .words import Words

# They write every noun with a capital: a name is what has no article before it, and is rare.
NOUNS_ARE_CAPITAL = frozenset({"de", "lb"})
RARE, RARER = 4.5, 5.0  # logs of one in how many texts: 90, 150
MOSTLY = 0.8  # of a title's words with capitals: then it is written so, and they say nothing
FEWEST = 3  # words of a title that tell
QUOTED = re.compile(r"[《「『]([^《》「」『』\n]{2,12})[》」』]")
WORDS_OF_NAME, SHORT_NAME = 3, 2  # of longer ones the last two: Home Secretary David Davis
FREQUENT = 4  # times that a word is a name of its own, whatever stands behind it
LONGEST_NAME = 3  # characters, the surname included


class Names:
    """What a text's capitals, quotation marks and surnames say."""

    def __init__(
        self, title: Sequence[Run], text: Sequence[Run], raw: str, language: str | None, words: Words
    ) -> None:
        """Look at all runs of a title and a text."""
        self.capital: Counter[str] = Counter()
        """How often a word has one where no sentence begins."""
        self.first: Counter[str] = Counter()
        """How often it has one where one does."""
        self.small: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        """How often an article stands before it, in languages where that tells."""
        self.nouns = language in NOUNS_ARE_CAPITAL
        self.words = words
        self.title_tells = not is_all_capital(title)
        self.quoted = frozenset(QUOTED.findall(raw))
        for run in [*title, *text] if self.title_tells else text:
            self.look(run)

    def look(self, run: Run) -> None:
        """Count how the words of a run are written."""
        for at, unit in enumerate(run):
            if unit.kind != "word":
                continue
            counts = self.small
            if unit.is_capital:
                counts = self.first if unit.is_first else self.capital
            counts[unit.key] += 1
            if self.nouns and unit.is_capital and has_article(run, at):
                self.named[unit.key] += 1

    def are_name(self, units: Sequence[Unit], *, here: bool = True) -> tuple[bool, bool]:
        """Say whether a phrase is a name, and whether some of its words are and some are not.

        `here`: the capitals of this very place tell, too.
        """
        if any(unit.kind == "han" for unit in units):
            return self.is_of_characters(units), False
        if any(self.words.is_loose(unit) and unit.key not in PARTICLES for unit in units[1:-1]):
            return False, any(map(self.is_name, units))
        telling = [unit for unit in units if not (unit.key.isdecimal() or self.words.is_loose(unit))]
        if len(telling) == 1:
            return self.is_name(telling[0], is_alone=True), False
        here = here and not self.nouns
        said = [self.is_name(unit) or (here and unit.is_capital and not unit.is_first) for unit in telling]
        return all(said), any(said) and not all(said)

    def is_name(self, unit: Unit, *, is_alone: bool = False) -> bool:
        """Say whether a word is a name, or a part of names.

        Where its capital could mean something else, one that stands alone must be there twice.
        """
        key, rarity = unit.key, self.words.usual.rarity_of(unit.key)
        capital, seen = self.capital[key], self.capital[key] + self.first[key]
        if unit.kind != "word":
            return unit.kind == "katakana" and rarity >= RARE
        if self.nouns:
            is_free = seen > 3 * self.named[key] and not self.small[key]
            return is_free and rarity >= RARE and seen > is_alone
        if capital:
            return capital > self.small[key]
        return seen > is_alone and not self.small[key] and rarity >= (RAREST if is_alone else RARER)

    def is_whole(self, run: Run, start: int, end: int) -> bool:
        """Say whether a name stands in a run as a whole, or as the last two words of a long one.

        A name before it that the text is full of is not a part of it: Huawei Yu Chengdong.
        """
        first, last = start, end
        least, most = max(start - WORDS_OF_NAME, 0), min(end + WORDS_OF_NAME, len(run))  # enough to be long
        while first > least and self.goes_on(run[first - 1]) and not self.is_frequent(run[first - 1]):
            first -= 1
        while last < most and self.goes_on(run[last]):
            last += 1
        if last - first > (SHORT_NAME if self.nouns else WORDS_OF_NAME):
            return end == last and end - start == SHORT_NAME
        return (first, last) == (start, end)

    def is_frequent(self, unit: Unit) -> bool:
        """Say whether a word stands as a name all over the text."""
        return self.capital[unit.key] + self.first[unit.key] >= FREQUENT

    def goes_on(self, unit: Unit) -> bool:
        """Say whether a name goes on with a word."""
        return unit.is_capital and not self.words.is_loose(unit)

    def is_of_characters(self, units: Sequence[Unit]) -> bool:
        """Say whether characters are a name: in quotation marks, beside foreign words, or of a person."""
        text = "".join(unit.text for unit in units)
        if text in self.quoted or any(self.is_name(unit) for unit in units if unit.kind != "han"):
            return True
        unknown = text not in self.words.usual.index
        return 1 < len(units) <= LONGEST_NAME and len(text) == len(units) and text[0] in SURNAMES and unknown


def is_all_capital(title: Iterable[Run]) -> bool:
    """Say whether a title writes nearly every word with a capital."""
    words = [unit for run in title for unit in run if unit.kind == "word" and not unit.is_first]
    return len(words) >= FEWEST and sum(unit.is_capital for unit in words) >= MOSTLY * len(words)


def has_article(run: Run, at: int) -> bool:
    """Say whether an article stands before a noun, or before the adjective before it."""
    before = run[max(at - 2, 0) : at][::-1]
    for unit in before:
        if unit.key in ARTICLES:
            return True
        if unit.is_capital and not unit.is_first:
            return False
    return False
