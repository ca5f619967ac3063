"""Answers → what they say, by whoever was asked; nothing they do raises."""

from __future__ import annotations

from ..reasons import Reason
from ..records import Ask, Page
from ..settings import Discovery
from .answer import SAID, Answer, UnreadableError, one_line
from .providers import PROVIDERS


def read_answer(page: Page, ask: Ask, settings: Discovery) -> Answer:
    """Read the answer to a query; one that says nothing has a reason."""
    provider = PROVIDERS.get(ask.provider)
    if provider is None:
        return Answer(reason=Reason.READING_FAILED, detail=f"nobody is called {ask.provider} any more")
    if page.reason:
        return provider.refused(page, ask)
    try:
        return provider.read(page, ask, settings)
    except UnreadableError as error:
        return Answer(reason=error.reason, detail=one_line(error.detail)[: 2 * SAID])
