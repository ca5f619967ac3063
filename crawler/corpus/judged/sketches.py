"""Sketches of the articles that a topic learns from: made once, and kept for the next run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ...judges.relevance.sketch import SCHEME, Sketch, sketch
from ..database import transaction

KEPT = "select article, language, words, weights, meaning from sketches where scheme = ?"
ALL = "select article from sketches"
TEXT = "select title, text, language from articles where id = ?"
KEEP = """insert or replace into sketches (article, scheme, language, words, weights, meaning)
values (?, ?, ?, ?, ?, ?)"""
FORGET = "delete from sketches where article = ?"


def sketches(connection: sqlite3.Connection, articles: Sequence[int]) -> Iterator[Sketch]:
    """Yield a sketch for each of some articles; kept are those of the articles that were asked for last."""
    known = {row["article"]: read(row) for row in connection.execute(KEPT, (SCHEME,)).fetchall()}
    new = {}
    for article in articles:
        if article not in known:
            title, text, language = connection.execute(TEXT, (article,)).fetchone()
            known[article] = new[article] = sketch(title, text, language)
        yield known[article]
    old = {article for (article,) in connection.execute(ALL)}.difference(articles)
    if new or old:
        with transaction(connection):
            connection.executemany(FORGET, [(article,) for article in old])
            connection.executemany(KEEP, [(article, SCHEME, *row_of(one)) for article, one in new.items()])


def row_of(one: Sketch) -> tuple[Any, ...]:
    """Return a sketch as its row has it, to the last bit."""
    weights = np.fromiter(one.words.values(), np.float64, len(one.words)).tobytes()
    meaning = None if one.meaning is None else one.meaning.astype(np.float32).tobytes()
    return one.language, " ".join(one.words), weights, meaning


def read(row: sqlite3.Row) -> Sketch:
    """Return the sketch that a row has."""
    weights: list[float] = np.frombuffer(row["weights"], np.float64).tolist()
    meaning = None if row["meaning"] is None else np.frombuffer(row["meaning"], np.float32)
    return Sketch(dict(zip(row["words"].split(), weights, strict=True)), meaning, row["language"])
