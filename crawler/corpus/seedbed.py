"""Seeds as a person looks after them: which there are, their terms, what is taken in and out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from .. import clock, urls
from ..likeness.own import Evidence
from ..records import Seed
from .database import transaction
from .own_pages import mark
from .plant import add_seed
from .planted import seed_of

LIST = """select s.*, p.url as own_page from seeds s left join pages p on p.id = s.page
where :dropped or s.dropped_at is null order by s.id"""
ARTICLES = """select f.seed, count(*) as articles from articles a join frontier f on f.id = a.id
where a.reason is null and f.seed is not null group by f.seed"""
BY_NUMBER = "select * from seeds where id = ?"
BY_NAME = "select * from seeds where path = :name or url in (:name, :url) order by dropped_at is not null, id"
EDIT = "update seeds set edited_terms = ? where id = ?"
DROP = "update seeds set dropped_at = ? where id = ?"
HOW_MANY = "select count(*) from seeds where dropped_at is null"
KEPT = """select a.id, a.url, a.title, a.text, a.author, a.site, a.published, a.language, a.reason
from articles a where a.id = ?"""
BY_TEXT = "select id, dropped_at from seeds where text = ?"
TAKE_BACK = "update seeds set dropped_at = null where id = ?"


class UnknownSeedError(LookupError):
    """No seed has this number, path or address."""


class NotKeptError(ValueError):
    """An article that is not in the corpus can be no seed; the text is the reason it was turned down for."""


@dataclass(frozen=True, slots=True)
class Known:
    """A seed in the corpus."""

    number: int
    seed: Seed
    is_edited: bool
    """A person left its terms otherwise than its file and text have them."""
    dropped_at: str | None
    articles: int = 0
    """Kept on its trails."""
    own_page: str | None = None
    recognised_by: str | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.seed.title or self.seed.url or self.seed.path


@dataclass(frozen=True, slots=True)
class Promoted:
    """What became of an article that was to be a seed."""

    number: int
    title: str
    is_new: bool
    """It was none before, or had been dropped."""


class Seedbed:
    """The table `seeds`, for people; may be used while a crawl runs, which heeds it when it begins anew."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def all(self, *, dropped: bool = False) -> list[Known]:
        """Return the seeds that count, in the order they came; with those that were dropped, if asked for."""
        counts = {row["seed"]: row["articles"] for row in self.connection.execute(ARTICLES)}
        rows = self.connection.execute(LIST, {"dropped": dropped}).fetchall()
        return [known(row, counts.get(row["id"], 0), row["own_page"]) for row in rows]

    def find(self, name: str) -> Known:
        """Return a seed by number, path or address; raises UnknownSeedError."""
        rows = []
        if name.isascii() and name.isdecimal():
            rows = self.connection.execute(BY_NUMBER, (min(int(name), 2**63 - 1),)).fetchall()
        rows = rows or self.connection.execute(BY_NAME, {"name": name, "url": urls.clean(name)}).fetchall()
        if not rows:
            raise UnknownSeedError(name)
        return known(rows[0])

    def edit(self, number: int, terms: Sequence[str]) -> None:
        """Give a seed the terms that a person wants; none goes back to its file's and its text's own."""
        with transaction(self.connection):
            self.connection.execute(EDIT, (json.dumps(list(terms), ensure_ascii=False), number))

    def drop(self, number: int) -> int:
        """Let a seed count no more; its row, trails and articles stay. Return how many count still."""
        with transaction(self.connection):
            self.connection.execute(DROP, (clock.now(), number))
            (left,) = self.connection.execute(HOW_MANY).fetchone()
        return int(left)

    def promote(self, article: int) -> Promoted:
        """Make a kept article a seed of its own; raises NotKeptError for one that was turned down."""
        with transaction(self.connection):
            row = self.connection.execute(KEPT, (article,)).fetchone()
            if row["reason"]:
                raise NotKeptError(row["reason"])
            before = self.connection.execute(BY_TEXT, (row["text"],)).fetchone()
            number = before["id"] if before else self.add(row)
            self.connection.execute(TAKE_BACK, (number,))
        is_new = before is None or before["dropped_at"] is not None
        return Promoted(number, row["title"] or row["url"], is_new)

    def add(self, row: sqlite3.Row) -> int:
        """Store an article as a seed."""
        fields = {name: row[name] for name in ("text", "title", "url", "site", "author", "language")}
        number = add_seed(
            self.connection, Seed(row["url"], published=(row["published"] or "")[:10] or None, **fields)
        )
        mark(self.connection, number, row["id"], row["url"], Evidence.PROMOTED)
        return number


def known(row: sqlite3.Row, articles: int = 0, own_page: str | None = None) -> Known:
    """Make a seed of a row of `seeds`."""
    is_edited = row["edited_terms"] != "[]"
    state = (is_edited, row["dropped_at"])
    return Known(row["id"], seed_of(row), *state, articles, own_page, row["recognised_by"])
