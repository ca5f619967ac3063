"""What is sought, as far as a corpus knows: seeds, marks, and what earlier runs have found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from ...judges.bench import bench
from ...judges.relevance import Relevance, Topic, refine_by
from ...judges.relevance.sketch import Sketch
from ...records import Article
from ...settings import Settings
from ..copies.rebuild import rebuild
from ..planted import planted_seeds
from ..reprioritise import Renewed, weigh_all
from .boilerplate import all_boilerplate
from .judging import Judged, Judging, article_of
from .sketches import sketches

MARKED = """select a.* from marks m join articles a on a.id = m.article
where m.relevant = ? order by m.article"""
# What is learned from: the likeliest articles say what the topic is like, some of the others what it
# isn't. A run that was killed counts from the end of the next one: so one that was interrupted and
# taken up again comes to the same verdicts as one that was not.
FINISHED = "select max(finished_at) from runs"
ALL = "9999"
LIKELIEST = "select id from articles where first_seen <= ? order by relevance desc, id limit ?"
OTHERS = """select id from articles where first_seen <= ? and reason = 'off-topic'
order by first_seen desc, id limit ?"""
MOST_NEAR, MOST_FAR = 600, 400  # sketched once: a second of work, 5 MB

Progress = Callable[[str, int, int], None]


def topic(connection: sqlite3.Connection, *, until_now: bool = False) -> Topic:
    """Return what is sought: by seeds and marks, and by what finished runs (or all) have found."""
    wanted = Topic.of(planted_seeds(connection), marked(connection, 1), marked(connection, 0))
    return refine_by(wanted, found(connection, until_now=until_now))


def marked(connection: sqlite3.Connection, relevant: int) -> list[Article]:
    """Return the articles that a person marked so."""
    return [article_of(row) for row in connection.execute(MARKED, (relevant,))]


def found(connection: sqlite3.Connection, *, until_now: bool) -> Iterator[Sketch]:
    """Return sketches of the articles that a topic learns from."""
    (finished,) = connection.execute(FINISHED).fetchone()
    moment = ALL if until_now else finished
    chosen = ((LIKELIEST, MOST_NEAR), (OTHERS, MOST_FAR))
    # one that is off topic, and yet among the likeliest, says what it has to say twice
    articles = [id for sql, most in chosen for (id,) in connection.execute(sql, (moment, most))]  # noqa: A001
    return sketches(connection, articles)


def judge_anew(connection: sqlite3.Connection, settings: Settings, progress: Progress) -> Judged:
    """Judge everything stored anew: articles, then copies, then what is still queued."""
    progress("learning", 0, 1)
    wanted = topic(connection, until_now=True)
    progress("learning", 1, 1)
    judges = bench(settings.judges, wanted, all_boilerplate(connection))
    judging = Judging(connection, judges, settings.duplicates)
    judged = judging.all(lambda done, total: progress("judging", done, total))
    rebuild(connection, settings.duplicates, lambda done, total: progress("comparing", done, total))
    judged.recount(connection)
    relevance = next(judge for judge in judges if isinstance(judge, Relevance))
    renewed = Renewed(relevance, settings.focus)
    weigh_all(connection, renewed, lambda done, total: progress("weighing", done, total))
    return judged


def judge_marked(connection: sqlite3.Connection, settings: Settings, articles: list[int]) -> Judged:
    """Judge articles whose marks have changed."""
    return Judging(connection, bench(settings.judges, topic(connection)), settings.duplicates).some(articles)
