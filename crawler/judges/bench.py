"""Article → Verdict: one judge a file. A verdict without a reason means keep."""

from __future__ import annotations

from typing import Protocol

from ..records import Article, Verdict
from ..settings import Judges
from .language import Language
from .length import Length
from .relevance import Relevance, Topic


class Judge(Protocol):
    """Measures one thing about an article. Its fields are its thresholds; it opens nothing."""

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""


def bench(settings: Judges, topic: Topic, shared: frozenset[str] = frozenset()) -> tuple[Judge, ...]:
    """Return the judges of what is sought, in the order they are asked: cheap ones first.

    `shared` are lines known to stand in many articles of a site.
    """
    from .quality.judge import Quality  # noqa: PLC0415  (its patterns cost a tenth of a second)

    return (
        Length(settings.min_words),
        Language(settings.languages),
        Quality(settings.min_quality, settings.refused_flags, shared),
        Relevance(topic, settings.min_relevance),
    )
