"""Make a corpus grow: by saving at first, then with copies of what was saved, which is ten times as fast.

A copy of an article has its own number, address, text hash, samples and links; the copies of stories
link to each other, all of them to the menus of their host. The search index is made of their texts.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Sequence

from readings import Web

from crawler.corpus import Corpus
from crawler.corpus.copies.buckets import bucket_of, entry
from crawler.corpus.copies.samples import STORE, told_by
from crawler.corpus.database import transaction
from crawler.corpus.run import Run
from crawler.likeness.shingles import fingerprint
from crawler.records import Fingerprint
from crawler.settings import Settings

SAVED = 4_000  # articles that copies are made of
ARTICLES = "select count(*) from articles"
STORIES = "like '%-in-town-%'"
# Triggers count what is copied already; indexes are made faster at the end, of all rows at once.
APART = "select type, name, sql from sqlite_master where type in ('trigger', 'index') and sql is not null"
FAST = "pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -400000"
SAFE = "pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -32768"
LARGE_HASH = "insert into articles_fts(articles_fts, rank) values ('hashsize', 67108864)"
USUAL_HASH = "insert into articles_fts(articles_fts, rank) values ('hashsize', 1048576)"
# What a row that was saved becomes in a copy: by column, and which rows are copied.
COPIES = {
    "frontier": ({"id": "id + :ids", "key": "key / 2 + :keys", "url": "url || :mark", "via": "via + :ids",
                  "state": "iif(state = 'c', 'd', state)"}, f"url {STORIES}"),
    "pages": ({"id": "id + :ids", "url": "url || :mark", "final_url": "final_url || :mark",
               "digest": "digest / 2 + :keys"}, "true"),
    "articles": ({"id": "id + :ids", "url": "url || :mark",
                  "digest": "digest / 2 + :keys"}, "true"),
    "verdicts": ({"article": "article + :ids"}, "true"),
    "captures": ({"id": "id + :captures", "page": "page + :ids", "offset": "offset + :ids",
                  "digest": "hex(randomblob(16))"}, "true"),
    "visits": ({"page": "page + :ids"}, "true"),
    "contents": ({"id": "id + :contents", "digest": "digest / 2 + :keys"}, "id in (select content from own)"),
    "entries": ({"content": "content + :contents",
                 "target": "iif(target in (select id from stories), target + :ids, target)"},
                "content in (select content from own)"),
    "shown": ({"page": "page + :ids",
               "content": "iif(content in (select content from own), content + :contents, content)"}, "true"),
}  # fmt: skip
# The column that holds the number of an address.
FIRST = {"frontier": "id", "pages": "id", "articles": "id", "verdicts": "article", "captures": "page",
         "visits": "page", "shown": "page"}  # fmt: skip
SCRATCH = (
    "drop table if exists temp.stories",
    "drop table if exists temp.own",
    f"create temp table stories as select id from frontier where url {STORIES}",
    "create unique index temp.stories_id on stories(id)",
    "create temp table own as select distinct content from entries where target in (select id from stories)",
    "create unique index temp.own_content on own(content)",
)
TEXTS = """insert into articles_fts(rowid, title, text)
select id + :ids, coalesce(split_title, title), split_text from articles where id <= :last"""
GROW = """insert into samples (bucket, entries) values (?, ?)
on conflict (bucket) do update set entries = cast(entries || excluded.entries as blob)"""


def grow(corpus: Corpus, web: Web, settings: Settings, articles: int) -> None:
    """Bring a corpus to so many articles, or a few more."""
    save_until(corpus, web, settings, min(articles, SAVED))
    (there,) = corpus.connection.execute(ARTICLES).fetchone()
    if articles > there:
        copy_until(corpus, articles)


def save_until(corpus: Corpus, web: Web, settings: Settings, articles: int) -> None:
    """Claim and save as a crawl does."""
    run = None
    while corpus.connection.execute(ARTICLES).fetchone()[0] < articles:
        run = run or Run.start(corpus, settings)
        targets = run.claim(50)
        if not targets:
            sys.exit("there is nothing left to claim")
        run.save([web.reading(target) for target in targets])


def copy_until(corpus: Corpus, articles: int) -> None:
    """Copy the articles that were saved, in their order, until there are enough."""
    connection = corpus.connection
    (there,) = connection.execute(ARTICLES).fetchone()
    apart = connection.execute(APART).fetchall()
    spans = {
        "ids": connection.execute("select max(id) from frontier").fetchone()[0],
        "contents": connection.execute("select max(id) from contents").fetchone()[0],
        "captures": connection.execute("select max(id) from captures").fetchone()[0],
    }
    connection.executescript(FAST)
    for sql in SCRATCH:
        connection.execute(sql)
    statements = [copying(corpus, table, *what) for table, what in COPIES.items()]
    with transaction(connection):
        for kind, name, _ in apart:
            connection.execute(f"drop {kind} {name}")
        connection.execute(LARGE_HASH)
    texts = connection.execute("select id, a.text from fingerprints join articles a on id = article")
    fingerprints = [(article, fingerprint(text)) for article, text in texts.fetchall()]
    # written at the end, in their order: at random, a million articles take an hour
    entries: dict[int, bytearray] = defaultdict(bytearray)
    for copy in range(1, -(-articles // there)):
        values = {name: copy * span for name, span in spans.items()}
        # other keys than those of copies that were made of fewer articles
        keys = (there + copy) * 7_919_000_003
        values |= {"keys": keys, "mark": f"?{there}-{copy}", "last": spans["ids"]}
        with transaction(connection):
            for sql in (*statements, TEXTS):
                connection.execute(sql, values)
            add_fingerprints(connection, fingerprints, copy, values["ids"], entries)
    with transaction(connection):
        connection.executemany(GROW, sorted(entries.items()))
        connection.execute(USUAL_HASH)
        for _, _, sql in apart:
            connection.execute(sql)
    connection.executescript(SAFE)


def add_fingerprints(
    connection: sqlite3.Connection,
    first: Sequence[tuple[int, Fingerprint]],
    copy: int,
    after: int,
    entries: dict[int, bytearray],
) -> None:
    """Give the articles of a copy samples of their own; add what the index has to have of them."""
    shift = copy * 982_451_653 + 2**31
    for article, known in first:
        mine = tuple(sorted((one + shift) % 2**32 - 2**31 for one in known.samples))
        connection.execute(STORE, (article + after, *told_by(Fingerprint(known.scheme, mine))))
        for sample in mine:
            entries[bucket_of(sample)] += entry(sample, article + after)


def copying(corpus: Corpus, table: str, changes: dict[str, str], which: str) -> str:
    """Return SQL that copies rows of the first copy."""
    names = [row["name"] for row in corpus.connection.execute(f"pragma table_info({table})")]
    first = FIRST.get(table)  # what belongs to contents is told by those that are copied
    mine = f"{first} <= :last and {which}" if first else which
    chosen = ", ".join(changes.get(name, name) for name in names)
    return f"insert or ignore into {table} ({', '.join(names)}) select {chosen} from {table} where {mine}"
