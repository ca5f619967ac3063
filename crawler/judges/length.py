"""The length judge: is there enough text."""

from __future__ import annotations

from dataclasses import dataclass

from ..reasons import Reason
from ..records import Article, Verdict


@dataclass(frozen=True, slots=True)
class Length:
    """Turns down texts of fewer than `min_words` words; the score is the number of words."""

    min_words: int

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        reason = Reason.TOO_SHORT if article.words < self.min_words else None
        return Verdict("length", float(article.words), reason)
