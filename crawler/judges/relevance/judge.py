"""The relevance judge: how likely a text is about what is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...reasons import Reason
from ...records import Article, Seed, Verdict
from ..terms import all_words_of
from .chance import chance
from .topic import Topic, sketch_of
from .words import Words

TERMS_TO_SHOW = 6


@dataclass(frozen=True, slots=True)
class Relevance:
    """Scores how likely a text is on topic, 0..1, and turns down what is below `lowest`.

    Without a topic nothing is scored.
    """

    topic: Topic
    lowest: float
    words: dict[str | None, Words] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those met in links, by language; they say the same every time."""

    @classmethod
    def to(cls, seeds: Sequence[Seed], lowest: float) -> Relevance:
        """Measure against seeds alone."""
        return cls(Topic.of(seeds), lowest)

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        if not self.topic.aims:
            return Verdict("relevance")
        text = sketch_of(article)
        measured = self.topic.measured(text)
        odds, nearest = self.topic.nearest(text, measured)
        score = round(chance(odds), 4)
        reason = Reason.OFF_TOPIC if score < self.lowest else None
        shared = self.topic.shared(text, nearest, TERMS_TO_SHOW)
        parts = self.topic.parts(text, measured)
        return Verdict("relevance", score, reason, ", ".join(shared) or None, parts)

    def of_words(self, words: str, language: str | None = None) -> float:
        """Return how close a few words (an anchor, a heading, a URL) are to the topic, 0..1.

        Words of the topic count as a whole, others by their meaning; rare words weigh more.
        """
        known = self.words.get(language)
        if known is None:
            known = self.words[language] = Words(self.topic.sought, language)
        found = list(map(known.__getitem__, all_words_of(words)))
        if not found:
            return 0.0
        close, weights = map(sum, zip(*found, strict=True))
        return close / weights if weights else 0.0
