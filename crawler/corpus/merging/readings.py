"""Pages, articles and links of another corpus: of two readings of an address the newer one holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ... import clock
from ..articles import save_version, text_sha256
from ..contents import forget_unseen
from ..copies.duplicates import Duplicates
from ..forbidden.erasing import erase
from .rows import bring, translated

HOLDS = "(select state from temp.addresses where old = s.{column})"
PAGES = bring("pages", HOLDS.format(column="id"), over={})
# Their newer reading says that there must be no text.
FORBIDDEN = """select a.new from temp.addresses a join main.articles t on t.id = a.new
where a.state and not a.is_new and not exists (select 1 from source.articles s where s.id = a.old)"""
VERSIONS = bring("versions", "exists (select 1 from main.articles where id = {article})".format(
    article=translated("s.article", "addresses")))  # fmt: skip
# Both have a text, and not the same: the one that does not hold becomes a version.
DIFFERING = """select a.old, a.new, a.state from temp.addresses a
join source.articles s on s.id = a.old join main.articles t on t.id = a.new
where not a.is_new and (s.digest != t.digest or s.title is not t.title)"""
TEXT = """select a.title, a.text, p.fetched_at from {corpus}.articles a
join {corpus}.pages p on p.id = a.id where a.id = ?"""
IS_VERSION = "select 1 from main.versions where article = ? and sha256 = ? and title is ?"
IS_TAKEN = "select 1 from main.versions where article = ? and seen_at = ?"
# What both had read has not changed since the first of them did.
CHANGED = (
    "iif({one}.digest = {other}.digest, min({one}.last_changed, {other}.last_changed), {one}.last_changed)"
)
ARTICLES = bring(
    "articles",
    HOLDS.format(column="id"),
    over={
        "first_ms": "min(articles.first_ms, excluded.first_ms)",
        "run": "iif(excluded.first_ms < articles.first_ms, excluded.run, articles.run)",
        "changed_at": CHANGED.format(one="excluded", other="articles"),
    },
)
SEEN_BEFORE = f"""update main.articles set first_ms = s.first_ms,
  run = {translated("s.run", "runs_here")},
  changed_at = {CHANGED.format(one="articles", other="s")}
from temp.addresses a join source.articles s on s.id = a.old
where a.new = main.articles.id and not a.is_new and s.first_ms < main.articles.first_ms"""
REPLACED = "(select new from temp.addresses where state and not is_new)"
FORGET = [
    f"delete from main.{table} where {column} in {REPLACED}"
    for table, column in (("verdicts", "article"), ("rights", "article"), ("shown", "page"))
]
# Who is a copy is found out here.
VERDICTS = bring("verdicts", HOLDS.format(column="article") + " and s.judge != 'duplicates'")
RIGHTS = bring("rights", HOLDS.format(column="article"))
IS_SHOWN = """exists (select 1 from source.shown h join temp.addresses a on a.old = h.page
where h.content = {column} and a.state)"""
LINKS = (
    bring("contents", IS_SHOWN.format(column="s.id"), id=translated("s.id", "contents_here")),
    bring("entries", IS_SHOWN.format(column="s.content")),
    bring("shown", HOLDS.format(column="page")),
)
SHOWN_BEFORE = f"select distinct content from main.shown where page in {REPLACED}"
# Where the archive stays behind, what is held of a page has no place in it.
RELEASE = f"update main.captures set held = 0 where held = 1 and page in {REPLACED}"
WARC_FILES = bring("warc_files", "s.id in (select old from temp.files)",
                   name="(select name from temp.files where old = s.id)")  # fmt: skip
NUMBER_FILES = "update temp.files set new = (select w.id from main.warc_files w where w.name = files.name)"
CAPTURES = bring(
    "captures",
    f"({translated('s.file', 'files')}, s.offset) not in (select file, offset from main.captures)",
    held=f"s.held and {HOLDS.format(column='page')}",
)
# An earlier merge may have brought it, when another reading held.
HOLD = """update main.captures set held = 1 from temp.addresses a
join source.captures s on s.page = a.old and s.held = 1 join temp.files m on m.old = s.file
where a.state and not a.is_new and main.captures.page = a.new and main.captures.file = m.new
  and main.captures.offset = s.offset"""
TO_COMPARE = """from temp.addresses a join main.articles t on t.id = a.new
where a.state and (not a.is_new or t.reason is null or t.reason = 'duplicate')"""
HOW_MANY = f"select count(*) {TO_COMPARE}"
EACH = f"select a.new {TO_COMPARE} order by a.new"


def bring_texts(connection: sqlite3.Connection, duplicates: Duplicates) -> tuple[int, int]:
    """Bring pages, articles and what is said of them; return how many articles and versions came."""
    gone = [row["new"] for row in connection.execute(FORBIDDEN).fetchall()]
    if gone:
        erase(connection, duplicates, gone, headlines=False)
    connection.execute(PAGES)
    versions = keep_others(connection)
    articles = connection.execute(ARTICLES).rowcount
    versions += connection.execute(VERSIONS).rowcount
    connection.execute(SEEN_BEFORE)
    shown = [row["content"] for row in connection.execute(SHOWN_BEFORE)]
    for sql in (*FORGET, VERDICTS, RIGHTS, *LINKS, RELEASE):
        connection.execute(sql)
    forget_unseen(connection, shown)
    return articles, versions


def bring_captures(connection: sqlite3.Connection) -> int:
    """Bring where answers stand in the archive, whose files are here; return how many came."""
    connection.execute(WARC_FILES)
    connection.execute(NUMBER_FILES)
    captures = connection.execute(CAPTURES).rowcount
    connection.execute(HOLD)
    return captures


def keep_others(connection: sqlite3.Connection) -> int:
    """Make versions of texts that don't hold, unless they are; return how many."""
    kept = 0
    for row in connection.execute(DIFFERING).fetchall():
        theirs = connection.execute(TEXT.format(corpus="source"), (row["old"],)).fetchone()
        ours = connection.execute(TEXT.format(corpus="main"), (row["new"],)).fetchone()
        now, before = (theirs, ours) if row["state"] else (ours, theirs)
        known = (row["new"], text_sha256(before["text"]), before["title"])
        if connection.execute(IS_VERSION, known).fetchone():
            continue
        moment = before["fetched_at"]
        while connection.execute(IS_TAKEN, (row["new"], moment)).fetchone():
            moment = clock.later(moment, 0.001)
        save_version(connection, row["new"], moment, before, now["text"])
        kept += 1
    return kept


def compare(
    connection: sqlite3.Connection, duplicates: Duplicates, progress: Callable[[int, int], None]
) -> None:
    """Find out who is a copy of whom, as if what came had just been read."""
    (total,) = connection.execute(HOW_MANY).fetchone()
    for done, row in enumerate(connection.execute(EACH).fetchall(), 1):
        duplicates.settle(row["new"])
        progress(done, total)
