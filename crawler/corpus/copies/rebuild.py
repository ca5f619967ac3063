"""Comparing everything anew: after settings, or the way that fingerprints are made, have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ...settings import Duplicates as Limits
from ..database import transaction
from .duplicates import COMPETES, Duplicates

CLEAR = (
    "delete from duplicates",
    "delete from samples",
    "delete from fingerprints",
    """delete from verdicts where judge = 'duplicates'
  and article in (select id from articles where reason is not 'duplicate')""",
)
HOW_MANY = f"select count(*) from articles where {COMPETES}"
NEXT = f"select id from articles where {COMPETES} and id > ? order by id limit ?"
AT_ONCE = 100  # articles in one transaction, so that a crawl gets its turn


def rebuild(
    connection: sqlite3.Connection, limits: Limits, progress: Callable[[int, int], None] | None = None
) -> None:
    """Make fingerprints and pairs of all articles again, in the order of their numbers.

    `progress` is told how many are done, of how many. Killed on the way, it leaves a corpus in
    which some copies are not known as such; doing it again mends that.
    """
    duplicates = Duplicates(connection, limits)
    with transaction(connection):
        for statement in CLEAR:
            connection.execute(statement)
        (total,) = connection.execute(HOW_MANY).fetchone()
    done, last = 0, -1
    while True:
        with transaction(connection):
            articles = [row["id"] for row in connection.execute(NEXT, (last, AT_ONCE))]
            for article in articles:
                duplicates.settle(article)
        if not articles:
            return
        done, last = done + len(articles), articles[-1]
        if progress:
            progress(done, total)
