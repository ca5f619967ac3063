"""What to ask for: a seed's terms in small combinations, passages of its text, and the days to look in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from random import Random

from ..records import Query, Seed, Window
from ..settings import Discovery
from .matching import day_of
from .passages import passages
from .terms import Term, keys_of

# Anchors and other terms of a query, in turn. Two terms find what nothing else does and much
# beside it, four hardly more than one story; an index that is small knows nothing with all four.
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2))
MOST_TERMS = 40  # that are combined; more dilute what is asked for
WIDER = 4  # times the days of the first window, for the second


def queries(seed: Seed, terms: Sequence[Term], limits: Discovery | None = None) -> list[Query]:
    """Return what to ask for, passages last; the same for the same seed, terms and limits.

    Each has an anchor or two and another term or two; none has all terms of another.
    """
    limits = limits or Discovery()
    dice = Random(f"{seed.title}\n{seed.text}")  # noqa: S311  (to be the same again, not to be secret)
    drawn = draw(terms[:MOST_TERMS], limits.queries, dice)
    probes = passages(seed.text, seed.language, limits.probes)
    asked = [Query(tuple(term.text for term in some), seed.language) for some in drawn]
    return asked + [Query((passage,), seed.language, exact=True) for passage in probes]


def draw(terms: Sequence[Term], wanted: int, dice: Random) -> list[tuple[Term, ...]]:
    """Draw combinations of terms, heavy terms more often, one shape after the other."""
    anchors = [term for term in terms if term.is_anchor]
    others = [term for term in terms if not term.is_anchor]
    if not (anchors and others):
        return [tuple(terms[:2])] if terms and wanted else []
    decks = [shuffled(combined(anchors, others, *shape), dice) for shape in SHAPES]
    drawn: list[tuple[Term, ...]] = []
    seen: list[frozenset[str]] = []
    while len(drawn) < wanted and any(decks):
        for deck in decks:
            while deck and len(drawn) < wanted:
                some = deck.pop()
                one = frozenset(term.text for term in some)
                if any(one <= other or other <= one for other in seen):
                    continue
                drawn.append(some)
                seen.append(one)
                break
    return drawn


def combined(
    anchors: Sequence[Term], others: Sequence[Term], first: int, second: int
) -> Iterator[tuple[Term, ...]]:
    """Yield combinations of so many anchors and so many others; none says a word twice."""
    words = {term: frozenset(keys_of(term.text)) for term in (*anchors, *others)}
    for some, more in product(combinations(anchors, first), list(combinations(others, second))):
        terms = (*some, *more)
        if all(words[one].isdisjoint(words[other]) for one, other in combinations(terms, 2)):
            yield terms


def shuffled(some: Iterable[tuple[Term, ...]], dice: Random) -> list[tuple[Term, ...]]:
    """Return combinations in random order, those of heavy terms likelier to stand near the end."""
    return sorted(some, key=lambda terms: dice.random() ** (len(terms) / sum(term.weight for term in terms)))


def windows(seed: Seed, limits: Discovery | None = None) -> list[Window]:
    """Return the days to look in, the nearest to a seed's date first; the last is open on both sides."""
    days = (limits or Discovery()).days
    day = day_of(seed.published)
    around = [window(day, days), window(day, days * WIDER)] if day and days else []
    return [*around, Window()]


def window(day: date, days: int) -> Window:
    """Return the days around one, as far as the calendar goes."""
    before = min(days, (day - date.min).days)
    after = min(days, (date.max - day).days)
    return Window(day - timedelta(before), day + timedelta(after))
