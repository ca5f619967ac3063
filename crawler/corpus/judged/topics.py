"""What a corpus is about, by seed: its words, those of what was found, and how far that has drifted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from ...judges.relevance.sketch import Weights, blend, cosine, sketch
from ...judges.relevance.topic import sketch_of
from ..planted import LOAD_SEEDS, seed_of

KEPT = """from articles a join frontier f on f.id = a.id where a.reason is null and f.seed = :seed"""
HOW_MANY = f"select count(*) {KEPT}"
FIRST = f"select a.title, a.text, a.language, a.relevance {KEPT} order by a.first_seen, a.id limit :count"
LAST = FIRST.replace("a.first_seen, a.id", "a.first_seen desc, a.id desc")
SPAN = 100  # articles that stand for the beginning, and for now
WORDS = 12  # shown of each
MANY = 1_000  # words of a blend; the rest says nothing


@dataclass(frozen=True, slots=True)
class SeedTopic:
    """One seed and what it has brought."""

    seed: int
    title: str
    articles: int
    """Kept articles on trails that begin at the seed."""
    words: tuple[str, ...]
    """The seed's own, most telling first."""
    found: tuple[str, ...]
    """Those of the articles that the seed doesn't have."""
    new: tuple[str, ...]
    """Those of the latest articles that the first ones did not have."""
    first_relevance: float | None
    """Mean over the first hundred articles."""
    last_relevance: float | None
    """Mean over the latest hundred."""
    drift: float | None
    """0 where the latest articles speak as the first did, 1 where they share no word."""


def topics(connection: sqlite3.Connection) -> Iterator[SeedTopic]:
    """Yield what each seed has brought, in the order they were planted."""
    for row in connection.execute(LOAD_SEEDS).fetchall():
        asked = {"seed": row["id"], "count": SPAN}
        (count,) = connection.execute(HOW_MANY, asked).fetchone()
        first, last = (connection.execute(sql, asked).fetchall() for sql in (FIRST, LAST))
        own = sketch_of(seed_of(row)).words
        early, late = words_of(first), words_of(last)
        yield SeedTopic(
            row["id"],
            row["title"] or row["url"] or row["path"],
            count,
            top(own),
            top({word: weight for word, weight in late.items() if word not in own}),
            top({word: weight for word, weight in late.items() if word not in early}),
            relevance(first),
            relevance(last),
            round(1 - min(cosine(early, late), 1.0), 3) if count else None,
        )


def words_of(rows: Sequence[sqlite3.Row]) -> Weights:
    """Return the words that articles have together, with their weights."""
    sketches = [sketch(row["title"], row["text"], row["language"]) for row in rows]
    return blend(((1 / len(rows), one.words) for one in sketches), MANY)


def relevance(rows: Sequence[sqlite3.Row]) -> float | None:
    """Return the mean relevance of articles that have one."""
    known = [row["relevance"] for row in rows if row["relevance"] is not None]
    return round(mean(known), 3) if known else None


def top(words: Weights) -> tuple[str, ...]:
    """Return the heaviest words."""
    return tuple(sorted(words, key=lambda word: (-words[word], word))[:WORDS])
