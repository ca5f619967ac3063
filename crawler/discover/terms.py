"""What a seed's text is about, in words that others can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from ..judges.relevance.background import RAREST, Background, Floats, background, unit
from ..judges.relevance.sketch import sketch
from ..records import Seed
from ..settings import Discovery
from .names import NOUNS_ARE_CAPITAL
from .phrases import Phrase, phrases
from .units import runs

MOST_ANCHORS, FEWEST_ANCHORS = 4, 2  # where a text has fewer names, its heaviest terms stand in
NAMES = 0.5  # of the terms at most: names alone find whatever else these people and places are in
# Factors of weight.
NAME = TITLE = 2.0
FAR, UNKNOWN = 0.2, 0.4  # of a word that means nothing near to the text; of one whose meaning is not known
OFTEN = 3  # times that characters without a known word among them make a name of their own
# Two words are forms of one if they begin with the same letters: so many of the longer one's, and
# five at least, unless that is the whole shorter one.
LIKE, STEM, SHORTEST = 0.75, 5, 3
BY_HAND, KEYWORD = "given", "a keyword"
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that texts like the seed have."""

    text: str
    weight: float = 1.0
    """0..1, of the seed's heaviest term 1."""
    is_anchor: bool = False
    """It names what the text is about, such as a person or a company: every query has one."""
    why: str = ""
    """What its weight rests on, for people."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase, and what it says about its text."""

    phrase: Phrase
    weight: float
    is_name: bool

    @property
    def is_central(self) -> bool:
        """Say whether it is a name that the text is about."""
        return self.is_name and (self.phrase.stands_for > 1 or self.phrase.in_title)

    @property
    def keys(self) -> Keys:
        """Return its words in small letters."""
        return tuple(unit.key for unit in self.phrase.units)


def terms_of(seed: Seed, limits: Discovery | None = None) -> list[Term]:
    """Return a seed's terms: those that a person gave if there are any, else what its text says.

    Keywords come first, then the heaviest. The same seed has the same terms, whenever it is asked for.
    """
    wanted = (limits or Discovery()).terms
    found = weighed(seed)
    most = max((one.weight for one in found), default=1.0)
    own = {one.keys: term(one, most) for one in found}
    if seed.terms:
        return anchored([given(text, BY_HAND, seed, own) for text in dict.fromkeys(seed.terms)])
    words = [given(text, KEYWORD, seed, own) for text in dict.fromkeys(seed.keywords[:wanted])]
    taken = [keys for word in words if (keys := keys_of(word.text))]
    return anchored([*words, *(term(one, most) for one in choose(found, wanted - len(words), taken))])


def term(one: Weighed, most: float) -> Term:
    """Make a term of a phrase, given the weight of the heaviest."""
    return Term(one.phrase.text, round(one.weight / most, 3), one.is_central, reasons(one))


def given(text: str, by: str, seed: Seed, own: Mapping[Keys, Term]) -> Term:
    """Make a term of what a person gave; where the text has it too, with the weight it has there."""
    known = own.get(keys_of(text))
    if known is None:
        return Term(text, is_anchor=is_capital(text, seed.language), why=by)
    is_name = known.is_anchor or is_capital(text, seed.language)
    return replace(known, text=text, is_anchor=is_name, why=f"{by}, {known.why}")


def weighed(seed: Seed) -> list[Weighed]:
    """Return all phrases of a seed, the heaviest first."""
    usual = background(seed.language)
    meaning = sketch(seed.title, seed.text, seed.language).meaning
    found = [weigh(phrase, usual, meaning) for phrase in phrases(seed.title or "", seed.text, seed.language)]
    return sorted(found, key=lambda one: (-one.weight, -len(one.keys), one.keys))


def weigh(phrase: Phrase, usual: Background, meaning: Floats | None) -> Weighed:
    """Weigh a phrase: how often it stands there, how rare it is elsewhere, and what else speaks for it."""
    is_name = phrase.is_name or is_coined(phrase)
    weight = (1 + log(phrase.stands_for)) * phrase.rarity
    weight *= NAME if is_name else nearness(phrase, usual, meaning)
    return Weighed(phrase, weight * (TITLE if phrase.in_title and phrase.stands_for > 1 else 1), is_name)


def is_coined(phrase: Phrase) -> bool:
    """Say whether characters are a name: the text says them often, and nothing in them is known."""
    return phrase.units[0].kind == "han" and phrase.count >= OFTEN and phrase.rarity >= RAREST


def nearness(phrase: Phrase, usual: Background, meaning: Floats | None) -> float:
    """Return how near to the meaning of its text a phrase is, by its nearest word."""
    if meaning is None:
        return 1.0
    vectors = [vector for one in phrase.units if (vector := usual.vector(one.key)) is not None]
    near = [float(unit(vector - usual.centre) @ meaning) for vector in vectors]
    return FAR + max(0.0, *near) if near else UNKNOWN


def choose(found: Iterable[Weighed], wanted: int, taken: list[Keys]) -> list[Weighed]:
    """Return the heaviest phrases, none of which is a form of another or of what is taken."""
    chosen: list[Weighed] = []
    names = 0
    for one in found:
        if len(chosen) >= wanted:
            break
        is_spare = one.is_name and names >= NAMES * wanted
        if is_spare or any(is_form(one.keys, keys) for keys in taken):
            continue
        chosen.append(one)
        taken.append(one.keys)
        names += one.is_name
    return chosen


def anchored(terms: Sequence[Term]) -> list[Term]:
    """Return terms with their anchors: the first that can be; where these are few, what comes first."""
    able = [at for at, term in enumerate(terms) if term.is_anchor][:MOST_ANCHORS]
    rest = [at for at in range(len(terms)) if at not in able]
    anchors = {*able, *rest[: max(0, FEWEST_ANCHORS - len(able))]}
    return [replace(term, is_anchor=at in anchors) for at, term in enumerate(terms)]


def is_capital(text: str, language: str | None) -> bool:
    """Say whether a term that the text does not have is written as a name."""
    return text[:1].isupper() and language not in NOUNS_ARE_CAPITAL


def keys_of(text: str) -> Keys:
    """Return the words of a term in small letters."""
    return tuple(unit.key for run in runs(text) for unit in run)


def is_form(one: Keys, other: Keys) -> bool:
    """Say whether two phrases are forms of one: technology and technologies."""
    return len(one) == len(other) and all(map(is_form_of_word, one, other))


def is_form_of_word(one: str, other: str) -> bool:
    """Say the same of two words."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    is_stem = same >= STEM or same == len(short) >= SHORTEST
    return is_stem and same >= LIKE * len(long)


def reasons(one: Weighed) -> str:
    """Say what the weight of a phrase rests on."""
    phrase = one.phrase
    said = [
        "a name" if one.is_name else "",
        "once" if phrase.stands_for == 1 else f"{phrase.stands_for} times",
        "in the title" if phrase.in_title else "",
        f"in 1 of {exp(phrase.rarity):.0f} texts" if phrase.rarity < RAREST else "in hardly any other text",
    ]
    return ", ".join(filter(None, said))
