"""The phrases of a text, counted: what its terms are chosen from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import Names
from .units import Unit, runs, spans, written
from .wordlists import BETWEEN
from .words import Words

WIDEST = 18  # three words, nine characters, or some six words of Thai
# A phrase that most of a word's places belong to stands for the word: Lei Jun for Jun.
COVERS = 0.7
CHANCE = 4  # times that one name is more frequent than with another one beside it
MIXED = 3  # times that words must stand together that seldom are one thing: a name and others, “terms of use”
LONGEST_NUMBER = 4  # digits behind a name: Model 3, Windows 11
SHORTEST = {"han": 2, "cluster": 3}  # units of one kind; a single one is hardly a word
Key = tuple[str, ...]


@dataclass(slots=True)
class Phrase:
    """A run of units, and what the text says of it."""

    units: tuple[Unit, ...]
    """As first met."""
    is_name: bool
    is_mixed: bool
    """Some of its words are names, some are not."""
    is_joined: bool
    """A frequent word stands in the midst of it."""
    rarity: float
    """Log of one in how many texts has it, as far as its words tell."""
    count: int = 0
    stands_for: int = 0
    """How often the text means it: shorter forms of a name count with the full one."""
    first: int | None = None
    """Where in the text it ends for the first time, in units."""
    in_title: bool = False
    is_whole: bool = False
    """It stands where it is not a part of a longer name."""
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """Return it as it mostly stands there."""
        return max(self.spellings, key=lambda text: (self.spellings[text], text))


def phrases(title: str, text: str, language: str | None) -> list[Phrase]:
    """Return what a text says again, in its title or as a name; each in the longest form that holds."""
    head, body = runs(title), runs(text)
    words = Words(language, [*head, *body])
    names = Names(head, body, f"{title}\n{text}", language, words)
    found: dict[Key, Phrase] = {}
    at = 0
    for part in (body, head):
        here = part is body or names.title_tells
        for run in part:
            bonds = words.bonds(run)
            for start, end in spans(run, WIDEST):
                if start in bonds or end in bonds:
                    continue
                units = tuple(run[start:end])
                if not is_term(units, words):
                    continue
                key = tuple(unit.key for unit in units)
                if key not in found:
                    found[key] = Phrase(
                        units,
                        *names.are_name(units, here=here),
                        any(map(words.is_loose, units)),
                        words.rarity(units),
                    )
                phrase = found[key]
                phrase.count += 1
                phrase.in_title |= part is head
                if part is body and phrase.first is None:
                    phrase.first = at + end
                phrase.is_whole |= phrase.is_name and names.is_whole(run, start, end)
                phrase.spellings[written(units)] += 1
            at += len(run)
    said = {key: phrase for key, phrase in found.items() if is_said(phrase)}
    return without_covered(with_full_names(said))


def is_term(units: tuple[Unit, ...], words: Words) -> bool:
    """Say whether units can be a term: nothing loose or numeric at its edges, and no single character."""
    first, last = units[0], units[-1]
    if words.is_loose(first) or words.is_loose(last) or first.text[0].isdigit():
        return False
    if not any(letter.isalpha() for letter in last.key):
        return len(units) > 1 and units[-2].is_capital and len(last.key) <= LONGEST_NUMBER
    kinds = {unit.kind for unit in units}
    if "han" in kinds and not BETWEEN.isdisjoint(unit.key for unit in units):
        return False
    return len(kinds) > 1 or len(units) >= SHORTEST.get(first.kind, 1)


def is_said(phrase: Phrase) -> bool:
    """Say whether the text stands for a phrase: by repeating it, or because it is one word or a name."""
    if phrase.is_mixed or (phrase.is_joined and not phrase.is_name):
        return phrase.count >= MIXED
    if phrase.count > 1:
        return True
    if any(unit.kind in SHORTEST for unit in phrase.units):
        return False
    return phrase.is_whole if phrase.is_name else len(phrase.units) == 1


def with_full_names(found: dict[Key, Phrase]) -> dict[Key, Phrase]:
    """Let a full name that comes first stand for the last name that follows: Lindsay Davenport.

    Names that stand beside a much more frequent one by chance are dropped.
    """
    gone: set[Key] = set()
    for key, phrase in found.items():
        phrase.stands_for = max(phrase.stands_for, phrase.count)
        if not phrase.is_name or len(key) == 1:
            continue
        last = found.get(key[-1:])
        if last and last.is_name and last.first == phrase.first is not None:
            phrase.stands_for = last.count
            phrase.in_title |= last.in_title
            gone.add(key[-1:])
        most = max((found[part].count for part in parts(key) if part in found), default=0)
        if most >= CHANCE * phrase.stands_for and not phrase.in_title:
            gone.add(key)
    return {key: phrase for key, phrase in found.items() if key not in gone}


def without_covered(found: dict[Key, Phrase]) -> list[Phrase]:
    """Drop phrases that stand mostly in a longer one; a name is not covered by what is none."""
    covered: set[Key] = set()
    for key, phrase in found.items():
        for part in parts(key):
            other = found.get(part)
            if other and stands_for(phrase, other):
                covered.add(part)
    return [phrase for key, phrase in found.items() if key not in covered]


def stands_for(phrase: Phrase, part: Phrase) -> bool:
    """Say whether a phrase stands for one of its parts."""
    if part.is_name and not phrase.is_name:
        return False
    return phrase.count >= COVERS * part.count or phrase.stands_for >= part.stands_for


def parts(key: Key) -> Iterable[Key]:
    """Return the shorter pieces of a phrase."""
    size = len(key)
    pieces = ((start, end) for start in range(size) for end in range(start + 1, size + 1))
    return (key[start:end] for start, end in pieces if end - start < size)
