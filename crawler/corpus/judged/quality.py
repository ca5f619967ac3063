"""What the quality judge said: in numbers over the corpus, and flag by flag for one article."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from ...judges.quality.flags import SCALES
from ...judges.quality.judge import Quality, signs
from .boilerplate import boilerplate_of
from .judging import article_of

FLAGS = """select part.key as flag, count(*) as articles, round(avg(part.value), 3) as penalty
from verdicts v join json_each(v.parts) part where v.judge = 'quality' and v.parts is not null
group by part.key order by articles desc, flag"""
SITES = """select f.host as site, count(*) as articles, round(avg(a.quality), 3) as quality,
  round(min(a.quality), 3) as lowest, sum(a.quality < 0.8) as below
from articles a join frontier f on f.id = a.id where a.quality is not null
group by f.host order by quality, articles desc, site limit ?"""
SCORES = "select count(*) as articles, round(avg(quality), 3) as mean from articles where quality is not null"
ONE = "select a.*, f.host from articles a join frontier f on f.id = a.id where a.id = ?"
MOST_SITES = 25


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by flag and by site, worst first. Rows are plain dicts."""

    articles: int
    mean: float | None
    flags: tuple[dict[str, Any], ...]
    sites: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class FlagFound:
    """One flag of an article, and what it rests on."""

    flag: str
    meaning: str
    measure: float
    threshold: float
    penalty: float
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The score of one article, flag by flag, by today's judge."""

    id: int
    url: str
    title: str | None
    score: float
    stored: float | None
    """What the judge said when it was last asked."""
    flags: tuple[FlagFound, ...]


def overview(connection: sqlite3.Connection, most_sites: int = MOST_SITES) -> Overview:
    """Count what was flagged."""
    scores = connection.execute(SCORES).fetchone()
    flags = tuple(dict(row) for row in connection.execute(FLAGS))
    sites = tuple(dict(row) for row in connection.execute(SITES, (most_sites,)))
    return Overview(scores["articles"], scores["mean"], flags, sites)


def explain(connection: sqlite3.Connection, article: int) -> Explained:
    """Measure one article anew, and say what its score is made of."""
    row = connection.execute(ONE, (article,)).fetchone()
    shared = boilerplate_of(connection, row["host"]).get(row["host"], frozenset())
    found = signs(article_of(row), shared)
    score = Quality().verdict(found).score or 0.0
    flags = tuple(
        FlagFound(
            str(sign.flag),
            sign.flag.meaning,
            round(sign.measure, 3),
            SCALES[sign.flag].start,
            sign.penalty,
            sign.passages,
        )
        for sign in sorted(found, key=lambda sign: -sign.penalty)
    )
    return Explained(row["id"], row["url"], row["title"], score, row["quality"], flags)
