"""Which texts are asked for: words and what is known of a text, always as bound values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from ...corpus.search import fts_query

CONDITIONS = {
    "seed": "exists (select 1 from frontier f where f.id = a.id and f.seed = :seed)",
    "language": "a.language = :language",
    "site": "a.site = :site",
    "since": "a.published >= :since",
    "until": "a.published < :until || '~'",  # behind all times of that day, month or year
    "relevance": "a.relevance >= :relevance",
}
KEPT = {"": "a.reason is null", "refused": "a.reason is not null", "all": "1"}
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
BEGINNING, PHRASE = '" *', re.compile('"[^" ]+ [^"]*"')  # in a query for FTS5
LARGEST = 2**63 - 1
WIDEST = 1_000  # characters of an input


@dataclass(frozen=True, slots=True)
class Selection:
    """The texts asked for; what is empty asks for nothing."""

    q: str = ""
    seed: int | None = None
    language: str = ""
    site: str = ""
    since: str = ""
    until: str = ""
    relevance: float | None = None
    kept: str = ""
    """Empty for what was kept; `refused` or `all`."""

    @property
    def match(self) -> str:
        """The words as FTS5 wants them; without words what matches nothing."""
        return fts_query(self.q)

    @property
    def has_beginnings(self) -> bool:
        """Whether words are asked for by how they begin: `begin*`."""
        return BEGINNING in self.match

    @property
    def has_phrases(self) -> bool:
        """Whether words are asked for that follow each other; Chinese and Japanese words are such."""
        return bool(PHRASE.search(self.match))

    @property
    def narrowed(self) -> list[str]:
        """The conditions that are asked for, beside words and kept."""
        return [name for name in CONDITIONS if getattr(self, name) not in ("", None)]

    @property
    def where(self) -> str:
        """What must hold of a row `a` of articles."""
        return " and ".join([KEPT[self.kept], *(CONDITIONS[name] for name in self.narrowed)])

    @property
    def values(self) -> dict[str, object]:
        """What `where` and `match` have bound."""
        return {"match": self.match} | {name: getattr(self, name) for name in self.narrowed}

    @property
    def inputs(self) -> dict[str, object]:
        """What an address must hold to ask for the same."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def selection(asked: Callable[[str], str]) -> Selection:
    """Read a selection from the inputs of an address; what makes no sense asks for nothing."""
    kept = asked("kept")
    q, language, site = (sendable(asked(name)) for name in ("q", "language", "site"))
    return Selection(
        q,
        number(asked("seed")),
        language,
        site,
        day(asked("since")),
        day(asked("until")),
        share(asked("relevance")),
        kept if kept in KEPT else "",
    )


def sendable(text: str) -> str:
    """Return a text of bearable length that SQLite can be sent."""
    return text[:WIDEST].encode("utf-8", "replace").decode().strip()


def number(text: str) -> int | None:
    """Return a whole number that SQLite can hold."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST)):
        return None
    return min(int(text), LARGEST)


def day(text: str) -> str:
    """Return a day, month or year."""
    return text if DATE.fullmatch(text) else ""


def share(text: str) -> float | None:
    """Return a finite number; nothing for 0, which asks for nothing."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None
