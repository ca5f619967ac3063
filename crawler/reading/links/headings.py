"""What the heading over a list of links says about them, whatever its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from ..answers import Answers
from .other_lists import OTHER
from .step_lists import NEXT
from .sure_lists import ARTICLES, MORE, PAID, TOPICS
from .vocabulary import RELATED

LONGEST_HEADING = 80  # characters; longer lines are sentences
LONGEST_PHRASE = 6  # words
STEM = 3  # letters that stems are found by


class Stance(Enum):
    """What a heading says of the links under it."""

    RELATED = auto()
    TOPICS = auto()
    """Related topics or links, which may be articles."""
    NEXT = auto()
    OTHER = auto()


WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A space for all that is in no word.
IN_WORDS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(0x80)).ljust(0x100)
# Scripts without spaces between words; Korean has them, but glues particles to its words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Latin, Greek and Cyrillic accents, Arabic stretching and vowel signs.
ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u0652]")
APOSTROPHES = "\u2019\u02bc\u2018"


def plain(text: str) -> str:
    """Fold case, accents and width; Chinese, Japanese and Korean characters stay whole."""
    if text.isascii():
        return text.lower()
    text = text.casefold()
    for apostrophe in APOSTROPHES:  # to translate them takes three times as long
        text = text.replace(apostrophe, "'")
    text = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", ACCENTS.sub("", text))


def width(text: str) -> int:
    """Count characters, those of scripts that say more with each one twice."""
    return len(text) if text.isascii() else len(text) + len(UNSPACED.findall(text))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text; where it is ASCII, by calls into C."""
    if text.isascii() and "'" not in text:
        return tuple(text.encode().translate(IN_WORDS).decode().split())
    return tuple(WORD.findall(text))


@dataclass(slots=True, eq=False)
class Heading:
    """A heading as vocabularies look at it; nobody changes one."""

    text: str
    """Plain."""
    words: tuple[str, ...]
    stems: list[str]
    """First letters of each word."""
    is_unspaced: bool
    """It has characters of a script without spaces."""

    @classmethod
    def of(cls, line: str) -> Heading:
        """Make a line plain, and take it apart."""
        text = plain(line)
        words = words_of(text)
        stems = [word[:STEM] for word in words]
        return cls(text, words, stems, not text.isascii() and bool(UNSPACED.search(text)))

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each word with the next one."""
        return pairwise(self.words)


@dataclass(slots=True)
class Vocabulary:
    """Phrases of one stance, indexed for one look at each word of a heading."""

    listing: str = field(repr=False)
    openings: set[tuple[str, ...]] = field(default_factory=set)
    wholes: set[tuple[str, ...]] = field(default_factory=set)
    starts: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """Beginnings of a last word, by the words before it."""
    stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inside: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Phrases that stand anywhere, by their first two words."""
    anywhere: re.Pattern[str] = field(init=False)
    firsts: set[str] = field(default_factory=set)
    """First words of what stands at the start of a heading."""
    begun: tuple[str, ...] = ()
    """Beginnings of the word that is all of a heading, or its first."""

    def __post_init__(self) -> None:
        """Read the listing."""
        found: list[str] = []
        for line in re.sub(r"\n +", " ", self.listing.strip()).splitlines():
            for entry in line.partition(":")[2].split(","):
                self.add(plain(entry.strip()), found)
        self.anywhere = re.compile("|".join(map(re.escape, found)) or r"(?!)")
        self.firsts = {phrase[0] for phrase in (*self.openings, *self.wholes, *self.starts) if phrase}
        self.begun = self.starts.get((), ())

    def add(self, entry: str, anywhere: list[str]) -> None:
        """File an entry by the way it is matched."""
        phrase = tuple(WORD.findall(entry))
        if not phrase:
            return
        if entry.startswith("~") and UNSPACED.search(entry):
            anywhere.append(entry[1:])
            return
        if entry.startswith("~") and len(phrase) > 1:
            self.inside[phrase[:2]] = (*self.inside.get(phrase[:2], ()), phrase)
        elif entry.startswith("~"):
            start = phrase[0][:STEM]
            self.stems[start] = (*self.stems.get(start, ()), phrase[0])
        elif entry.endswith("~"):
            self.starts[phrase[:-1]] = (*self.starts.get(phrase[:-1], ()), phrase[-1])
        elif entry.endswith("."):
            self.wholes.add(phrase)
        else:
            self.openings.add(phrase)

    def has(self, heading: Heading) -> bool:
        """Say whether a heading is of this stance: it begins like an entry, or holds one of those inside."""
        words = heading.words
        if words and (words[0] in self.firsts or words[0].startswith(self.begun)) and self.opens(words):
            return True
        if self.stems and begins(heading, self.stems):
            return True
        if self.inside and not self.inside.keys().isdisjoint(heading.pairs) and self.has_phrase(heading):
            return True
        return heading.is_unspaced and bool(self.anywhere.search(heading.text))

    def has_phrase(self, heading: Heading) -> bool:
        """Say whether a phrase that may stand anywhere is among the words."""
        words = heading.words
        return any(
            words[place : place + len(phrase)] == phrase
            for place, pair in enumerate(heading.pairs)
            for phrase in self.inside.get(pair, ())
        )

    def opens(self, words: tuple[str, ...]) -> bool:
        """Say whether words begin like an entry."""
        if words in self.wholes:
            return True
        for count, word in enumerate(words[:LONGEST_PHRASE]):
            if words[: count + 1] in self.openings:
                return True
            if word.startswith(self.starts.get(words[:count], ())):
                return True
        return False


def begins(heading: Heading, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether any word of a heading begins like one that is known, by its first letters."""
    if known.keys().isdisjoint(heading.stems):
        return False
    pairs = zip(heading.words, heading.stems, strict=True)
    return any(word.startswith(known.get(stem, ())) for word, stem in pairs)


STEPS = Vocabulary(NEXT)
FURTHER = Vocabulary(MORE)
# In this order: “Recommended by our partners” and “Recommended jobs” are OTHER.
VOCABULARIES = (
    (Stance.OTHER, Vocabulary(PAID)),
    (Stance.RELATED, Vocabulary(ARTICLES)),
    (Stance.TOPICS, Vocabulary(TOPICS)),
    (Stance.OTHER, Vocabulary(OTHER)),
    (Stance.RELATED, Vocabulary(RELATED)),
    (Stance.NEXT, STEPS),
)
# What is looked at in all of them at once, as most headings have nothing of it.
FIRSTS = frozenset[str]().union(*(known.firsts for _, known in VOCABULARIES))
BEGUN = sum((known.begun for _, known in VOCABULARIES), ())
STEMS = {
    stem: sum((known.stems.get(stem, ()) for _, known in VOCABULARIES), ())
    for _, vocabulary in VOCABULARIES
    for stem in vocabulary.stems
}
ANYWHERE = re.compile("|".join(known.anywhere.pattern for _, known in VOCABULARIES))
PAIRS = frozenset[tuple[str, ...]]().union(*(known.inside for _, known in VOCABULARIES))


@lru_cache(maxsize=16_384)
def stance(heading: str) -> Stance | None:
    """Say what a heading promises of the links under it; None if it says nothing known."""
    if len(heading) > LONGEST_HEADING:
        return None
    found = Heading.of(heading)
    if not is_like_any(found):
        return None
    return next((answer for answer, known in VOCABULARIES if known.has(found)), None)


def is_like_any(heading: Heading) -> bool:
    """Say whether any vocabulary may have a heading."""
    words = heading.words
    if words and (words[0] in FIRSTS or words[0].startswith(BEGUN)):
        return True
    if begins(heading, STEMS) or not PAIRS.isdisjoint(heading.pairs):
        return True
    return heading.is_unspaced and bool(ANYWHERE.search(heading.text))


def leads_on(anchor: str) -> bool:
    """Say whether a link calls itself one to the previous or next article."""
    return STEPS.has(Heading.of(anchor))


LEADS_ON: Answers[str, bool] = Answers(leads_on, 32_768)


@lru_cache(maxsize=4096)
def offers_more(heading: str) -> bool:
    """Say whether a heading promises more of something, whatever it is."""
    return FURTHER.has(Heading.of(heading))
