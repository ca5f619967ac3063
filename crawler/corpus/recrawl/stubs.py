"""A text that may be only what was left of it: shut off, cut, or put into another language."""

from __future__ import annotations

from dataclasses import replace

from ...reasons import Reason
from ...records import Article, Reading
from ..before import Before

# Judgements that say more of the page than of what it is about.
OF_SHAPE = frozenset({Reason.TOO_SHORT, Reason.LANGUAGE, Reason.LOW_QUALITY})
STUB = 0.5  # share of the words; what stands before a paywall is mostly a paragraph or two


def without_stub(reading: Reading, before: Before) -> Reading:
    """Return a reading without its text where that would take the place of a whole one: no text was had."""
    reason = stub(reading.article, reading.refusal, before) if reading.article and before.was_kept else None
    if reason is None:
        return reading
    return replace(reading, article=None, verdicts=(), fingerprint=None, reason=reason)


def stub(article: Article, refusal: Reason | None, before: Before) -> Reason | None:
    """Say why a text is no version of what is held; None if it is one."""
    if refusal in OF_SHAPE:
        return refusal
    return Reason.LOGIN if article.paywalled and article.words < STUB * before.words else None
