"""Checks of a corpus.db: each says what it looked at and what to do about what it found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ...likeness.shingles import SCHEME
from ..copies.buckets import articles
from ..derived import stale
from . import archived


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one check; `problem` is empty where all is well."""

    check: str
    problem: str = ""
    remedy: str = ""


COMPARE_AGAIN = "corpuscle judge"
REPAIR = "corpuscle doctor --repair, which saves what can be read into a new file"

# Each query counts rows that should not be there.
COUNTS = (
    (
        "every fetched page is an article or has a reason",
        """select count(*) from pages p left join articles a on a.id = p.id
where p.reason is null and a.id is null""",
        "fetch those pages again",
    ),
    (
        "every refused address has a reason",
        "select count(*) from frontier where status = 'refused' and reason is null",
        "please report it as a bug",
    ),
    (
        "every address that is done has an article that was kept",
        """select count(*) from frontier f left join articles a on a.id = f.id
where f.status = 'done' and (a.id is null or a.reason is not null)""",
        "please report it as a bug",
    ),
    (
        "every copy that was left out has its original in the corpus",
        """select count(*) from duplicates d join articles a on a.id = d.original
where a.reason is not null""",
        COMPARE_AGAIN,
    ),
    (
        "every article that is a duplicate is a copy of something",
        """select count(*) from articles a
where a.reason = 'duplicate' and a.id not in (select article from duplicates)""",
        COMPARE_AGAIN,
    ),
    (
        "what copies are found by belongs to articles in the corpus",
        """select count(*) from fingerprints
where article not in (select id from articles where reason is null)""",
        COMPARE_AGAIN,
    ),
    (
        "every article in the corpus was compared with the others",
        f"""select count(*) from articles where reason is null and exists (select 1 from fingerprints)
and id not in (select article from fingerprints where scheme = {SCHEME})""",
        COMPARE_AGAIN,
    ),
    (
        "every article is found by the text that it has",
        "select count(*) from fingerprints where text is not null",
        COMPARE_AGAIN,
    ),
    (
        "every address being fetched belongs to a run that is under way",
        """select count(*) from frontier where status = 'claimed'
and not exists (select 1 from runs where status = 'running')""",
        "corpuscle crawl, which takes them up",
    ),
    (
        "what is counted by day adds up to the articles in the corpus",
        """select abs((select coalesce(sum(kept), 0) from daily_counts where subject = 'language')
- (select count(*) from articles where reason is null))""",
        REPAIR,
    ),
    (
        "what is held of a page comes from one answer in the archive",
        """select count(*) from (select page from captures where held = 1 group by page
having count(*) > 1 or page not in (select id from pages))""",
        REPAIR,
    ),
    (
        "every address is counted with the host that it names",
        """select count(*) from frontier f left join hosts h on h.id = f.host_id
where h.host is not f.host""",
        REPAIR,
    ),
    (
        "hosts know how many addresses are ready",
        """select count(*) from hosts h where h.queued != (select count(*) from frontier f
where f.host_id = h.id and f.status = 'queued' and f.due_ms is null)""",
        "please report it as a bug",
    ),
)


def examine(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Run every check, cheap ones last so that a damaged file is named first."""
    for look in (integrity, foreign_keys, derived, search_index, archive):
        yield looked(look, connection)
    for end in archived.torn(connection):
        yield Finding(f"{end}: a run was killed there, and it is passed over")
    yield looked(samples, connection)
    for check, sql, remedy in COUNTS:
        yield looked(partial(rows, check=check, sql=sql, remedy=remedy), connection)


def looked(look: Callable[[sqlite3.Connection], Finding], connection: sqlite3.Connection) -> Finding:
    """Run a check; a file too damaged for it is its finding."""
    try:
        return look(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return Finding("the file can be read", str(error), REPAIR)


def rows(connection: sqlite3.Connection, check: str, sql: str, remedy: str) -> Finding:
    """Count rows that should not be there."""
    (found,) = connection.execute(sql).fetchone()
    return Finding(check, f"{found} rows", remedy) if found else Finding(check)


def integrity(connection: sqlite3.Connection) -> Finding:
    """Ask SQLite whether the file is whole."""
    answers = [row[0] for row in connection.execute("pragma integrity_check(5)")]
    if answers == ["ok"]:
        return Finding("the file is whole")
    return Finding("the file is whole", "; ".join(answers)[:500], REPAIR)


def foreign_keys(connection: sqlite3.Connection) -> Finding:
    """Look for rows that refer to rows that are not there."""
    broken = connection.execute("pragma foreign_key_check").fetchall()
    tables = ", ".join(sorted({row[0] for row in broken}))
    problem = f"{len(broken)} rows of {tables}" if broken else ""
    return Finding("all references lead somewhere", problem, REPAIR)


def derived(connection: sqlite3.Connection) -> Finding:
    """Look for views and triggers that differ from their declaration."""
    names = ", ".join(stale(connection))
    return Finding("views and triggers are as declared", names, "any command on the corpus mends it")


def archive(connection: sqlite3.Connection) -> Finding:
    """Look whether the files of the archive hold what rows say."""
    remedy = "put the files back beside the corpus; what is lost can't be read again, the texts stay"
    return Finding("every answer in the archive is there", archived.lost(connection), remedy)


def search_index(connection: sqlite3.Connection) -> Finding:
    """Ask FTS5 whether the search index agrees with the articles."""
    check = "the search index agrees with the articles"
    try:
        connection.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return Finding(check, str(error), "sqlite-utils rebuild-fts corpus.db articles")
    return Finding(check)


def samples(connection: sqlite3.Connection) -> Finding:
    """Look for entries in the index of samples that belong to no article."""
    check = "every sample belongs to an article that is found by it"
    known = {row[0] for row in connection.execute("select article from fingerprints")}
    rows = connection.execute("select entries from samples")
    strange = sum(len(set(articles(row[0])) - known) for row in rows)
    return Finding(check, f"{strange} entries" if strange else "", COMPARE_AGAIN)
