"""Counting by day anew, from the rows themselves: for a corpus whose triggers were not there all the time.

Of addresses fetched more than once only the last fetch is known, and of those refused unasked only when
the page was fetched that led to them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from .tables.daily import ADD, ADD_MINUTE, OF_ARTICLE, OF_PAGE, OF_SITE

KEPT = "(a.reason is null)"
CLEAR = ("delete from daily_counts", "delete from daily_sites", "delete from minutes")
NAMES = ", ".join(f"{name.format(a='a', f='f')} as {subject}" for subject, name, _ in OF_ARTICLE)
# Everything that is counted, out of the wide rows in one walk through them.
NARROW_ARTICLES = f"""create temp table read_articles as
select f.host, substr(a.first_seen, 1, 10) as day, substr(a.first_seen, 1, 16) as minute,
  coalesce(f.seed, 0) as seed, {NAMES},
  {", ".join(f"{sql.format(a='a', kept=KEPT)} as {column}" for column, sql in OF_SITE.items())}
from articles a join frontier f on f.id = a.id"""
NARROW_PAGES = f"""create temp table fetched_pages as
select substr(p.fetched_at, 1, 10) as day, substr(p.fetched_at, 1, 16) as minute, coalesce(f.seed, 0) as seed,
  {", ".join(f"{name.format(p='p', f='f')} as {subject}" for subject, name in OF_PAGE)}
from pages p join frontier f on f.id = p.id"""
COUNT = """insert into daily_counts (subject, day, seed, name, total, kept)
select '{subject}', day, seed, {subject}, {total}, {kept} from {narrow} group by 2, 3, 4 {add}"""
REFUSALS = f"""insert into daily_counts (subject, day, seed, name, total, kept)
select 'refusal', substr(coalesce(p.fetched_at, v.fetched_at, ''), 1, 10), coalesce(f.seed, 0),
  coalesce(f.reason, ''), count(*), 0
from frontier f left join pages p on p.id = f.id left join pages v on v.id = f.via
where f.status = 'refused' group by 2, 3, 4 {ADD}"""
SITES = f"""insert into daily_sites (host, day, seed, {", ".join(OF_SITE)})
select host, day, seed, {", ".join(f"sum({column})" for column in OF_SITE)}
from read_articles group by 1, 2, 3"""
MINUTES = f"""insert into minutes (minute, fetched, kept)
select minute, count(*), 0 from fetched_pages group by 1 {ADD_MINUTE}"""
MINUTES_KEPT = f"""insert into minutes (minute, fetched, kept)
select minute, 0, sum(kept) from read_articles group by 1 {ADD_MINUTE}"""
FORGET = ("drop table read_articles", "drop table fetched_pages")


def recount(connection: sqlite3.Connection) -> None:
    """Count everything again, inside the open transaction."""
    for statement in statements():
        connection.execute(statement)


def statements() -> Iterator[str]:
    """Yield what has to be done, in this order."""
    yield from (*CLEAR, NARROW_ARTICLES, NARROW_PAGES)
    for subject, _, total in OF_ARTICLE:
        counted = {"total": f"{total} * count(*)", "kept": "sum(kept)", "narrow": "read_articles"}
        yield COUNT.format(subject=subject, add=ADD, **counted)
    for subject, _ in OF_PAGE:
        yield COUNT.format(subject=subject, add=ADD, total="count(*)", kept=0, narrow="fetched_pages")
    yield from (REFUSALS, SITES, MINUTES, MINUTES_KEPT, *FORGET)
