"""The checks in their order."""

from __future__ import annotations

from ...reasons import Reason
from ..homes import is_home
from .candidate import Candidate
from .lists import listing
from .media import medium
from .notices import notice
from .shells import frame, shell

# What a page says of itself outweighs what it is made of: error pages list the latest stories.
CHECKS = (notice, shell, listing, medium, frame)
LONG = 1_000  # characters of a stated article that nobody need ask any more


def refusal(page: Candidate) -> Reason | None:
    """Say why a page has no article; None if it seems to have one.

    An article lost is worse than a list kept: the judges of length and relevance come later.
    """
    if page.is_stated and len(page.text) > LONG and not is_home(page.url):
        return None
    return next((reason for check in CHECKS if (reason := check(page))), None)
