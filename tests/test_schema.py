"""The shape of corpus.db is what is declared, and says of itself what it means."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from crawler.corpus import Corpus
from crawler.corpus.derived import derive, is_derived, stale, wanted
from crawler.corpus.tables import TABLES
from crawler.corpus.views import VIEWS
from crawler.reasons import Reason


def introspected(connection):
    """Everything SQLite knows of each table: columns, keys, references, indexes, triggers."""
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    return {
        name: {
            "columns": connection.execute(f"pragma table_xinfo({name})").fetchall(),
            "references": sorted(connection.execute(f"pragma foreign_key_list({name})").fetchall()),
            "indexes": {
                (index[1], index[2], index[4]): connection.execute(
                    f"pragma index_xinfo({index[1]})"
                ).fetchall()
                for index in connection.execute(f"pragma index_list({name})").fetchall()
            },
            "strict": [row[3:] for row in connection.execute(f"pragma table_list({name})").fetchall()],
            "made by": connection.execute(
                "select type, name, sql from sqlite_master where tbl_name = ?", (name,)
            ).fetchall(),
        }
        for name in names
        if name in {table.name for table in TABLES}
    }


def test_the_migrated_shape_is_the_declared_one(corpus):
    corpus.connection.row_factory = None
    with closing(sqlite3.connect(":memory:")) as declared:
        for table in TABLES:
            declared.execute(table.sql)
            for statement in table.indexes:
                declared.execute(statement)
        derive(declared)
        assert introspected(corpus.connection) == introspected(declared)
    names = {
        row[0] for row in corpus.connection.execute("select name from sqlite_master where type = 'table'")
    }
    ours = {name for name in names if not name.startswith(("articles_fts", "sqlite_", "_sqlite_"))}
    assert ours == {table.name for table in TABLES}


def test_every_table_and_column_has_help():
    for table in TABLES:
        assert table.help, table.name
        for column in table.columns:
            assert column.help, f"{table.name}.{column.name}"
    for view in VIEWS:
        assert view.help, view.name


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_the_columns_it_explains(corpus, view):
    cursor = corpus.connection.execute(f"select * from {view.name}")
    assert [column[0] for column in cursor.description] == [name for name, _ in view.columns]
    assert all(help for _, help in view.columns)  # noqa: A001
    names = {name for name, _ in view.columns}
    assert {*view.facets, *([view.sort_desc] if view.sort_desc else [])} <= names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_table_names_it_has(table):
    names = {column.name for column in table.columns}
    mentioned = {*table.facets, *table.key, table.label, table.sort_desc} - {None}
    assert mentioned <= names
    others = {f"{other.name}({column.name})" for other in TABLES for column in other.columns}
    assert {column.references for column in table.columns} - {None} <= others


def test_the_promised_columns_are_there(corpus):
    promised = {
        "corpus": "id url title text author site published language words relevance depth found_at",
        "articles": "id url title text author site published modified language words relevance quality "
        "first_seen last_changed extractor",
        "seeds": "id path title text url language",
        "frontier": "id url host status priority depth via kind due_at",
        "pages": "id url final_url status reason fetched_at content_type bytes etag last_modified run",
        "edges": "source_url target_url kind heading anchor position",
        "verdicts": "article judge score reason",
        "duplicates": "article original kind similarity",
        "refusals": "url reason meaning stage",
        "versions": "article seen_at title text sha256",
        "runs": "id started_at finished_at status stop_reason settings pages articles",
        "hosts": "host next_at delay robots_status fetched articles failures",
        "reasons": "slug meaning",
    }
    for name, columns in promised.items():
        corpus.connection.execute(f"select {', '.join(columns.split())} from {name}")


def test_reasons_are_a_table(corpus):
    stored = {tuple(row) for row in corpus.connection.execute("select slug, stage, meaning from reasons")}
    assert stored == {(str(reason), reason.stage, reason.meaning) for reason in Reason}
    assert {reason.stage for reason in Reason} == {"frontier", "fetch", "reading", "judge"}


def test_deriving_again_finds_nothing_to_do(corpus):
    corpus.connection.row_factory = None
    assert stale(corpus.connection) == {}
    assert is_derived(corpus.connection)
    before = corpus.connection.execute("select * from sqlite_master").fetchall()
    derive(corpus.connection)
    assert corpus.connection.execute("select * from sqlite_master").fetchall() == before


@pytest.mark.parametrize("name", wanted())
def test_what_differs_is_made_again_on_open(tmp_path, name):
    path = tmp_path / "corpus.db"
    Corpus(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        before = dict(connection.execute("select name, sql from sqlite_master"))
        ((kind,),) = connection.execute("select type from sqlite_master where name = ?", (name,))
        connection.execute(f"drop {kind} {name}")
        if kind == "view":
            connection.execute(f"create view {name} as select 1 as old")
        connection.commit()
    with Corpus(path) as corpus:
        after = dict(map(tuple, corpus.connection.execute("select name, sql from sqlite_master")))
        assert [finding for finding in corpus.examine() if finding.problem] == []
    assert after == before


def test_a_reworded_reason_is_stored_on_open(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path, create=True) as corpus:
        corpus.connection.execute("update reasons set meaning = 'old' where slug = 'gone'")
        corpus.connection.execute("delete from reasons where slug = 'trap'")
    with Corpus(path) as corpus:
        test_reasons_are_a_table(corpus)
