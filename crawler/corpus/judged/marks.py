"""What people say of articles: on the subject or not. Their word outweighs the judges'."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ... import clock, urls
from ...reasons import Reason
from ...records import Verdict
from ..database import transaction

ADD = """insert into marks (article, relevant, marked_at) values (?, ?, ?)
on conflict (article) do update set relevant = excluded.relevant, marked_at = excluded.marked_at"""
REMOVE = "delete from marks where article = ?"
LIST = """select m.article, m.relevant, m.marked_at, a.url, a.title, a.relevance, a.reason
from marks m join articles a on a.id = m.article order by m.marked_at desc, m.article"""
BY_ID = "select id from articles where id = ?"
BY_KEY = "select a.id from frontier f join articles a on a.id = f.id where f.key = ?"
OF_ONE = "select relevant from marks where article = ?"
OF_ALL = "select article, relevant from marks"
TEXTS = """select a.title, a.text, a.language, m.relevant from marks m join articles a on a.id = m.article
order by m.article"""


class UnknownArticleError(LookupError):
    """No article has this number or address."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One article, and what a person said of it."""

    article: int
    relevant: bool
    marked_at: str
    url: str
    title: str | None
    relevance: float | None
    """What the judge says."""
    reason: str | None
    """Why it is not in the corpus."""


def overrule(verdicts: Sequence[Verdict], relevant: bool | None) -> tuple[Verdict, ...]:  # noqa: FBT001
    """Return verdicts as a person's mark changes them: yes takes every reason away, no gives one."""
    if relevant is None:
        return tuple(verdicts)
    if relevant:
        return tuple(replace(verdict, reason=None) for verdict in verdicts)
    return tuple(
        replace(verdict, reason=Reason.OFF_TOPIC) if verdict.judge == "relevance" else verdict
        for verdict in verdicts
    )


class Marks:
    """The table `marks`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def find(self, name: str) -> int:
        """Return the id of an article by number or address; raises UnknownArticleError."""
        by_id = name.isdecimal() and name.isascii()
        sql, value = (BY_ID, int(name)) if by_id else (BY_KEY, urls.key(urls.clean(name) or name))
        found = self.connection.execute(sql, (min(value, 2**63 - 1),)).fetchone()
        if found is None:
            raise UnknownArticleError(name)
        return int(found["id"])

    def set(self, marks: Mapping[int, bool | None]) -> None:
        """Mark articles by id, all or nothing; None takes a mark away."""
        moment = clock.now()
        with transaction(self.connection):
            for article, relevant in marks.items():
                if relevant is None:
                    self.connection.execute(REMOVE, (article,))
                else:
                    self.connection.execute(ADD, (article, relevant, moment))

    def of(self, article: int) -> bool | None:
        """Return the mark of one article; None if it has none."""
        found = self.connection.execute(OF_ONE, (article,)).fetchone()
        return bool(found["relevant"]) if found else None

    def all(self) -> dict[int, bool]:
        """Return every mark by article."""
        return {row["article"]: bool(row["relevant"]) for row in self.connection.execute(OF_ALL)}

    def __iter__(self) -> Iterator[Mark]:
        """Walk through the marks, last one first."""
        for row in self.connection.execute(LIST).fetchall():
            yield Mark(**dict(row) | {"relevant": bool(row["relevant"])})
