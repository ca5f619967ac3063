"""Rows of which others are lost: what an article needs is made, what leads nowhere goes.

Every address ends as an article, with a reason, or in the queue: what was lost for good is fetched again.
"""

from __future__ import annotations

import sqlite3

from ... import urls
from ..articles import text_hash
from ..hosts.odd import odd_host
from ..tables import TABLES
from ..tables.packing import KINDS

GARBLED = "select id, text, digest from articles"
FORGET_ARTICLE = "delete from articles where id = ?"
PAGES = """insert into pages (id, url, moved, status, fetched_ms)
select id, url, '', 200, first_ms from articles where id not in (select id from pages)"""
HOMELESS = "select id, url from pages where id not in (select id from frontier)"
KNOW = f"""insert or ignore into frontier
(id, key, url, host_id, odd_host, state, millionths, depth, kind_sign)
values (?, ?, ?, 0, ?, 'r', 0, 0, '{KINDS.sign("body")}')"""
HOSTS = """insert or ignore into hosts (host) select host from frontier union select host from blocks
union select host from site_files"""
PLACE = """update frontier set host_id = (select id from hosts h where h.host = frontier.host)
where host_id is not (select id from hosts h where h.host = frontier.host)"""
# In this order: what a statement leaves is what the next looks at.
STATES = (
    """delete from pages where reason is null and id not in (select id from articles)""",
    """update captures set held = 0 where held = 1 and page not in (select id from pages)""",
    """update frontier set state = 'd', reason = null,
  due_ms = coalesce(due_ms, strftime('%s', 'now') * 1000)
where status != 'queued' and id in (select id from articles where reason is null)""",
    """update frontier set state = 'r', due_ms = null,
  reason = (select reason from articles a where a.id = frontier.id)
where status in ('done', 'refused') and reason is null
  and id in (select id from articles where reason is not null)""",
    """update frontier set reason = (select reason from pages p where p.id = frontier.id)
where status = 'refused' and reason is null""",
    """update frontier set state = 'q', due_ms = null
where status = 'claimed' or (status = 'refused' and reason is null)
  or (status = 'done' and id not in (select id from articles where reason is null))""",
)
COUNT = """update hosts set
queued = (select count(*) from frontier f
  where f.host_id = hosts.id and f.status = 'queued' and f.due_ms is null),
best = coalesce((select max(priority) from frontier f
  where f.host_id = hosts.id and f.status = 'queued' and f.due_ms is null), -1)"""


def mend(connection: sqlite3.Connection) -> int:
    """Make rows fit together, inside the open transaction; return how many had to go."""
    gone = forget_garbled(connection)
    connection.execute(PAGES)
    for id, url in connection.execute(HOMELESS).fetchall():  # noqa: A001  (the column's name)
        connection.execute(KNOW, (id, urls.key(url), url, odd_host(url)))
    connection.execute(HOSTS)
    connection.execute(PLACE)
    gone += let_go(connection)
    for statement in STATES:
        connection.execute(statement)
    gone += let_go(connection)
    connection.execute(COUNT)
    return gone


def forget_garbled(connection: sqlite3.Connection) -> int:
    """Let go of articles whose text is not what it was: their addresses are fetched again."""
    garbled = [(id,) for id, text, digest in connection.execute(GARBLED) if text_hash(text) != digest]  # noqa: A001
    connection.executemany(FORGET_ARTICLE, garbled)
    return len(garbled)


def let_go(connection: sqlite3.Connection) -> int:
    """Empty references that lead nowhere, and let rows go that are nothing without; return how many."""
    gone = 0
    for table in TABLES:  # each after those it refers to
        for column in table.columns:
            if column.references:
                gone += unrefer(connection, table.name, column.name, column.references, column.sql)
    return gone


def unrefer(connection: sqlite3.Connection, table: str, column: str, references: str, sql: str) -> int:
    """Settle one column's references that lead nowhere; return how many rows had to go."""
    other, _, key = references.rstrip(")").partition("(")
    lost = f"{column} is not null and {column} not in (select {key} from {other})"
    if "not null" in sql or "primary key" in sql:
        return connection.execute(f"delete from {table} where {lost}").rowcount
    connection.execute(f"update {table} set {column} = null where {lost}")
    return 0
