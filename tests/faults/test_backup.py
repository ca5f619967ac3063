"""A backup is whole and of one moment, whoever writes meanwhile; it takes no other file's place."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing

import pytest
from click.testing import CliRunner
from console import wait_for
from library import stock, texts, whole

from crawler.cli import cli
from crawler.corpus import Corpus, CorpusError
from crawler.corpus.database import transaction
from crawler.corpus.rescue import backup as module
from crawler.corpus.rescue.backup import backup, earlier

SEED = "insert into seeds (path, added_at, sha256, text) values ('s', '', cast(? as text), '')"
HOSTS = "select count(*) from hosts where host like 'h%' and host not like '%.%'"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "corpus.db"
    stock(path, 60)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path, data):
    path = tmp_path / "corpus.db"
    path.write_bytes(data)
    return path


def names(path):
    return sorted(file.name for file in path.parent.iterdir())


def test_a_backup_is_the_same_corpus(path):
    shown = []
    made = backup(path, path.with_name("copy.db"), lambda *done: shown.append(done))
    assert names(path) == ["copy.db", "corpus.db"]
    assert texts(made.path) == texts(path)
    assert made.rows["articles"] == 60
    assert made.bytes == made.path.stat().st_size
    assert shown[-1][0] == shown[-1][1] > 0
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    whole(made.path)


def seeds(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select count(*) from seeds").fetchone()[0]


def test_one_moment_while_others_write(path, monkeypatch):
    monkeypatch.setattr(module, "STEP", 5)
    stop, wrote = threading.Event(), threading.Event()

    def write():
        with Corpus(path) as corpus:
            for number in range(100_000):
                if stop.is_set():
                    return
                with transaction(corpus.connection):
                    corpus.connection.execute("insert into hosts (host) values (?)", (f"h{number}",))
                    corpus.connection.execute(SEED, (number,))
                wrote.set()

    writer = threading.Thread(target=write)
    writer.start()
    before = 0
    try:
        assert wrote.wait(10)
        for number in range(3):
            wait_for(lambda: seeds(path) > before)  # noqa: B023  (it is asked at once)
            copied = backup(path, path.with_name(f"copy{number}.db")).path
            with closing(sqlite3.connect(copied)) as connection:
                (hosts,) = connection.execute(HOSTS).fetchone()
            assert hosts == seeds(copied) > before
            before = hosts
    finally:
        stop.set()
        writer.join()


def test_what_is_in_the_log_is_in_the_backup(path):
    with Corpus(path) as corpus:
        corpus.connection.execute("insert into hosts (host) values ('late.example')")
        made = backup(path, path.with_name("copy.db"))
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("select count(*) from hosts where host = 'late.example'").fetchone() == (1,)


def refused(path, dest, said):
    before = names(path)
    with pytest.raises(CorpusError, match=said):
        backup(path, dest)
    assert names(path) == before


def test_what_can_not_be(path):
    taken = path.with_name("taken.db")
    taken.write_text("mine")
    refused(path, taken, "never overwrites")
    refused(path, path, "never overwrites")
    refused(path, path.parent / "none" / "copy.db", "not a folder")
    refused(path.with_name("none.db"), path.with_name("copy.db"), "no corpus")
    assert taken.read_text() == "mine"


def test_a_name_that_is_taken_meanwhile(path):
    dest = path.with_name("copy.db")
    with pytest.raises(CorpusError, match="never overwrites"):
        backup(path, dest, lambda *_: dest.write_text("mine"))
    assert dest.read_text() == "mine"
    assert names(path) == ["copy.db", "corpus.db"]


@pytest.mark.parametrize("at", [0, 60 * 4096, 90 * 4096], ids=["header", "a page", "another"])
def test_what_is_damaged_is_no_backup(path, data, at):
    path.write_bytes(data[:at] + b"\xff" * 4096 + data[at + 4096 :])
    refused(path, path.with_name("copy.db"), "--repair")


def test_what_contradicts_itself_is_no_backup(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("delete from frontier where id = 3")
        connection.commit()
    refused(path, path.with_name("copy.db"), "refers to nothing")


def test_others_databases(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table notes (id)")
    refused(path, path.with_name("copy.db"), "not a corpus")


def command(path, *arguments):
    return CliRunner().invoke(cli, ["backup", "--db", str(path), *map(str, arguments)])


def test_the_newest_are_kept_and_nothing_else_goes(path):
    old = [path.with_name(f"corpus-2024010{day}-000000.db") for day in (1, 2, 3)]
    others = [
        "corpus-20240101.db",
        "corpus-20240101-000000.db.part",
        "my-corpus-20240101-000000.db",
        "corpus.csv",
    ]
    for file in (*old, *(path.with_name(name) for name in others)):
        file.write_text("")
    done = command(path, "--keep", 2, "--json")
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    assert sorted(made["removed"]) == [str(file) for file in old[:2]]
    assert {str(file) for file in earlier(path, path.parent)} == {made["path"], str(old[2])}
    assert set(others) <= set(names(path))


def test_the_command(path, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    assert "checked" in command(path, folder).output
    assert len(earlier(path, folder)) == 1
    assert command(path, tmp_path / "x.db", "--keep", 1).exit_code == 2
    failed = command(path, path)
    assert (failed.exit_code, failed.output.count("\n")) == (1, 1)
    assert command(path, tmp_path / "x.db", "-q").output == ""
