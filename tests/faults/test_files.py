"""What is not a corpus we can write: one line, exit status 1, and not a byte of it changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from library import stock

from crawler.cli import cli
from crawler.corpus import Corpus, Stop
from crawler.corpus.run import Run
from crawler.settings import Settings


def folder_in_its_place(path):
    path.mkdir()


def nothing_in_it(path):
    path.touch()


def text(path):
    path.write_text("a text, and no database\n" * 100)


def noise(path):
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)


def database(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def others(path):
    database(path, "create table notes (id)")


def newer(path):
    stock(path, 2)
    database(path, "insert into _sqlite_migrations (migration_set, name) values ('corpus', 'm999_later')")


def other_columns(path):
    stock(path, 2)
    database(path, "alter table articles drop column licence")


def half(path):
    stock(path, 20)
    path.write_bytes(path.read_bytes()[:200_000])


COMMANDS = [("status",), ("backup", "copy.db"), ("crawl", "--start", "http://a.example/")]
REFUSED = (
    (text, "no database"),
    (noise, "no database"),
    (others, "not a corpus"),
    (newer, "newer"),
    (other_columns, "articles.licence"),
    (half, "damaged"),
    (folder_in_its_place, ""),
    (nothing_in_it, "no corpus"),
)
# A crawl begins a corpus where nothing is; a backup copies a file as it is, whatever its columns.
DONE = {("crawl", nothing_in_it), ("backup", other_columns)}


@pytest.mark.parametrize(
    ("make", "said", "command"),
    [
        pytest.param(make, said, command, id=f"{make.__name__}-{command[0]}")
        for make, said in REFUSED
        for command in COMMANDS
        if (command[0], make) not in DONE
    ],
)
def test_what_is_no_corpus(tmp_path, monkeypatch, make, said, command):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "corpus.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == (2 if make is folder_in_its_place else 1), done.output
    errors = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert said in errors[0]
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_copies_a_corpus_with_other_columns_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    other_columns(tmp_path / "corpus.db")
    done = CliRunner().invoke(cli, ["backup", "copy.db"])
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect("copy.db")) as copy:
        columns = {row[1] for row in copy.execute("pragma table_info(articles)")}
        assert copy.execute("select count(*) from articles").fetchone() == (2,)
    assert "split_text" in columns
    assert "licence" not in columns


def test_claims_of_no_run_are_found_and_taken_up(tmp_path):
    path = tmp_path / "corpus.db"
    stock(path, 5)
    database(path, "update frontier set state = 'c' where id = 3")
    with Corpus(path) as corpus:
        problems = [finding.check for finding in corpus.examine() if finding.problem]
        assert "every address being fetched belongs to a run that is under way" in problems
        Run.start(corpus, Settings()).finish(Stop.FAILED)
        assert "claimed" not in corpus.status().states


def test_a_run_that_failed_leaves_no_claims(tmp_path):
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        corpus.plant([], ["https://one.example/"])
        run = Run.start(corpus, Settings())
        assert len(run.claim(5)) == 1
        run.finish(Stop.FAILED)
        assert corpus.status().states == {"queued": 1}


def test_columns_that_people_added_are_theirs(tmp_path):
    path = tmp_path / "corpus.db"
    stock(path, 2)
    database(path, "alter table articles add column note text", "create table notes (id)")
    with Corpus(path) as corpus:
        assert len(list(corpus.articles())) == 2
