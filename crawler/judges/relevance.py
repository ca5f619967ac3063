"""The relevance judge: is a text about what a seed is about, by TF-IDF and cosine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from ..reasons import Reason
from ..records import Article, Seed, Verdict
from .terms import terms

TITLE_WEIGHS = 3  # a title says in ten words what the text says in three hundred
TERMS_TO_SHOW = 6
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Relevance:
    """Scores closeness to the nearest seed, 0..1, and turns down what is below `lowest`.

    Across languages only names and loanwords are shared, so a text in a language without a seed
    is held to a lower mark. Without seed texts nothing is scored.
    """

    seeds: tuple[Vector, ...]
    languages: frozenset[str | None]
    idf: Vector
    rare: float
    """The idf of a term that was never met."""
    lowest: float
    lowest_abroad: float

    @classmethod
    def to(cls, seeds: Sequence[Seed], lowest: float, lowest_abroad: float) -> Relevance:
        """Measure against seeds.

        Which terms are common is learned from the seeds alone, not from what was crawled so far:
        a crawl that was interrupted must come to the same verdicts as one that was not.
        """
        texts = [seed for seed in seeds if seed.text]
        counts = [
            weigh_title(seed.title, " ".join([seed.text, *seed.keywords]), seed.language) for seed in texts
        ]
        idf, rare = inverse_frequencies(counts)
        vectors = tuple(vector(count, idf, rare) for count in counts)
        languages = frozenset(seed.language for seed in texts)
        return cls(vectors, languages, idf, rare, lowest, lowest_abroad)

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        if not self.seeds:
            return Verdict("relevance")
        counts = weigh_title(article.title, article.text, article.language)
        mine = vector(counts, self.idf, self.rare)
        score, nearest = max(((cosine(mine, seed), i) for i, seed in enumerate(self.seeds)))
        shared = top_terms(mine, self.seeds[nearest])
        at_home = article.language in self.languages or None in self.languages
        lowest = self.lowest if at_home else self.lowest_abroad
        reason = Reason.OFF_TOPIC if score < lowest else None
        return Verdict("relevance", round(score, 4), reason, ", ".join(shared) or None)

    def of_words(self, words: str) -> float:
        """Return which share of a few words (an anchor, a heading, a URL) the seeds speak of, 0..1."""
        found = [term for language in self.languages for term in terms(words, language)]
        known = sum(any(term in seed for seed in self.seeds) for term in found)
        return known / len(found) if found else 0.0


def weigh_title(title: str | None, text: str, language: str | None) -> Counter[str]:
    """Count the terms of an article, those of its title several times."""
    counts = terms(text, language)
    for term in terms(title or "", language):
        counts[term] += TITLE_WEIGHS
    return counts


def inverse_frequencies(documents: Sequence[Iterable[str]]) -> tuple[Vector, float]:
    """Return smoothed idf by term, and that of a term in no document."""
    found = Counter(term for document in documents for term in document)
    total = 1 + len(documents)
    return {term: log(total / (1 + n)) + 1 for term, n in found.items()}, log(total) + 1


def vector(counts: Mapping[str, int], idf: Vector, rare: float) -> Vector:
    """Return TF-IDF weights of unit length; a term said often counts with the log of how often."""
    weights = {term: (1 + log(n)) * idf.get(term, rare) for term, n in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of unit length."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large.get(term, 0.0) for term, weight in small.items())


def top_terms(one: Vector, other: Vector) -> list[str]:
    """Return the terms that weigh most in the likeness of two texts."""
    shared = {term: weight * other[term] for term, weight in one.items() if term in other}
    return sorted(shared, key=lambda term: (-shared[term], term))[:TERMS_TO_SHOW]
