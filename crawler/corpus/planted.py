"""The seeds in corpus.db, as they are read by whatever works for them."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..records import Seed

LOAD_SEEDS = "select * from seeds where dropped_at is null order by id"
LISTS = ("keywords", "start_urls", "feeds", "terms")
PLAIN = ("path", "title", "url", "site", "author", "published", "language", "text")


def planted_seeds(connection: sqlite3.Connection) -> list[Seed]:
    """Return the stored seeds that count, in the order they came."""
    return [seed_of(row) for row in connection.execute(LOAD_SEEDS)]


def seed_of(row: sqlite3.Row) -> Seed:
    """Make a seed of a row of `seeds`; terms that a person edited stand before those of its file."""
    values: dict[str, Any] = {name: row[name] for name in PLAIN}
    lists = {name: tuple(json.loads(row[name])) for name in LISTS}
    edited = tuple(json.loads(row["edited_terms"]))
    return Seed(**values | lists | ({"terms": edited} if edited else {}))
