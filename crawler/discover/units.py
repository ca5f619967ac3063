"""A text as runs of units that stand together: words, or characters in scripts without spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..judges.terms import KATAKANA, MARKS

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
HANGUL = r"\uac00-\ud7af"
# Thai and its like: written without spaces, and no table says what a word is. Taken by the
# syllable, roughly: a leading vowel, a letter, what belongs to it.
OTHERS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
LETTER = rf"[^\W_{HAN}{HANGUL}{OTHERS}{KATAKANA}\u3040-\u309f]"
UNIT = rf"""(?P<han>[{HAN}])
    |(?P<katakana>[{KATAKANA}]{{2,}}(?:[・·][{KATAKANA}]{{2,}})*)
    |(?P<hangul>[{HANGUL}]+)
    |(?P<cluster>[\u0e40-\u0e44]?[{OTHERS}][{MARKS}\u0e30\u0e32\u0e33\u0e45\u0e46]*)
    |(?P<word>(?:[A-Z]\.){{2,}}|(?:{LETTER}[{MARKS}]*)+(?:[-'’&](?:{LETTER}[{MARKS}]*)+|\.\d+)*)"""
CHUNK = re.compile(r"\S+")
NO_WORD = ("://", "www.", "@", "*", "＊")  # in addresses, and in what was censored
OPENS = re.compile(r"[.!?…:;\n。！？：。؟।\"“”„«»‹›‘(\[–—|]|\s-\s")  # behind it a capital says nothing
ELISION = re.compile(r"(?:[bcdjlmnst]|qu|jusqu|lorsqu|puisqu|[dns]ell|[acds]ll|un|quest)'", re.IGNORECASE)
CONTRACTION = re.compile(r"'(?:[mtd]|re|ve|ll)$")
LONGEST_ENDING = 7  # letters behind an apostrophe that are an ending: Bursa'daki
# What Korean glues to a noun; taken off where the text has the noun without it, or with another.
PARTICLE = re.compile(
    "(?<=..)(?:은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|께서|라고|이라고|에는|에서는|와의|과의)$"
)
WIDTHS = {"word": 6, "katakana": 6, "hangul": 6, "han": 2, "cluster": 1}
SPACED = frozenset({"word", "hangul"})
MOST_CHARACTERS = 20_000  # of a text; more does not change what it is about


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a character that may be a part of one."""

    text: str
    key: str
    """In small letters."""
    kind: str
    """word, hangul, katakana, han, or cluster (Thai and its like)."""
    is_first: bool = False
    """It begins a sentence, or what may be one: its capital says nothing."""
    is_apart: bool = False
    """A space stands before it."""
    is_owner: bool = False
    """It has the ending of whom something belongs to: what follows is not the same name."""

    @property
    def width(self) -> int:
        """Return how much of a phrase it takes: one word as much as three characters."""
        return WIDTHS[self.kind]

    @property
    def is_capital(self) -> bool:
        """Say whether it is written as names are."""
        return self.text[0].isupper()


Run = list[Unit]


@cache
def pattern() -> re.Pattern[str]:
    """Compile the pattern of a unit: that takes as long as a page, and most crawls ask nobody."""
    return re.compile(UNIT, re.VERBOSE)


def runs(text: str) -> list[Run]:
    """Cut a text into runs of units between which nothing stands but a space."""
    text = CHUNK.sub(without_addresses, text[:MOST_CHARACTERS])
    found: list[Run] = []
    end, opens = 0, True
    for match in pattern().finditer(text):
        gap = text[end : match.start()]
        end = match.end()
        opens = opens or bool(OPENS.search(gap))
        unit = replace(unit_of(match), is_first=opens, is_apart=bool(gap))
        if found and not opens and stand_together(found[-1][-1], unit, gap):
            found[-1].append(unit)
        else:
            found.append([unit])
        opens = False
    return without_particles(found)


def without_addresses(chunk: re.Match[str]) -> str:
    """Return a piece between two spaces; a line break, where no words are in it."""
    text = chunk.group()
    return "\n" if any(mark in text for mark in NO_WORD) else text


def unit_of(match: re.Match[str]) -> Unit:
    """Make a unit, without articles and endings that are glued to it by an apostrophe."""
    kind, text = match.lastgroup or "word", match.group().replace("’", "'")
    if "'" not in text or CONTRACTION.search(text):
        return Unit(text, text.casefold(), kind)
    elision = ELISION.match(text)
    text = text[elision.end() :] if elision else text
    stem, mark, ending = text.rpartition("'")
    has_ending = len(ending) <= LONGEST_ENDING and ending.islower() and (ending == "s" or stem[:1].isupper())
    text = stem if mark and has_ending else text
    return Unit(text, text.casefold(), kind, is_owner=bool(mark and has_ending))


def stand_together(one: Unit, other: Unit, gap: str) -> bool:
    """Say whether two units may be of one phrase: words behind a space, characters behind none."""
    if one.is_owner:
        return False
    return gap.isspace() if one.kind in SPACED and other.kind in SPACED else not gap


def without_particles(found: list[Run]) -> list[Run]:
    """Take off what Korean glues to its nouns."""
    words = Counter(unit.text for run in found for unit in run if unit.kind == "hangul")
    stems = Counter(words)
    for word, count in words.items():
        stem = PARTICLE.sub("", word)
        if stem != word:
            stems[stem] += count
    return [[bare(unit, words, stems) for unit in run] for run in found] if words else found


def bare(unit: Unit, words: Counter[str], stems: Counter[str]) -> Unit:
    """Return a unit without its particle, if the text attests what remains."""
    stem = PARTICLE.sub("", unit.text)
    if unit.kind != "hangul" or stem == unit.text or stems[stem] <= words[unit.text]:
        return unit
    return replace(unit, text=stem, key=stem, is_owner=True)


def written(units: Sequence[Unit]) -> str:
    """Return units as they stand in the text."""
    return "".join(f" {unit.text}" if n and unit.is_apart else unit.text for n, unit in enumerate(units))


def spans(run: Run, widest: int) -> Iterator[tuple[int, int]]:
    """Yield where all pieces of a run begin and end that are no wider."""
    for start in range(len(run)):
        width = 0
        for end in range(start, len(run)):
            width += run[end].width
            if width > widest:
                break
            yield start, end + 1
