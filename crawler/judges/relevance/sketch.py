"""An article in two short forms: its telling words, and what they mean together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from math import log, sqrt
from operator import mul

from ..terms import tokens
from .background import Floats, background

TITLE_WEIGHS = 3  # a title says in ten words what the text says in three hundred
Weights = Mapping[str, float]
SCHEME = 1  # to be raised when texts are sketched in another way: those that are kept are made anew then


@dataclass(frozen=True, slots=True)
class Sketch:
    """What relevance is measured on."""

    words: Weights
    """TF-IDF weights of unit length."""
    meaning: Floats | None
    """Place among all texts, of unit length; None where no word is known."""
    language: str | None


class Logs(dict[int, float]):
    """What a word counts that is said so often, worked out when first asked for."""

    def __missing__(self, times: int) -> float:
        """Work it out, once."""
        found = self[times] = 1 + log(times)
        return found


LOGS = Logs()


def sketch(title: str | None, text: str, language: str | None) -> Sketch:
    """Sketch a text."""
    counts = weigh_title(title, text)
    said = list(map(LOGS.__getitem__, counts.values()))  # what is said often counts with the log
    usual = background(language)
    rows = usual.rows(counts)
    weights = list(map(mul, said, usual.rarities(counts, rows)))
    length = sqrt(sum(map(mul, weights, weights))) or 1.0
    words = {word: weight / length for word, weight in zip(counts, weights, strict=True) if weight}
    return Sketch(words, usual.meaning(said, rows), language)


def weigh_title(title: str | None, text: str) -> Counter[str]:
    """Count the terms of an article, those of its title several times."""
    counts = tokens(text)
    for term, n in tokens(title or "").items():
        counts[term] += TITLE_WEIGHS * n
    return counts


def blend(parts: Iterable[tuple[float, Weights]], count: int) -> Weights:
    """Return the `count` heaviest words of a weighted sum, at unit length."""
    total: dict[str, float] = {}
    for share, words in parts:
        for word, weight in words.items():
            total[word] = total.get(word, 0.0) + share * weight
    heaviest = sorted(total, key=lambda word: (-total[word], word))[:count]
    length = sqrt(sum(total[word] ** 2 for word in heaviest)) or 1.0
    return {word: round(total[word] / length, 5) for word in heaviest}


def cosine(one: Weights, other: Weights) -> float:
    """Return the cosine of two vectors of unit length."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return float(sum(map(mul, small.values(), map(large.get, small, repeat(0.0)))))
