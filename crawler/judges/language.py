"""The language judge: is a text in a language that the corpus asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ..reasons import Reason
from ..records import Article, Verdict


@dataclass(frozen=True, slots=True)
class Language:
    """Turns down texts outside `languages` (ISO 639-1; empty keeps all).

    The score is how sure the detected language is. A text too short to tell is kept.
    """

    languages: tuple[str, ...] = ()

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        foreign = self.languages and article.language and article.language not in self.languages
        reason = Reason.LANGUAGE if foreign else None
        return Verdict("language", article.language_confidence, reason, article.language)
