"""Erasing articles so that nothing of them is left in the file, whatever refers to them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from ..copies.duplicates import Duplicates
from ..database import transaction
from ..judged.judging import COUNTS
from ..tables import TABLES

# Copies, whichever of a pair was the original, and excerpts that were left out. What only has a
# passage in common, or has the whole text in a longer one, is another text: people decide.
FAMILY = """with recursive family(id) as (
  select value from json_each(?)
  union
  select d.original from family f join duplicates d on d.article = f.id where d.kind in ('exact', 'near')
  union
  select d.article from family f join duplicates d on d.original = f.id join articles a on a.id = d.article
  where d.kind in ('exact', 'near') or a.reason = 'duplicate'
)
select id from family"""
LISTED = "(select value from json_each(?1))"
NEIGHBOURS = f"""select iif(article in {LISTED}, original, article) as id from duplicates
where (article in {LISTED}) <> (original in {LISTED})"""
READ = f"select 1 from pages where id in {LISTED} and reason is null limit 1"
KEPT = f"select id from articles where id in {LISTED} and reason is null"
ERASE = (
    *(
        f"delete from {table.name} where {column.name} in {LISTED}"
        for table in TABLES
        for column in table.columns
        if column.references == "articles(id)"
    ),
    f"delete from articles where id in {LISTED}",
    # a seed that was made of it here; what a person gave as a file is theirs
    f"""update seeds set title = null, author = null, text = '', terms = '[]', edited_terms = '[]'
where recognised_by = 'promoted' and page in {LISTED}""",
)
OWN_CONTENTS = f"""(select content from shown where page in {LISTED}
  and not exists (select 1 from shown s where s.content = shown.content and s.page not in {LISTED}))"""
# They are no more what any page will show.
BLANKED = f"(select content from entries where content in {OWN_CONTENTS} or target in {LISTED})"
BLANK = (
    # headlines, as other pages repeat them, and words of the page itself; menus are those of its site
    f"update contents set digest = null where id in {BLANKED}",
    f"update entries set anchor = '' where content in {OWN_CONTENTS} or target in {LISTED}",
    f"""update queries set terms = '[]' where exact
and id in (select query from finds where target in {LISTED})""",
    f"update finds set title = '', evidence = '' where target in {LISTED}",
)
# Words of what was deleted stay in the search index until its parts are merged.
MERGE = "insert into articles_fts(articles_fts) values ('optimize')"


def family(connection: sqlite3.Connection, addresses: Collection[int]) -> set[int]:
    """Return addresses, and those of all copies of their articles."""
    return {row["id"] for row in connection.execute(FAMILY, (json.dumps(list(addresses)),))}


def neighbours(connection: sqlite3.Connection, articles: Collection[int]) -> set[int]:
    """Return other articles that have text in common with some."""
    return {row["id"] for row in connection.execute(NEIGHBOURS, (json.dumps(list(articles)),))}


def erase(
    connection: sqlite3.Connection,
    duplicates: Duplicates,
    addresses: Collection[int],
    *,
    headlines: bool = True,
) -> None:
    """Erase the articles of addresses, all or none, and decide anew about what was compared with them.

    Their `headlines` go too where other pages repeat them.
    """
    listed = json.dumps(list(addresses))
    connection.execute("pragma secure_delete = on")
    with transaction(connection):
        others = neighbours(connection, addresses)
        for row in connection.execute(KEPT, (listed,)).fetchall():
            for count in COUNTS:
                connection.execute(count, {"change": -1, "id": row["id"]})
        for address in addresses:
            duplicates.samples.remove(address)
        for statement in (*ERASE, *(BLANK if headlines else ())):
            connection.execute(statement, (listed,))
        for other in others:
            duplicates.settle(other)


def was_read(connection: sqlite3.Connection, addresses: Collection[int]) -> bool:
    """Say whether any of some addresses had an article, even if that was erased just now."""
    return connection.execute(READ, (json.dumps(list(addresses)),)).fetchone() is not None


def sweep(connection: sqlite3.Connection) -> bool:
    """Write the file anew, so that no page keeps a piece of what was erased, and empty the log.

    `secure_delete` overwrites what is deleted, but not what was copied from page to page as the
    tree grew, nor what was deleted without it: of 20 in 500 articles it left pieces of eight.
    Returns False if another process reads what was before, so that the log stays.
    """
    connection.execute(MERGE)
    connection.execute("vacuum")
    busy, _, _ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy
