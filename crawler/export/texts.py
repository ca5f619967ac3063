"""The chosen texts: which they are, what is known of them together, and each as a dict."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..cut import EXCERPT, cut
from . import ExportError
from .fields import BOOLEANS, LISTS, TEXTS
from .selection import Selection
from .snapshot import Snapshot

Text = dict[str, Any]
Row = sqlite3.Row | Text

CHOICE = f"""with texts as ({TEXTS})
select id, words, language, host, published, found_at, last_changed, reason, licence, reserved
from texts where {{condition}} order by id"""
THESE = f"{TEXTS} where a.id in (select value from json_each(?)) order by a.id"
AT_ONCE = 200  # texts of 3 kB each
NO_EXCERPT = ("robots nosnippet", "robots max-snippet: 0")


@dataclass(slots=True)
class Facts:
    """What is known of the chosen texts together."""

    texts: int = 0
    words: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    licences: Counter[str] = field(default_factory=Counter)
    reserved: int = 0
    published: tuple[str, str] | None = None
    """First and last day of publication."""
    found: tuple[str, str] | None = None
    """When the first and the last were first read, UTC."""
    changed: str | None = None
    """When one of them last changed, UTC."""
    taken_down: int = 0
    """Left out because they are on the list of take-downs, and not erased yet."""

    def add(self, row: Row) -> None:
        """Count a text."""
        self.texts += 1
        self.words += row["words"]
        self.languages[row["language"] or ""] += 1
        self.hosts[row["host"]] += 1
        if row["reason"]:
            self.reasons[row["reason"]] += 1
        self.licences[row["licence"] or ""] += 1
        self.reserved += row["reserved"]
        if row["published"]:
            self.published = span(self.published, row["published"][:10])
        self.found = span(self.found, row["found_at"])
        self.changed = max(self.changed or "", row["last_changed"])


def span(before: tuple[str, str] | None, moment: str) -> tuple[str, str]:
    """Widen a span to a moment."""
    return (min(before[0], moment), max(before[1], moment)) if before else (moment, moment)


@dataclass(slots=True)
class Texts:
    """Texts in order of their ids, to be walked through as often as need be."""

    ids: array[int]
    facts: Facts
    fetch: Callable[[list[int]], Iterable[Text]]
    """Ids → texts, in the same order."""
    excerpts: bool = False
    progress: Callable[[int], None] = lambda _: None
    """Told how many of them were handed out."""
    out: int = 0
    """How many were, in whichever order."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Text]:
        """Yield each as a dict of the fields in `fields.py`."""
        for start in range(0, len(self.ids), AT_ONCE):
            yield from self.of(self.ids[start : start + AT_ONCE])
            self.progress(min(start + AT_ONCE, len(self.ids)))

    def of(self, ids: Sequence[int]) -> Iterator[Text]:
        """Yield those with some numbers, in their order."""
        for start in range(0, len(ids), AT_ONCE):
            for text in self.fetch(list(ids[start : start + AT_ONCE])):
                if self.excerpts:
                    text["text"] = excerpt(text)
                yield text

    def handed_out(self, more: int) -> None:
        """Tell that more were handed out, by whoever takes them by number."""
        self.out += more
        self.progress(self.out)


def choose(snapshot: Snapshot, selection: Selection) -> Texts:
    """Find what a selection asks for; raises ExportError for a condition that is none."""
    condition, values = selection.conditions(snapshot.seed_number)
    ids, facts = array("q"), Facts()
    try:
        for row in snapshot.connection.execute(CHOICE.format(condition=condition), values):
            if row["id"] in snapshot.barred:
                facts.taken_down += 1
            else:
                ids.append(row["id"])
                facts.add(row)
    except sqlite3.Error as error:
        if selection.where is None or getattr(error, "sqlite_errorcode", None) not in MISTAKES:
            raise
        raise ExportError(f"--where {selection.where!r}: {error}") from error

    def fetch(some: list[int]) -> list[Text]:
        return [whole(row) for row in snapshot.connection.execute(THESE, (json.dumps(some),)).fetchall()]

    return Texts(ids, facts, fetch, selection.excerpts)


def whole(row: sqlite3.Row) -> Text:
    """Make a text of a row."""
    text = dict(row)
    text |= {name: json.loads(text[name]) for name in LISTS}
    text |= {name: None if text[name] is None else bool(text[name]) for name in BOOLEANS}
    text["sha256"] = hashlib.sha256(text["text"].encode()).hexdigest()
    return text


def excerpt(text: Text) -> str:
    """Return what may be shown of a text whose whole must not be handed on."""
    return "" if forbids_excerpts(text["rights"]) else cut(text["text"], EXCERPT)


def forbids_excerpts(rights: list[str]) -> bool:
    """Say whether a site asks that nothing of a text be shown."""
    return any(f"{said} ".startswith(tuple(f"{no} " for no in NO_EXCERPT)) for said in rights)


# What SQLite and its Python module answer to a condition that is none, or asks for what may not be.
MISTAKES = (None, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_MISMATCH)
