"""What can be wrong with a text, and what each costs: the closed list behind every quality score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...records import record
from ...vocabulary import Vocabulary


class Flag(Vocabulary):
    """One thing that is wrong with a text."""

    REPEATED_TEXT = "repeated-text", "Sentences or paragraphs stand in it several times"
    REPEATED_PHRASE = "repeated-phrase", "One phrase makes up much of it"
    LIST = "list", "Most of it is a list"
    LINKS = "links", "Many addresses stand in it"
    FRAGMENTS = "fragments", "Most of it is no sentences: menus, tables, captions"
    ODD_SENTENCES = "odd-sentences", "Its sentences are far longer or shorter than people write"
    FEW_FUNCTION_WORDS = "few-function-words", "The small words that hold sentences together are rare"
    SHUFFLED = "shuffled", "The words stand in no order"
    MOJIBAKE = "mojibake", "It was decoded by the wrong charset"
    LOST_CHARACTERS = "lost-characters", "Characters were lost in decoding (U+FFFD, control characters)"
    MARKUP = "markup", "Tags, entities or code stand in it"
    GLUED_WORDS = "glued-words", "Words lost the space between them, as content farms lose it at links"
    CENSORED = "censored", "Asterisks stand where words were taken out"
    SPELLINGS = "spellings", "Names are spelled in several ways, as machine translation does"
    UNTRANSLATED = "untranslated", "Pieces in another script were left in it"
    TRUNCATED = "truncated", "It breaks off"
    PAYWALL = "paywall", "It ends where one has to pay or register to read on"
    BOILERPLATE = "boilerplate", "Much of it stands in other articles of its site too"


@dataclass(frozen=True, slots=True)
class Scale:
    """From which measure on a flag is raised, and what is taken off the score then."""

    start: float
    full: float
    """From here on it costs `most`."""
    least: float
    most: float

    def penalty(self, measure: float) -> float:
        """Return what is taken off; nothing below the start."""
        if measure < self.start:
            return 0.0
        share = min(1.0, (measure - self.start) / (self.full - self.start)) if self.full > self.start else 1.0
        return round(self.least + share * (self.most - self.least), 3)


# By the distributions over 1,850 real texts: 1,370 read off pages in some 30 languages (half of them German,
# a third English; of most others only a few) and 480 English news texts. "99 %: x" says that 99 % of them
# measure x or less. What a flag costs is set by hand, so that 95 % of the texts off pages keep 0.8 or more.
SCALES: Mapping[Flag, Scale] = {
    # 99 %: 0.08; a paragraph pasted five times measures 0.08 or more in 95 % of texts, mostly 0.2
    Flag.REPEATED_TEXT: Scale(0.08, 0.4, 0.15, 0.7),
    # 99 %: 0.08
    Flag.REPEATED_PHRASE: Scale(0.1, 0.3, 0.1, 0.5),
    # 97 %: 0.5, 99 %: 0.76, and those are recipes, rankings and lists of links
    Flag.LIST: Scale(0.55, 1.0, 0.1, 0.3),
    # 99 %: 0.035
    Flag.LINKS: Scale(0.04, 0.3, 0.15, 0.5),
    # 97 %: 0.5, 99 %: 0.81
    Flag.FRAGMENTS: Scale(0.6, 1.0, 0.05, 0.25),
    # 99 %: 0.38; two texts are above 1
    Flag.ODD_SENTENCES: Scale(1.0, 4.0, 0.1, 0.3),
    # 99 %: 0, the most 0.83; what is above are tables of results and menus
    Flag.FEW_FUNCTION_WORDS: Scale(0.4, 1.0, 0.1, 0.3),
    # 99 %: 0.17; shuffled words measure 0.4 or more in 95 % of German texts, 0.7 in English ones
    Flag.SHUFFLED: Scale(0.3, 0.6, 0.5, 0.8),
    # no real text measures anything
    Flag.MOJIBAKE: Scale(0.5, 20.0, 0.25, 0.8),
    # one real text of 1,850 measures anything: 0.38
    Flag.LOST_CHARACTERS: Scale(0.3, 10.0, 0.2, 0.8),
    # 99 %: 0; texts about programming have up to 18
    Flag.MARKUP: Scale(3.0, 30.0, 0.1, 0.4),
    # 99 %: 0; the four texts at 4 and more: three lost spaces indeed, one quotes code
    Flag.GLUED_WORDS: Scale(4.0, 40.0, 0.2, 0.5),
    # 99 %: 0; once may be a footnote
    Flag.CENSORED: Scale(2.0, 6.0, 0.2, 0.4),
    # 99 %: 0.014, the most 0.12: two people with one name, or a slip
    Flag.SPELLINGS: Scale(0.15, 0.5, 0.1, 0.2),
    # 99 %: 0; one text has 0.18: a song with its transcription
    Flag.UNTRANSLATED: Scale(0.03, 0.2, 0.2, 0.4),
    # 0.5 by its look, 1 by its own words
    Flag.TRUNCATED: Scale(0.5, 1.0, 0.1, 0.2),
    # 0.5 below a long text, 1 below a short one
    Flag.PAYWALL: Scale(0.5, 1.0, 0.2, 0.6),
    # by hand: a third of a text that belongs to the site is more than a footer
    Flag.BOILERPLATE: Scale(0.3, 0.9, 0.2, 0.6),
}


@record
class Sign:
    """What one check measured, and the passages it rests on."""

    flag: Flag
    measure: float
    passages: tuple[str, ...] = ()

    @property
    def penalty(self) -> float:
        """What it takes off the score."""
        return SCALES[self.flag].penalty(self.measure)
