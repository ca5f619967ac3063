"""The relevance judge: how likely a text is about what is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...reasons import Reason
from ...records import Article, Seed, Verdict
from ..terms import words_of
from .background import background
from .chance import chance
from .topic import Topic, sketch_of

TERMS_TO_SHOW = 6
MOST_REMEMBERED = 50_000  # words of links; some 10 MB
Memory = dict[str, tuple[float, float]]
# Cosine of a single word to an aim: words of the field have 0.4 and more, those of others 0.1.
FAR, CLOSE = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Relevance:
    """Scores how likely a text is on topic, 0..1, and turns down what is below `lowest`.

    Without a topic nothing is scored.
    """

    topic: Topic
    lowest: float
    remembered: dict[str | None, Memory] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Closeness and weight of words met in links, by language; they say the same every time."""

    @classmethod
    def to(cls, seeds: Sequence[Seed], lowest: float) -> Relevance:
        """Measure against seeds alone."""
        return cls(Topic.of(seeds), lowest)

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        if not self.topic.aims:
            return Verdict("relevance")
        text = sketch_of(article)
        odds, nearest = self.topic.nearest(text)
        score = round(chance(odds), 4)
        reason = Reason.OFF_TOPIC if score < self.lowest else None
        shared = self.topic.shared(text, nearest, TERMS_TO_SHOW)
        return Verdict("relevance", score, reason, ", ".join(shared) or None, self.topic.parts(text))

    def of_words(self, words: str, language: str | None = None) -> float:
        """Return how close a few words (an anchor, a heading, a URL) are to the topic, 0..1.

        Words of the topic count as a whole, others by their meaning; rare words weigh more.
        """
        memory = self.remembered.setdefault(language, {})
        total = weight = 0.0
        for word in words_of(words):
            close, counts = memory.get(word) or self.remember(word, language, memory)
            total += close * counts
            weight += counts
        return total / weight if weight else 0.0

    def remember(self, word: str, language: str | None, memory: Memory) -> tuple[float, float]:
        """Work out closeness and weight of a word, once."""
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        memory[word] = self.closeness(word, language)
        return memory[word]

    def closeness(self, word: str, language: str | None) -> tuple[float, float]:
        """Work out closeness and weight of a word."""
        aims = self.topic.sought
        languages = [language] if language else sorted({aim.sketch.language or "" for aim in aims})
        tables = [background(name) for name in languages]
        weight = min((table.rarity_of(word) for table in tables), default=0.0)
        if not weight:
            return 0.0, 0.0  # it counts for nothing, whatever it is close to
        if any(word in aim.sketch.words for aim in aims):
            return 1.0, weight
        vectors = [vector for table in tables if (vector := table.vector(word)) is not None]
        near = max((aim.likeness(vector) for vector in vectors for aim in aims), default=0.0)
        return min(max((near - FAR) / (CLOSE - FAR), 0.0), 1.0), weight
