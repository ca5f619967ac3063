"""What one release has that another, or the corpus of today, has not, or has otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..snapshot import Snapshot
from ..texts import Text, choose
from .rows import FIELDS, NOW, Release, named

# What shifts with every run, without a text becoming another.
SHIFTING = frozenset({"relevance", "quality", "depth", "kind", "seed", "extractor", "last_changed"})
WHY = """select coalesce(a.reason, f.reason) as reason from frontier f left join articles a on a.id = f.id
where f.id = ?"""


@dataclass(frozen=True, slots=True)
class Change:
    """A text that is not in both, or not the same in both."""

    id: int
    url: str
    title: str | None
    fields: tuple[str, ...] = ()
    """What differs; `text` among it if the text does."""
    reason: str | None = None
    """Why it is not there any more."""


@dataclass(slots=True)
class Difference:
    """What became of the texts of a release."""

    old: str
    new: str
    same: int = 0
    added: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    """Other texts."""
    edited: list[Change] = field(default_factory=list)
    """The same text, of which other things are said."""
    erased: dict[str, int] = field(default_factory=dict)
    """Release → texts in it that were taken down since, and so are compared no more."""


def diff(snapshot: Snapshot, old: str, new: str) -> Difference:
    """Compare two releases, or with `now` a release and what is selected like it today.

    Raises ExportError for a release that is not there.
    """
    left = named(snapshot.connection, old)
    found = Difference(old, new)
    right = named(snapshot.connection, new) if new != NOW else None
    befores = recorded(snapshot.connection, left, found)
    afters = recorded(snapshot.connection, right, found) if right else today(snapshot, left)
    for before, after in paired(befores, afters):
        if before is None and after is not None:
            found.added.append(change(after))
        elif before is not None and after is None:
            found.removed.append(change(before, reason=why(snapshot.connection, before["id"])))
        elif before is not None and after is not None:
            note(found, before, after)
    return found


def recorded(connection: sqlite3.Connection, release: Release, found: Difference) -> Iterator[Text]:
    """Yield what is recorded of the texts of a release; count those that are not there any more."""
    count = 0
    for row in connection.execute(FIELDS, (release.id,)):
        count += 1
        yield json.loads(row["fields"])
    if count < release.texts:
        found.erased[release.name] = release.texts - count


def today(snapshot: Snapshot, release: Release) -> Iterator[Text]:
    """Yield what the selection of a release finds now, without the texts."""
    for text in choose(snapshot, release.selection):
        del text["text"]
        yield text


def paired(lefts: Iterator[Text], rights: Iterator[Text]) -> Iterator[tuple[Text | None, Text | None]]:
    """Yield texts of both sides by their ids, which ascend; None where one side has none."""
    left, right = next(lefts, None), next(rights, None)
    while left or right:
        at = min(side["id"] for side in (left, right) if side)
        before = left if left and left["id"] == at else None
        after = right if right and right["id"] == at else None
        yield before, after
        left = next(lefts, None) if before else left
        right = next(rights, None) if after else right


def note(found: Difference, before: Text, after: Text) -> None:
    """Put a text that is on both sides where it belongs."""
    is_other = before["sha256"] != after["sha256"]
    names = [name for name in before if name not in SHIFTING and before[name] != after.get(name)]
    shown = tuple("text" if name == "sha256" else name for name in names)
    if is_other:
        found.changed.append(change(after, shown))
    elif names:
        found.edited.append(change(after, shown))
    else:
        found.same += 1


def change(text: Text, fields: tuple[str, ...] = (), reason: str | None = None) -> Change:
    """Name a text."""
    return Change(text["id"], text["url"], text["title"], fields, reason)


def why(connection: sqlite3.Connection, number: int) -> str | None:
    """Return the reason for which a text is not in the corpus now."""
    row: Any = connection.execute(WHY, (number,)).fetchone()
    return row["reason"] if row else None
