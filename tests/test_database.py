"""Opening a corpus: every file that is none is told apart, and left alone."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing

import pytest
from builders import claim, make_article, make_reading

from crawler.corpus import Corpus, CorpusError
from crawler.corpus.database import AT_ONCE, insert, transaction
from crawler.corpus.save import Saver
from crawler.records import Target
from crawler.settings import Settings


def refusal(path, *, create=False):
    with pytest.raises(CorpusError) as error:
        Corpus(path, create=create)
    assert str(path) in str(error.value) or str(path.parent) in str(error.value)
    return str(error.value)


def test_a_missing_file_is_not_made(tmp_path):
    said = refusal(tmp_path / "corpus.db")
    assert "corpuscle crawl" in said
    assert "--db" in said
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_corpus_but_can_become_one(tmp_path):
    path = tmp_path / "corpus.db"
    path.touch()
    assert "there is no corpus" in refusal(path)
    with Corpus(path, create=True) as corpus:
        assert not corpus.is_rooted()


def test_a_missing_folder(tmp_path):
    assert "not a folder" in refusal(tmp_path / "none" / "corpus.db", create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
def test_a_folder(tmp_path, create):
    assert "can't be opened" in refusal(tmp_path, create=create)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    "content", [b"a text, and no database\n" * 100, b"SQLite format 3\0" + b"\xff" * 2000]
)
def test_no_database(tmp_path, content, create):
    path = tmp_path / "corpus.db"
    path.write_bytes(content)
    assert "can't be opened" in refusal(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("table", ["notes", "frontier", "_sqlite_migrations"])
def test_a_database_of_others_is_left_as_it_is(tmp_path, table, mode, create):
    path = tmp_path / "corpus.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma journal_mode = {mode}")
        connection.execute(f"create table {table} (id)")
        connection.commit()
    before = path.read_bytes()
    said = refusal(path, create=create)
    assert "not a corpus" in said
    assert "--db" in said
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["corpus.db"]


def test_a_corpus_of_a_newer_version(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path, create=True) as corpus:
        columns = "migration_set, name, applied_at"
        later = ("corpus", "m999_later", "")
        corpus.connection.execute(f"insert into _sqlite_migrations ({columns}) values (?, ?, ?)", later)
    before = path.read_bytes()
    assert "update" in refusal(path)
    assert path.read_bytes() == before


def test_a_corpus_opens_again_without_a_write(tmp_path):
    path = tmp_path / "corpus.db"
    Corpus(path, create=True).close()
    before = path.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["corpus.db"]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")  # whoever needs the write lock would wait for this
        with Corpus(path) as corpus:
            assert list(corpus.articles()) == []
        other.execute("rollback")
    assert path.read_bytes() == before


def test_what_was_saved_is_there_again(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path, create=True) as corpus:
        (target,) = claim(corpus, Target("https://a/1"))
        Saver(corpus.frontier, Settings()).save([make_reading(target, make_article())])
    with Corpus(path) as corpus:
        assert [article["url"] for article in corpus.articles()] == ["https://a/1"]


def as_nobody(function):
    """Run a function in a child without root's rights; return what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            said = function()
        except BaseException as error:  # noqa: BLE001
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


@pytest.fixture
def shared_path(tmp_path):
    """A path that a user without rights can reach."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path / "corpus.db"


def test_a_file_that_can_only_be_read_can_be_read(shared_path):
    Corpus(shared_path, create=True).close()
    shared_path.chmod(0o444)
    shared_path.parent.chmod(0o777)

    def look():
        with Corpus(shared_path) as corpus:
            return f"{len(list(corpus.articles()))} articles"

    assert as_nobody(look) == "0 articles"


def test_a_file_in_a_folder_that_can_only_be_read(shared_path):
    Corpus(shared_path, create=True).close()
    shared_path.chmod(0o444)
    shared_path.parent.chmod(0o555)

    def look():
        with Corpus(shared_path) as corpus:
            return f"{len(list(corpus.articles()))} articles"

    said = as_nobody(look)
    assert said == "0 articles" or said.startswith(f"CorpusError: {shared_path}")


def test_a_file_that_can_not_be_read(shared_path):
    Corpus(shared_path, create=True).close()
    shared_path.chmod(0)
    shared_path.parent.chmod(0o777)
    said = as_nobody(lambda: str(Corpus(shared_path)))
    assert said.startswith(f"CorpusError: {shared_path} can't be opened")


def test_a_transaction_is_all_or_nothing(corpus):
    def half():
        with transaction(corpus.connection):
            corpus.frontier.add(Target("https://a/1"))
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert not corpus.is_rooted()
    with transaction(corpus.connection), transaction(corpus.connection):
        corpus.frontier.add(Target("https://b/1"))
    assert corpus.is_rooted()


@pytest.mark.parametrize("number", [0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 3])
def test_many_rows_are_inserted_as_if_one_by_one(corpus, number):
    corpus.connection.execute("create temp table some (id unique, name text, is_odd integer, body blob)")
    sql = "insert into some (id, name, is_odd, body) values (?, ?, ?, ?) on conflict do nothing"
    expected = [(n, f"row {n}" if n % 3 else None, n % 2, b"\0" if n % 5 else None) for n in range(number)]
    rows = [(n, name, bool(is_odd), body) for n, name, is_odd, body in expected]
    insert(corpus.connection, sql, rows + rows[:1])
    assert [tuple(row) for row in corpus.connection.execute("select * from some order by id")] == expected


def test_a_full_disk_is_named_as_what_it_is(corpus):
    (target,) = claim(corpus, Target("https://a/1"))
    (pages,) = corpus.connection.execute("pragma page_count").fetchone()
    corpus.connection.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        Saver(corpus.frontier, Settings()).save([make_reading(target, make_article("many words " * 50_000))])
    corpus.connection.execute("pragma max_page_count = 1000000")
    assert not corpus.connection.in_transaction
    assert Saver(corpus.frontier, Settings()).save([make_reading(target, make_article())]) == [None]


def test_a_plant_that_failed_leaves_nothing_behind(corpus):
    def starts():
        yield "https://a/1"
        raise KeyError

    with pytest.raises(KeyError):
        corpus.plant([], starts())
    assert not corpus.is_rooted()
    assert corpus.plant([], ["https://a/1"]).targets == 1
    assert corpus.queue() == (1, 1)


def test_a_start_that_is_no_address_gets_a_row_with_its_reason(corpus):
    assert corpus.plant([], ["http://[", "mailto:x", "https://a/1"]).targets == 1
    assert corpus.status().states == {"queued": 1, "refused": 2}
    assert corpus.why("http://[").last.reason == "bad-url"
