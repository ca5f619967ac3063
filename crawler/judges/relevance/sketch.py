"""An article in two short forms: its telling words, and what they mean together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from math import log, sqrt

import numpy as np

from ..terms import tokens
from .background import Doubles, Floats, background

TITLE_WEIGHS = 3  # a title says in ten words what the text says in three hundred
OFTEN = 1_000  # times; hardly any text says a word as often
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


def sketch(title: str | None, text: str, language: str | None) -> Sketch:
    """Sketch a text."""
    counts = weigh_title(title, text)
    said = counted_by_log(counts.values())
    usual = background(language)
    rows = usual.rows(counts)
    weights = said * usual.rarities(counts, rows)
    # added one by one: numpy's own sum is another in its last digits
    length = sqrt(np.add.accumulate(weights * weights)[-1]) if len(weights) else 0.0
    tells = weights > 0
    telling = (weights[tells] / (length or 1.0)).tolist()
    words = dict(zip(compress(counts, tells.tobytes()), telling, strict=True))
    return Sketch(words, usual.meaning(said, rows), language)


def counted_by_log(times: Collection[int]) -> Doubles:
    """Return what words count that are said so often: the more, the less each time adds."""
    found = np.fromiter(times, np.intp, len(times))
    most = found.max(initial=0)
    return (LOGS if most < OFTEN else logs(most)).take(found)


def logs(most: int) -> Doubles:
    """Return what a word counts that is said so often, up to a number of times."""
    return np.array([0.0, *(1 + log(times) for times in range(1, most + 1))])


LOGS = logs(OFTEN)


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
    return float(sum([weight * large[word] for word, weight in small.items() if word in large]))
