"""Counting by day anew, from the rows themselves: for a corpus whose triggers were not there all the time.

Of addresses fetched more than once only the last fetch is known, and of those refused unasked only when
the page was fetched that led to them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from .tables.daily import ADD, ADD_MINUTE, OF_ARTICLE, OF_PAGE, OF_SITE

CLEAR = ("delete from daily_counts", "delete from daily_sites", "delete from minutes")
ARTICLES = """insert into daily_counts (subject, day, seed, name, total, kept)
select '{subject}', substr(a.first_seen, 1, 10), coalesce(f.seed, 0), {name}, sum({total}), sum(a.reason is null)
from articles a join frontier f on f.id = a.id group by 2, 3, 4 {add}"""
PAGES = """insert into daily_counts (subject, day, seed, name, total, kept)
select '{subject}', substr(p.fetched_at, 1, 10), coalesce(f.seed, 0), {name}, count(*), 0
from pages p join frontier f on f.id = p.id group by 2, 3, 4 {add}"""
REFUSALS = f"""insert into daily_counts (subject, day, seed, name, total, kept)
select 'refusal', substr(coalesce(p.fetched_at, v.fetched_at, ''), 1, 10), coalesce(f.seed, 0),
  coalesce(f.reason, ''), count(*), 0
from frontier f left join pages p on p.id = f.id left join pages v on v.id = f.via
where f.status = 'refused' group by 2, 3, 4 {ADD}"""
SITES = f"""insert into daily_sites (host, day, seed, {", ".join(OF_SITE)})
select f.host, substr(a.first_seen, 1, 10), coalesce(f.seed, 0),
  {", ".join(f"sum({sql.format(a='a', kept='(a.reason is null)')})" for sql in OF_SITE.values())}
from articles a join frontier f on f.id = a.id group by 1, 2, 3"""
FETCHED = f"""insert into minutes (minute, fetched, kept)
select substr(fetched_at, 1, 16), count(*), 0 from pages group by 1 {ADD_MINUTE}"""
KEPT = f"""insert into minutes (minute, fetched, kept)
select substr(first_seen, 1, 16), 0, sum(reason is null) from articles group by 1 {ADD_MINUTE}"""


def recount(connection: sqlite3.Connection) -> None:
    """Count everything again, inside the open transaction."""
    for statement in statements():
        connection.execute(statement)


def statements() -> Iterator[str]:
    """Yield what has to be done, in this order."""
    yield from CLEAR
    for subject, name, total in OF_ARTICLE:
        yield ARTICLES.format(subject=subject, name=name.format(a="a", f="f"), total=total, add=ADD)
    for subject, name in OF_PAGE:
        yield PAGES.format(subject=subject, name=name.format(p="p", f="f"), add=ADD)
    yield from (REFUSALS, SITES, FETCHED, KEPT)
