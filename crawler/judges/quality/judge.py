"""Article → quality: one minus what its flags cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...reasons import Reason
from ...records import Article, Verdict
from .damage import damage
from .ending import ending
from .farm import farm
from .flags import Sign
from .repetition import repetition
from .sample import Sample
from .shape import shape
from .shared import boilerplate

CHECKS: tuple[Callable[[Sample], Iterator[Sign]], ...] = (repetition, shape, damage, farm, ending)


def signs(article: Article, shared: frozenset[str] = frozenset()) -> list[Sign]:
    """Return the signs that are strong enough for a flag; `shared` are lines of many articles.

    What is too weak for one is not measured exactly.
    """
    sample = Sample.of(article)
    found = [sign for check in CHECKS for sign in check(sample)]
    return [sign for sign in (*found, boilerplate(sample.text, shared)) if sign.penalty]


@dataclass(frozen=True, slots=True)
class Quality:
    """Scores a text 0..1, one minus what its flags cost, and turns down what is below `lowest`."""

    lowest: float = 0.0
    refused: tuple[str, ...] = ()
    """Flags that turn a text down whatever its score."""
    shared: frozenset[str] = frozenset()
    """Lines known to stand in many articles of a site."""

    def __call__(self, article: Article) -> Verdict:
        """Judge an article."""
        return self.verdict(signs(article, self.shared))

    def verdict(self, found: Sequence[Sign]) -> Verdict:
        """Sum up what was found."""
        score = round(max(0.0, 1.0 - sum(sign.penalty for sign in found)), 3)
        bad = score < self.lowest or any(sign.flag in self.refused for sign in found)
        evidence = ", ".join(sign.flag for sign in found) or None
        return Verdict(
            "quality",
            score,
            Reason.LOW_QUALITY if bad else None,
            evidence,
            {str(sign.flag): sign.penalty for sign in found},
        )
