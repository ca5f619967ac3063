"""Judging anew what is stored: no network, today's judges, today's marks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ... import clock
from ...judges.bench import Judge
from ...reasons import Reason
from ...records import Article
from ...settings import Duplicates as Limits
from ..articles import save_verdicts
from ..copies.duplicates import Duplicates
from ..database import transaction
from ..tables.packing import milliseconds
from .marks import Marks, overrule

NOW = "select coalesce(reason, 'kept') as reason, count(*) as articles from articles group by 1"
ONE = "select * from articles where id = ?"
NEXT = "select * from articles where id > ? order by id limit ?"
TOTAL = "select count(*) from articles"
FORGET = "delete from verdicts where article = ? and judge <> 'duplicates'"
SETTLE_ARTICLE = "update articles set reason = ?, relevance = ?, quality = ? where id = ?"
SETTLE_ADDRESS = f"""update frontier set state = iif(:reason is null, 'd', 'r'), reason = :reason,
  due_ms = iif(:reason is null, coalesce(due_ms, {milliseconds(":now")}), null)
where id = :id and status in ('done', 'refused')"""
REASON = "select reason from articles where id = ?"
COUNTS = (
    "update hosts set articles = articles + :change where id = (select host_id from frontier where id = :id)",
    """update runs set articles = articles + :change, refused = refused - :change
where id = (select run from articles where id = :id)""",
    """update blocks set kept = max(kept + :change, 0)
where id = (select block from frontier where id = :id)""",
)
AT_ONCE = 200  # articles in one transaction: about a second of judging

PLAIN = (
    "title", "text", "author", "published", "modified", "language", "language_confidence",
    "declared_language", "site", "section", "description", "image", "licence", "canonical", "words",
    "extractor",
)  # fmt: skip


@dataclass(slots=True)
class Judged:
    """What judging anew changed."""

    articles: int = 0
    before: dict[str, int] = field(default_factory=dict)
    """Articles by reason, "kept" for those without one."""
    after: dict[str, int] = field(default_factory=dict)
    came: int = 0
    """Articles that are kept now and were not."""
    went: int = 0
    """Articles that are not kept any more."""

    def recount(self, connection: sqlite3.Connection) -> None:
        """Count what is now, after articles were compared with each other too."""
        self.after = {row["reason"]: row["articles"] for row in connection.execute(NOW)}

    def count(self, before: str | None, after: str | None) -> None:
        """Count one article."""
        self.articles += 1
        for counts, reason in ((self.before, before or "kept"), (self.after, after or "kept")):
            counts[reason] = counts.get(reason, 0) + 1
        self.came += before is not None and after is None
        self.went += before is None and after is not None


class Judging:
    """Judges stored articles with today's judges, marks and limits."""

    def __init__(self, connection: sqlite3.Connection, judges: Sequence[Judge], limits: Limits) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.judges = judges
        self.marks = Marks(connection)
        self.duplicates = Duplicates(connection, limits)

    def all(self, progress: Callable[[int, int], None]) -> Judged:
        """Judge every article, some at a time; `progress` hears how many of how many are done.

        Killed on the way, it has judged some anew and left the rest as they were: run it again.
        """
        judged = Judged()
        (total,) = self.connection.execute(TOTAL).fetchone()
        for rows in in_batches(self.connection):
            with transaction(self.connection):
                for row in rows:
                    self.one(row, judged)
            progress(judged.articles, total)
        return judged

    def some(self, articles: Iterable[int]) -> Judged:
        """Judge some articles by id, all or none."""
        judged = Judged()
        with transaction(self.connection):
            for article in articles:
                self.one(self.connection.execute(ONE, (article,)).fetchone(), judged)
        return judged

    def one(self, row: sqlite3.Row, judged: Judged) -> None:
        """Judge an article, and settle what follows from it."""
        article = article_of(row)
        verdicts = overrule([judge(article) for judge in self.judges], self.marks.of(row["id"]))
        self.connection.execute(FORGET, (row["id"],))
        save_verdicts(self.connection, row["id"], verdicts)
        reason = next((verdict.reason for verdict in verdicts if verdict.reason), None)
        before = Reason.of(row["reason"])
        if before and before.stage == "reading":
            reason = before  # a later reader finds no article there
        elif reason is None and row["reason"] == Reason.DUPLICATE:
            reason = Reason.DUPLICATE  # decided below, where it changes at all
        scores = {verdict.judge: verdict.score for verdict in verdicts}
        settled = (reason, scores.get("relevance"), scores.get("quality"), row["id"])
        self.connection.execute(SETTLE_ARTICLE, settled)
        if reason != row["reason"]:
            self.settle(row, reason)
        (after,) = self.connection.execute(REASON, (row["id"],)).fetchone()
        judged.count(row["reason"], after)

    def settle(self, row: sqlite3.Row, reason: Reason | None) -> None:
        """Give an article's address its new state, correct what is counted, and compare it anew."""
        settled = {"reason": reason, "id": row["id"], "now": clock.now()}
        self.connection.execute(SETTLE_ADDRESS, settled)
        change = (reason is None) - (row["reason"] is None)
        for count in COUNTS:
            self.connection.execute(count, {"change": change, "id": row["id"]})
        self.duplicates.settle(row["id"])


def in_batches(connection: sqlite3.Connection) -> Iterator[list[sqlite3.Row]]:
    """Walk through the articles; what is added meanwhile comes last."""
    last = 0
    while rows := connection.execute(NEXT, (last, AT_ONCE)).fetchall():
        yield rows
        last = rows[-1]["id"]


def article_of(row: sqlite3.Row) -> Article:
    """Make an article of its row."""
    plain = {name: row[name] for name in PLAIN}
    lists = {name: tuple(json.loads(row[name] or "[]")) for name in ("tags", "mends")}
    paywalled = None if row["paywalled"] is None else bool(row["paywalled"])
    return Article(**plain | lists, paywalled=paywalled, origins=json.loads(row["origins"] or "{}"))
