"""Lines that many articles of one host have: found by a walk over all texts, so not while crawling."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice

from ...judges.quality.shared import FEWEST_ARTICLES, shared_lines

HOSTS = "select f.host, a.id from articles a join frontier f on f.id = a.id order by f.host, a.id desc"
# By their addresses, which have an index: of a million articles none of another host is looked at.
ONE_HOST = """select :host as host, id from (
  select id from articles where url >= 'https://' || :host || '/' and url < 'https://' || :host || '0'
  union all
  select id from articles where url >= 'http://' || :host || '/' and url < 'http://' || :host || '0')
order by id desc"""
TEXT = "select substr(text, 1, 20000) from articles where id = ?"
MOST_ARTICLES = 300  # of a host, newest first: enough to tell what stands in a fifth of all


def boilerplate_of(connection: sqlite3.Connection, host: str | None = None) -> dict[str, frozenset[str]]:
    """Return the lines that a host's articles share, by host; of all hosts, or of one."""
    rows = connection.execute(ONE_HOST, {"host": host}) if host else connection.execute(HOSTS)
    found = {}
    # fetched at once: while a statement is open, what others write piles up in the log
    for name, group in groupby(rows.fetchall(), key=lambda row: str(row[0])):
        articles = [int(row[1]) for row in islice(group, MOST_ARTICLES)]
        lines = shared_lines(texts(connection, articles)) if len(articles) >= FEWEST_ARTICLES else None
        if lines:
            found[name] = lines
    return found


def all_boilerplate(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the shared lines of all hosts: what a site says everywhere is no article's anywhere."""
    return frozenset().union(*boilerplate_of(connection).values())


def texts(connection: sqlite3.Connection, articles: list[int]) -> Iterator[str]:
    """Yield the texts of articles by id."""
    for article in articles:
        (text,) = connection.execute(TEXT, (article,)).fetchone()
        yield text
