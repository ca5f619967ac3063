"""The page that a seed was taken from, told by what both say of themselves: title, site and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from .. import urls
from ..records import Seed
from ..vocabulary import Vocabulary

NEAR = 0.9  # of two titles' letters; a comma, a dash or the number of a live report apart
SHORTEST = 12  # letters of a title that is told by being near; a shorter one must be equal
DAYS = 2  # between two dates of one text: time zones, and sites that show when they last changed it
SHORTEST_SITE = 4  # letters of a name that is looked for in an address
NOT_LETTERS = re.compile(r"[\W_]+")
BEHIND = re.compile(r"\s+[|·•–—-]\s+[^|·•–—-]{1,40}$")  # what sites put behind their titles: their name


class Evidence(Vocabulary):
    """How a page was recognised as a seed's own, the surest first."""

    ADDRESS = "address", "It stands at the seed's address"
    PROMOTED = "promoted", "The seed was made of it"
    TEXT = "text", "It has the seed's text"
    TITLE = "title", "Title, site and date are the seed's"
    COPY = "copy", "It has the seed's text, but is on another site than the seed"


@dataclass(frozen=True, slots=True)
class Label:
    """What a text says of itself, in a form that is compared quickly."""

    title: str
    """Its letters and digits, in small letters."""
    bare: str
    """The same without the name of a site behind it."""
    site: str
    """Letters of its site's name."""
    host: str = ""
    """Host of its address, without www."""
    days: tuple[int, ...] = ()
    """When it was published or changed, counted from the beginning of the calendar."""

    @classmethod
    def of(
        cls, title: str | None, site: str | None, url: str | None, dates: Iterable[str | None] = ()
    ) -> Label:
        """Take title, name of the site, address, and dates in ISO 8601, as far as they are known."""
        host = urls.host(url).partition(":")[0].removeprefix("www.") if url else ""
        days = (day_of(text) for text in dates)
        bare = letters(BEHIND.sub("", title or ""))
        return cls(letters(title or ""), bare, letters(site or ""), host, tuple(d for d in days if d))

    @classmethod
    def of_seed(cls, seed: Seed) -> Label:
        """Take what a person says of a seed."""
        return cls.of(seed.title, seed.site, seed.url, [seed.published])


def is_titled(seed: Label, found: Label) -> bool:
    """Say whether title, site and date of a page are a seed's.

    Where a date is missing, the title must be the same to the letter.
    """
    if not (seed.title and found.title and seed.site):
        return False
    apart = min((abs(one - other) for one in seed.days for other in found.days), default=None)
    if apart is not None and apart > DAYS:
        return False
    is_same = seed.title == found.title if apart is None else are_near(seed, found)
    return is_same and is_of_site(seed, found)


def is_of_site(seed: Label, found: Label) -> bool:
    """Say whether a page is of the site that a person names, by its own name or by its host's."""
    if seed.site in (found.site, letters(found.host), letters(f"www{found.host}")):
        return True
    name = letters(found.host.rpartition(".")[0] or found.host)
    return len(seed.site) >= SHORTEST_SITE and seed.site in name


def are_near(one: Label, other: Label) -> bool:
    """Say whether two titles are one but for a few letters, or for the name of a site behind them."""
    if one.title == other.title or one.bare == other.bare != "":
        return True
    if min(len(one.title), len(other.title)) < SHORTEST:
        return False
    match = SequenceMatcher(None, one.title, other.title, autojunk=False)
    return match.real_quick_ratio() >= NEAR and match.quick_ratio() >= NEAR and match.ratio() >= NEAR


def day_of(text: str | None) -> int | None:
    """Return the day of an ISO 8601 date, with or without a time, as a number."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None


def letters(text: str) -> str:
    """Return the letters and digits of a text, without case."""
    return NOT_LETTERS.sub("", text.casefold())
