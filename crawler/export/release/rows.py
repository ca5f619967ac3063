"""Releases in corpus.db: which texts, in which wording, and what was known of them."""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from ... import clock
from ...corpus import Corpus
from ...corpus.database import transaction
from .. import ExportError
from ..origin import Origin
from ..selection import Selection
from ..snapshot import Snapshot
from ..texts import Facts, Text, Texts

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
NOW = "now"
"""Stands for the corpus as it is, where a release could be named."""
FIND = "select * from releases where name = ?"
ALL = "select * from releases where is_whole order by id"
BEGIN = """insert into releases (name, made_at, as_of, selection, origin, settings, seeds)
values (?, ?, ?, ?, ?, ?, ?) returning id"""
# An article that was taken down meanwhile is not there any more; one that was changed meanwhile gets
# the text that it had in our snapshot.
ADD = """insert into release_texts (release, article, sha256, fields, text)
select :release, a.id, :sha256, :fields, nullif(:text, a.text) from articles a where a.id = :id"""
COUNT = "select count(*) from release_texts where release = ?"
END = """update releases set is_whole = 1, texts = :texts, words = :words where id = :id"""
DROP = ("delete from release_texts where release = ?", "delete from releases where id = ?")
FIELDS = "select article, sha256, fields from release_texts where release = ? order by article"
THESE = """select r.fields, coalesce(r.text, a.text) as text from release_texts r
join articles a on a.id = r.article
where r.release = :release and r.article in (select value from json_each(:ids)) order by r.article"""
SIGN = "update releases set sha256 = ? where id = ?"
AT_ONCE = 500  # texts in one short transaction
# Settings that say what is in a corpus. Others may hold what must not be published.
SHAPING = (
    "crawl", "focus", "traps", "reading", "browser", "judges", "duplicates", "manners", "discovery",
    "recrawl",
)  # fmt: skip
# addresses may have passwords and tokens in them
SECRET = ("proxy", "contact", "searxng", "feeds")


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was recorded."""

    id: int
    name: str
    made_at: str
    texts: int
    words: int
    selection: Selection
    origin: Origin
    settings: dict[str, Any]
    seeds: list[dict[str, Any]]
    sha256: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> Release:
        """Make one of its row."""
        return cls(
            row["id"], row["name"], row["made_at"], row["texts"], row["words"],
            as_selection(json.loads(row["selection"])), as_origin(json.loads(row["origin"])),
            json.loads(row["settings"]), json.loads(row["seeds"]), row["sha256"],
        )  # fmt: skip


def as_selection(values: dict[str, Any]) -> Selection:
    """Read a selection."""
    values |= {name: tuple(values[name]) for name in ("sites", "languages") if name in values}
    return Selection(**values)


def as_origin(values: dict[str, Any]) -> Origin:
    """Read an origin."""
    return Origin(**values | {"authors": tuple(values["authors"])})


def find(connection: sqlite3.Connection, name: str) -> Release | None:
    """Return a release by its name, if it was recorded."""
    row = connection.execute(FIND, (name,)).fetchone()
    return Release.of(row) if row and row["is_whole"] else None


def named(connection: sqlite3.Connection, name: str) -> Release:
    """Return a release by its name; raises ExportError."""
    found = find(connection, name)
    if found is None:
        there = ", ".join(release.name for release in releases(connection)) or "none yet"
        raise ExportError(f"no release is called {name!r}; there are: {there}")
    return found


def releases(connection: sqlite3.Connection) -> list[Release]:
    """Return all, in the order they were made."""
    return [Release.of(row) for row in connection.execute(ALL)]


def texts_of(snapshot: Snapshot, release: Release) -> Texts:
    """Return the texts of a release, but for those that were taken down since."""
    ids, facts = array("q"), Facts()
    for row in snapshot.connection.execute(FIELDS, (release.id,)):
        if row["article"] in snapshot.barred:
            continue
        ids.append(row["article"])
        facts.add(json.loads(row["fields"]))
    facts.taken_down = release.texts - len(ids)

    def fetch(some: list[int]) -> Iterator[Text]:
        asked = {"release": release.id, "ids": json.dumps(some)}
        for row in snapshot.connection.execute(THESE, asked).fetchall():
            yield json.loads(row["fields"]) | {"text": row["text"]}

    return Texts(ids, facts, fetch, release.selection.excerpts)


class Recorder:
    """Writes a release, some texts at a time, so that a crawl can write in between."""

    def __init__(self, corpus: Corpus, snapshot: Snapshot) -> None:
        """Write into a corpus what is in a snapshot of it."""
        self.connection = corpus.connection
        self.snapshot = snapshot

    def record(self, source: Origin, selection: Selection, texts: Texts) -> None:
        """Write all of it; what was begun under this name, and not ended, is written anew."""
        unfinished = self.connection.execute(FIND, (source.release,)).fetchone()
        if unfinished:
            self.drop(unfinished["id"])
        release = self.begin(source, selection)
        try:
            words = self.add_all(release, texts)
            with transaction(self.connection):
                count = self.connection.execute(COUNT, (release,)).fetchone()[0]
                self.connection.execute(END, {"id": release, "texts": count, "words": words})
        except BaseException:
            with suppress(sqlite3.Error):  # on a full disk: then the next try does it
                self.drop(release)
            raise

    def begin(self, source: Origin, selection: Selection) -> int:
        """Write what is known of all texts."""
        values = (selection.as_dict(), asdict(source), self.settings(), self.seeds())
        as_json = [json.dumps(value, ensure_ascii=False) for value in values]
        with transaction(self.connection):
            made = self.connection.execute(BEGIN, (source.release, clock.now(), source.as_of, *as_json))
            return int(made.fetchone()["id"])

    def settings(self) -> dict[str, Any]:
        """Return the settings that shape a corpus."""
        found = self.snapshot.settings.as_dict()
        return {
            table: {name: value for name, value in found[table].items() if name not in SECRET}
            for table in SHAPING
        }

    def seeds(self) -> list[dict[str, Any]]:
        """Return the seeds as they were planted."""
        return [dict(row) for row in self.snapshot.connection.execute("select * from seeds order by id")]

    def add_all(self, release: int, texts: Texts) -> int:
        """Write the texts; return their words."""
        rows, words = [], 0
        for text in texts:
            content = text.pop("text")
            fields = json.dumps(text, ensure_ascii=False, separators=(",", ":"))
            row = {"release": release, "id": text["id"], "sha256": text["sha256"]}
            rows.append(row | {"fields": fields, "text": content})
            words += text["words"]
            if len(rows) == AT_ONCE:
                self.add(rows)
                rows = []
        self.add(rows)
        return words

    def add(self, rows: list[dict[str, Any]]) -> None:
        """Write some texts."""
        with transaction(self.connection):
            self.connection.executemany(ADD, rows)

    def drop(self, release: int) -> None:
        """Remove a release."""
        with transaction(self.connection):
            for statement in DROP:
                self.connection.execute(statement, (release,))
