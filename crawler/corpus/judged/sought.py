"""Whether what is sought has changed since everything was judged by it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import asdict
from importlib.metadata import version
from math import log

from ...settings import Settings

SEEDS = "select sha256 from seeds where dropped_at is null order by id"
MARKS = "select article, relevant from marks order by article"
KEPT = "select count(*) from articles where reason is null"
LATEST = "select sought from runs where sought is not null order by id desc limit 1"
SAVE = "update runs set sought = ? where id = ?"
GROWTH = 1.25  # finds teach the judge; below a quarter more of them the verdicts stay what they are


def sought(connection: sqlite3.Connection, settings: Settings) -> str:
    """Return what is sought, as a hash: seeds, marks, settings of the judges, and how many finds teach."""
    (kept,) = connection.execute(KEPT).fetchone()
    parts = [
        [sha256 for (sha256,) in connection.execute(SEEDS)],
        [list(mark) for mark in connection.execute(MARKS)],
        asdict(settings.judges),
        asdict(settings.duplicates),
        int(log(max(kept, 1)) / log(GROWTH)),
        version("corpuscle"),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def judged_by(connection: sqlite3.Connection) -> str | None:
    """Return what was sought when everything was judged last; None if nobody noted it."""
    found = connection.execute(LATEST).fetchone()
    return found[0] if found else None


def note(connection: sqlite3.Connection, run: int, what: str) -> None:
    """Note with a run what everything is judged by."""
    connection.execute(SAVE, (what, run))
