"""Answers that cost something, remembered for as long as they are worth."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from .visit import Row, Visit

# An answer is good for this many times what it took to find: what takes 2 ms is asked ten times a
# second at most, what takes a second (counts over a million articles) every three minutes.
WORTH = 200
NO_ANSWER = 600.0  # seconds until what took too long is asked again
PATIENCE_MS = 6_000  # more than for other questions: these are asked seldom


@dataclass(slots=True)
class Memory:
    """What one Datasette has found out of late."""

    answers: dict[tuple[str, str], tuple[float, list[Row]]] = field(default_factory=dict)

    async def rows(self, visit: Visit, sql: str) -> list[Row]:
        """Return the rows of a question about the whole corpus; none if that takes too long."""
        asked = (visit.database, sql)
        until, rows = self.answers.get(asked, (0.0, []))
        if monotonic() > until:
            until, rows = await found(visit, sql)
            self.answers[asked] = until, rows
        return rows


async def found(visit: Visit, sql: str) -> tuple[float, list[Row]]:
    """Return an answer, and until when it is good."""
    start = monotonic()
    try:
        rows = await visit.rows(sql, limit_ms=PATIENCE_MS)
    except sqlite3.OperationalError:
        return monotonic() + NO_ANSWER, []
    now = monotonic()
    return now + WORTH * (now - start), rows


def memory(datasette: Any) -> Memory:
    """Return the memory of a Datasette."""
    kept: Memory = vars(datasette).setdefault("corpuscle_memory", Memory())
    return kept
