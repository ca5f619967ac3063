"""Articles that leave the corpus as copies, or come back: their rows, their addresses, all counters."""

from __future__ import annotations

import sqlite3

from ... import clock
from ...likeness.rivals import Likeness, Pair
from ...reasons import Reason
from ...records import Verdict
from ..tables.packing import JUDGES, milliseconds

JUDGE = "duplicates"
MARK = "update articles set reason = :reason where id = :id and reason is not :reason"
REFUSE = """update frontier set state = 'r', reason = 'duplicate', due_ms = null
where id = :id and status = 'done'"""
ACCEPT = f"""update frontier set state = 'd', reason = null, due_ms = {milliseconds(":now")}
where id = :id and status = 'refused' and reason = 'duplicate'"""
COUNT_HOST = """update hosts set articles = articles + :kept
where host = (select host from frontier where id = :id)"""
COUNT_RUN = """update runs set articles = articles + :kept, refused = refused - :kept
where id = (select run from articles where id = :id)"""
FORGET_VERDICT = "delete from verdicts where article = ? and judge = 'duplicates'"
VERDICT = "select score, evidence from verdicts where article = ? and judge = 'duplicates'"
SAVE_VERDICT = f"""insert into verdicts (article, judge_sign, score, reason, evidence)
values (?, '{JUDGES.sign(JUDGE)}', ?, 'duplicate', ?)"""
SAID = {
    Likeness.EXACT: "same text as",
    Likeness.NEAR: "nearly the same text as",
    Likeness.EXCERPT: "part of",
}


def leave_out(connection: sqlite3.Connection, pair: Pair) -> None:
    """Leave an article out as a copy or excerpt."""
    stand(connection, pair.article.id, Reason.DUPLICATE)
    connection.execute(FORGET_VERDICT, (pair.article.id,))
    connection.execute(SAVE_VERDICT, (pair.article.id, pair.similarity, evidence(pair)))


def take_in(connection: sqlite3.Connection, article: int) -> None:
    """Keep an article, whatever it was a copy of."""
    stand(connection, article, None)
    connection.execute(FORGET_VERDICT, (article,))


def stand(connection: sqlite3.Connection, article: int, reason: Reason | None) -> None:
    """Change the standing of an article; does nothing if it has that standing already."""
    if not connection.execute(MARK, {"id": article, "reason": reason}).rowcount:
        return
    connection.execute(REFUSE if reason else ACCEPT, {"id": article, "now": clock.now()})
    counted = {"id": article, "kept": -1 if reason else 1}
    connection.execute(COUNT_HOST, counted)
    connection.execute(COUNT_RUN, counted)


def verdict(connection: sqlite3.Connection, article: int) -> Verdict | None:
    """Return why an article is left out; None if it is not, for being a copy."""
    row = connection.execute(VERDICT, (article,)).fetchone()
    return Verdict(JUDGE, row["score"], Reason.DUPLICATE, row["evidence"]) if row else None


def evidence(pair: Pair) -> str:
    """Return what a pair says, for people."""
    return f"{SAID[pair.kind]} {pair.original.url}"
