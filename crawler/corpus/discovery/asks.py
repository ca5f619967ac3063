"""Rows of `queries` → what the reader of an answer needs to know."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from ...records import Ask, Query, Window

LOAD = "select provider, terms, language, exact, since, until, sites, step from queries where id = ?"


def ask_of(connection: sqlite3.Connection, id: int, url: str) -> Ask | None:  # noqa: A002  (the column's name)
    """Return the query that an address is; None if it is none."""
    row = connection.execute(LOAD, (id,)).fetchone()
    if row is None:
        return None
    query = Query(tuple(json.loads(row["terms"])), row["language"], bool(row["exact"]))
    window = Window(day(row["since"]), day(row["until"]))
    return Ask(url, row["provider"], query, window, tuple(json.loads(row["sites"])), step=row["step"])


def day(text: str | None) -> date | None:
    """Read a day; None for an open end."""
    return date.fromisoformat(text) if text else None


def row_of(ask: Ask) -> dict[str, Any]:
    """Return a query as a row of `queries`."""
    return {
        "provider": ask.provider,
        "terms": json.dumps(ask.query.terms, ensure_ascii=False),
        "language": ask.query.language,
        "exact": ask.query.exact,
        "since": ask.window.since and ask.window.since.isoformat(),
        "until": ask.window.until and ask.window.until.isoformat(),
        "sites": json.dumps(ask.sites),
        "step": ask.step,
    }
