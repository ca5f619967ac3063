"""What was known of a page before it was asked again."""

from __future__ import annotations

from dataclasses import dataclass

from ..reasons import Reason

# Said of a text that we hold, these take it out of the corpus: we may not have it any more.
FORBIDDEN = frozenset({Reason.NOINDEX, Reason.RESERVED, Reason.TAKEN_DOWN})
# There is nothing any more, as the server says, or the page itself.
GONE = frozenset({Reason.GONE, Reason.NOT_FOUND, Reason.REMOVED})


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a page before it was asked."""

    had_article: bool = False
    """A text was read on it, kept or not."""
    was_kept: bool = False
    was_gone: bool = False
    was_hub: bool = False
    """It led to articles without being one."""
    reason: Reason | None = None
    """Why it is not in the corpus."""
    words: int = 0
    """Length of the text that is held."""
    every: float | None = None
    """Seconds between two visits."""
    unchanged: int = 0
    """Visits in a row that brought no change."""

    @property
    def is_known(self) -> bool:
        """Say whether anything of it is held: a text or links."""
        return self.had_article or self.was_hub
