"""Which entries of a long list are worth a look: by their days, their words, or a headline looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from ..judges.terms import words_of
from ..records import Ask, Find, Window

# Share of the words of a headline that an entry has to have. Sites cut them in addresses, and leave
# out short words; two different headlines of one day rarely share half.
SAME_TITLE = 0.7
FEWEST_WORDS = 3  # of a headline that can be looked for at all
A_DAY_OFF = 1  # zones, and sites that date by their own day


def chosen(finds: Iterable[Find], ask: Ask) -> list[Find]:
    """Return the finds of the window, most words of the query first; of an exact one, only its headlines."""
    near = (find for find in finds if is_within(find.published, ask.window))
    if ask.query.exact:
        return list(titled(near, ask.query.terms))
    wanted = {word for term in ask.query.terms for word in words_of(term)}
    return sorted(near, key=lambda find: -len(wanted & words(find)))


def titled(finds: Iterable[Find], titles: Iterable[str]) -> Iterator[Find]:
    """Yield finds that have one of some headlines, in their title or in their address."""
    wanted = [(title, set(words_of(title))) for title in titles]
    wanted = [(title, words) for title, words in wanted if len(words) >= FEWEST_WORDS]
    for find in finds:
        mine = words(find)
        for title, theirs in wanted:
            if len(theirs & mine) >= SAME_TITLE * len(theirs):
                evidence = f"the headline “{title}” was looked for"
                yield replace(find, title=find.title or title, evidence=evidence)
                break


def words(find: Find) -> set[str]:
    """Return the words of a find: those of its title, and those of its address."""
    return set(words_of(find.title)) | words_of_path(find.url)


@lru_cache(maxsize=1024)
def words_of_path(url: str) -> frozenset[str]:
    """Return the words in an address."""
    try:
        return frozenset(words_of(unquote(urlsplit(url).path)))
    except ValueError:
        return frozenset()


def is_within(published: str | None, window: Window) -> bool:
    """Say whether a moment lies in a window, or may: an entry without a date is not left out."""
    day = day_of(published)
    if day is None:
        return True
    early = window.since is not None and (window.since - day).days > A_DAY_OFF
    late = window.until is not None and (day - window.until).days > A_DAY_OFF
    return not (early or late)


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 moment; None where there is none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
