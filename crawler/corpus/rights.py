"""What sites say about the use of their texts, in corpus.db."""

from __future__ import annotations

import sqlite3

from ..records import Reading

FORGET = "delete from rights where article = ?"
SAVE = """insert into rights (article, source, name, value, reserves) values (?, ?, ?, ?, ?)
on conflict (article, source, name, value) do update set reserves = max(reserves, excluded.reserves)"""


def save_rights(connection: sqlite3.Connection, reading: Reading, *, is_new: bool = False) -> None:
    """Replace what is said of a reading's article, which is stored, inside the open transaction."""
    article = reading.target.id
    if not is_new:
        connection.execute(FORGET, (article,))
    if reading.statements:
        connection.executemany(
            SAVE, [(article, one.source, one.name, one.value, one.reserves) for one in reading.statements]
        )
