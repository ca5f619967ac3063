"""Where texts come from: which corpus, in which state, whose it is, and what made it."""

from __future__ import annotations

import platform
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from ..settings import About
from .snapshot import Snapshot

FIRST_SEED = "select title from seeds where title is not null order by id limit 1"
DESCRIPTION = "Articles from the web, gathered with Corpuscle from a seed article."
NOBODY = "The makers of this corpus"
NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """What data cards, packages, citations and manifests say of the corpus."""

    corpus: str
    """What tells it from any other, and is the same in its copies."""
    as_of: str | None
    """When a page was last fetched, UTC."""
    title: str
    description: str
    authors: tuple[str, ...]
    licence: str
    url: str
    doi: str
    software: dict[str, str]
    release: str | None = None
    """Name of the release that the texts are from."""

    @property
    def slug(self) -> str:
        """The title in small Latin letters, digits and hyphens, as every program takes it."""
        bare = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().lower()
        return NOT_SLUG.sub("-", bare).strip("-")[:60].rstrip("-") or "corpus"


def origin(snapshot: Snapshot, about: About) -> Origin:
    """Describe a corpus as it is, with what stands in for settings that are not set."""
    row = snapshot.connection.execute(FIRST_SEED).fetchone()
    seed = " ".join(row["title"].split()) if row else ""
    return Origin(
        corpus=snapshot.corpus_id,
        as_of=snapshot.as_of,
        title=about.title or (f"Articles like “{seed}”" if seed else "A corpus of articles"),
        description=about.description or DESCRIPTION,
        authors=about.authors or (NOBODY,),
        licence=about.licence,
        url=about.url,
        doi=about.doi,
        software={
            "corpuscle": version("corpuscle"),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        },
    )


def by_count(counted: Iterable[tuple[str, int]]) -> list[str]:
    """Return names, the most frequent first; the nameless left out."""
    return [name for name, _ in sorted(counted, key=lambda item: (-item[1], item[0])) if name]
