"""What the corpus is called and whose it is, as data cards, packages and citations say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ..settings import About
from .snapshot import Snapshot

FIRST_SEED = "select title from seeds where title is not null order by id limit 1"
DESCRIPTION = "Articles from the web, gathered with Corpuscle from a seed article."
NOBODY = "The makers of this corpus"
NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Named:
    """The settings [about], with what stands in for what is not set."""

    title: str
    slug: str
    """Small Latin letters, digits and hyphens."""
    description: str
    authors: tuple[str, ...]
    licence: str
    url: str
    doi: str


def named(snapshot: Snapshot, about: About) -> Named:
    """Return what a corpus is called."""
    row = snapshot.connection.execute(FIRST_SEED).fetchone()
    about_what = " ".join(row["title"].split()) if row else ""
    title = about.title or (f"Articles like “{about_what}”" if about_what else "A corpus of articles")
    return Named(
        title=title,
        slug=slug(title),
        description=about.description or DESCRIPTION,
        authors=about.authors or (NOBODY,),
        licence=about.licence,
        url=about.url,
        doi=about.doi,
    )


def slug(text: str) -> str:
    """Return a text as a name that every program takes."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return NOT_SLUG.sub("-", bare).strip("-")[:60].rstrip("-") or "corpus"


def by_count(counted: Iterable[tuple[str, int]]) -> list[str]:
    """Return names, the most frequent first; the nameless left out."""
    return [name for name, _ in sorted(counted, key=lambda item: (-item[1], item[0])) if name]
