"""What a provider is: somebody who can be asked for addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ..reasons import Reason
from ..records import Ask, Page, Query, Window
from ..settings import Discovery
from .answer import Answer

TOO_MANY = 429


class Provider(Protocol):
    """Turns queries into addresses that answer them, and answers into finds. Pure."""

    @property
    def name(self) -> str:
        """As it stands in the settings and in `queries`."""

    @property
    def is_of_sites(self) -> bool:
        """It is asked about sites, whatever the words: once, with the words of all queries."""

    def asks(self, query: Query, window: Window, settings: Discovery) -> Iterable[Ask]:
        """Return what is to be asked; nothing if it isn't set up, or can't be asked such a thing."""

    def read(self, page: Page, ask: Ask, settings: Discovery) -> Answer:
        """Read an answer with a good status; raises UnreadableError for one that is not as documented."""

    def refused(self, page: Page, ask: Ask) -> Answer:
        """Say what a page without a usable body means; without a reason, that nothing was found."""


class Plain:
    """What most providers have in common."""

    is_of_sites = False

    def refused(self, page: Page, ask: Ask) -> Answer:  # noqa: ARG002  (the protocol's)
        """Take it as it came."""
        reason = Reason.THROTTLED if page.status == TOO_MANY else page.reason
        answered = f"it answered with {page.status}" if page.status else None
        return Answer(reason=reason, detail=page.detail or answered)
