"""What a visit to a page came to: pure, so that every case can be tabled in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reasons import HUBS, Reason
from ..vocabulary import Vocabulary
from .before import FORBIDDEN, GONE, Before

if TYPE_CHECKING:  # tables name events: who only opens a corpus needs neither records nor settings
    from ..records import Reading
    from .outcome import Outcome


class Event(Vocabulary):
    """What a visit to a page came to."""

    NEW = "new", "An article was kept here for the first time"
    CHANGED = "changed", "The article has a new text or headline; what it was before stands in versions"
    SAME = "same", "The page is there, and what we hold of it is still what it says"
    LIST = "list", "A list, feed or sitemap was read for its links"
    GONE = "gone", "The server says that there is nothing any more; an article stays"
    BACK = "back", "What was gone is there again"
    LOST = "lost", "It had an article, and no text could be had from it now; the article stays"
    REFUSED = "refused", "It was turned down, for the reason that stands beside it"
    REDIRECT = "redirect", "It answered with another address, which has a row of its own; an article stays"
    RETRY = "retry", "It failed in a way that may pass, and is tried again"


def event(reading: Reading, result: Outcome, before: Before, *, is_changed: bool = False) -> Event:
    """Say what a visit came to; `is_changed` if the text that was read makes a new version."""
    reason = reading.refusal
    if reason is Reason.REDIRECT:
        return Event.REDIRECT
    if result.status == "queued":
        return Event.RETRY
    if reason is None:
        return of_answer(reading, before, is_changed=is_changed)
    return Event.REFUSED if reading.article else of_refusal(reason, before)


def of_answer(reading: Reading, before: Before, *, is_changed: bool) -> Event:
    """Say what a visit came to that found a text, or found what is held unchanged."""
    if before.was_gone:
        return Event.BACK
    if reading.unchanged:
        return Event.SAME
    if not before.was_kept:
        return Event.NEW
    return Event.CHANGED if is_changed else Event.SAME


def of_refusal(reason: Reason, before: Before) -> Event:
    """Say what a visit came to that found no text."""
    if reason in GONE and before.is_known:
        return Event.GONE
    if before.had_article and reason.stage != "frontier" and reason not in FORBIDDEN:
        return Event.LOST
    return Event.LIST if reason in HUBS else Event.REFUSED
