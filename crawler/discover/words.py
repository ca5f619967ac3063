"""How usual words are: which can be a term, and how rare it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..judges.relevance.background import RAREST, Background, background
from ..judges.terms import CJK_FUNCTION
from ..reading.stops import stop_words
from .units import CONTRACTION, SPACED, Run, Unit
from .wordlists import HONORIFICS, LOOSE

# Logs of one in how many texts has a word that says nothing by itself: one in four texts; one in
# ten, where it stands on a list of frequent words; with a capital it may be a part of a name, such
# as United, unless it is in more than half of all texts.
USUAL, LISTED, CAPITAL = 1.5, 2.4, 0.6
REST = 0.5  # what each further word adds to how rare a phrase is, of its own rarity
# Where neither a table nor a list tells: short words, and those that are one of fifty.
SHORT, OFTEN = 3, 50
MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"


class Words:
    """How usual words are, in one language and one text."""

    def __init__(self, language: str | None, runs: Sequence[Run]) -> None:
        """Load what is known of a language; where that is nothing, the text itself must tell."""
        self.usual: Background = background(language)
        self.stops = stop_words(language)
        self.never = HONORIFICS | dates(language)
        self.counts: Counter[str] = Counter()
        if not self.usual.index and not self.stops:
            self.counts.update(unit.key for run in runs for unit in run)
        self.total = self.counts.total()

    def is_loose(self, unit: Unit) -> bool:
        """Say whether a unit can neither begin nor end a term."""
        key = unit.key
        if unit.kind not in SPACED:
            return key in LOOSE
        if len(key) == 1 or key in self.never or CONTRACTION.search(key):
            return True
        if self.total:
            return not unit.is_capital and (len(key) <= SHORT or self.counts[key] * OFTEN > self.total)
        if unit.is_capital and not unit.is_first:
            return self.usual.rarity_of(key) < CAPITAL
        return self.usual.rarity_of(key) < (LISTED if key in self.stops else USUAL)

    def bonds(self, run: Run) -> set[int]:
        """Return before which units of a run no term can end or begin: they are inside of a known word."""
        found: set[int] = set()
        known = self.usual.index
        at = 0
        while at < len(run) - 1:
            pair, following = ("".join(unit.key for unit in run[at + n : at + n + 2]) for n in (0, 1))
            is_word = run[at].kind == run[at + 1].kind == "han" and pair in known
            if is_word and not self.usual.rarity_of(following) < self.usual.rarity_of(pair):
                found.add(at + 1)
                at += 1
            at += 1
        return found

    def rarity(self, units: Iterable[Unit]) -> float:
        """Return how rare a phrase is: as its rarest word, and something for each other one."""
        parts = sorted(self.rarities(units), reverse=True)
        return min(parts[0] + REST * sum(parts[1:]), RAREST) if parts else 0.0

    def rarities(self, units: Iterable[Unit]) -> Iterator[float]:
        """Yield how rare each word is; characters are looked up together, or else in pairs."""
        characters = ""
        for unit in units:
            if unit.kind == "han":
                characters += unit.key
            elif unit.kind == "hangul":
                yield self.rarity_of_characters(unit.key)
            elif not self.is_loose(unit):
                yield self.usual.rarity_of(unit.key)
        if characters:
            yield self.rarity_of_characters(characters)

    def rarity_of_characters(self, text: str) -> float:
        """Return how rare characters are together, or else on average their pairs."""
        if text in self.usual.index:
            return self.usual.rarity_of(text)
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        known = [self.usual.rarity_of(pair) for pair in pairs if CJK_FUNCTION.isdisjoint(pair)]
        return sum(known) / len(known) if known else RAREST / 2


@lru_cache(maxsize=32)
def dates(language: str | None) -> frozenset[str]:
    """Return the names of months and weekdays in a language: they say when, not what."""
    from dateparser.languages import default_loader  # noqa: PLC0415  (0.2 s that most commands don't need)

    try:
        known = default_loader.get_locale(language or "").info
    except ValueError:  # a language that it doesn't have
        return frozenset()
    found: set[str] = set()
    for date in f"{MONTHS} {WEEKDAYS}".split():
        names = [name.casefold() for name in known.get(date, ())]
        longest = max(map(len, names), default=0)  # shorter ones are abbreviations: sun, mar
        found |= {name for name in names if len(name) > SHORT or len(name) == longest}
    return frozenset(found)
