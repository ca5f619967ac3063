"""Article → Verdict: one judge a file. A verdict without a reason means keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..records import Article, Seed, Verdict
from ..settings import Judges
from .language import Language
from .length import Length
from .relevance import Relevance


class Judge(Protocol):
    """Measures one thing about an article. Its fields are its thresholds; it opens nothing."""

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""


def bench(settings: Judges, seeds: Sequence[Seed]) -> tuple[Judge, ...]:
    """Return the judges in the order they are asked: cheap ones first."""
    return (
        Length(settings.min_words),
        Language(settings.languages),
        Relevance.to(seeds, settings.min_relevance, settings.min_relevance_abroad),
    )
