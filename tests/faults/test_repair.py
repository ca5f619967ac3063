"""What can be read of a damaged corpus comes through, and nothing that is not true."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from library import add, stock, texts, whole

from crawler.cli import cli
from crawler.corpus import Corpus, CorpusError
from crawler.corpus.articles import text_hash
from crawler.corpus.rescue.btree import LEAF_TABLE, Pages
from crawler.corpus.rescue.repair import repair
from crawler.corpus.tables import TABLES
from crawler.settings import Settings

LIMITS = Settings().duplicates
OF_LINKS = ("contents", "entries", "shown")
PAGE = 2048


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "corpus.db"
    stock(path)
    return path


@pytest.fixture(scope="module")
def data(sound):
    return sound.read_bytes()


@pytest.fixture(scope="module")
def places(sound, data):
    """Page of the file → URLs of the short articles that stand on it."""
    with closing(sqlite3.connect(sound)) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'articles'").fetchone()
    pages = Pages(data)
    leaves = [number for number in pages.tree(root) if pages.kind(number) == LEAF_TABLE]
    found = {
        number: {row.values[1] for row in pages.rows(number) if len(str(row.values[-1])) < 2000}
        for number in leaves
    }
    assert len(set().union(*found.values())) == 144
    return found


@pytest.fixture
def mended(tmp_path):
    """Repairs bytes; returns the report and the new file, which is consistent whatever came in."""

    def mend(damaged, log=b""):
        old, new = tmp_path / "corpus.db", tmp_path / "new.db"
        old.write_bytes(damaged)
        if log:
            (tmp_path / "corpus.db-wal").write_bytes(log)
        report = repair(old, new, LIMITS)
        assert old.read_bytes() == damaged
        assert not {path.name for path in tmp_path.iterdir()} - {"corpus.db", "corpus.db-wal", "new.db"}
        assert report.problems == ()
        whole(new)
        return report, new

    return mend


def rows(path, table):
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute(f"select * from {table}"))


def test_a_whole_file_comes_through_whole(mended, sound, data):
    report, new = mended(data)
    assert report.is_whole
    assert {saved.table: saved.rows for saved in report.tables if saved.table == "articles"} == {
        "articles": 150
    }
    for table in TABLES:
        assert rows(new, table.name) == rows(sound, table.name), table.name
    with Corpus(new) as corpus:
        assert corpus.connection.execute("select count(*) from articles_fts('river')").fetchone()[0] > 0


def damage(data, dice):
    """Overwrite some pages, and return the numbers of those."""
    damaged = bytearray(data)
    hit = {dice.randrange(1, len(data) // PAGE + 1) for _ in range(dice.randrange(1, 9))}
    for number in hit:
        at = (number - 1) * PAGE
        kind = dice.randrange(4)
        if kind == 0:
            damaged[at : at + PAGE] = bytes(PAGE)
        elif kind == 1:
            damaged[at : at + PAGE] = dice.randbytes(PAGE)
        elif kind == 2:
            other = dice.randrange(len(data) // PAGE) * PAGE
            damaged[at : at + PAGE] = data[other : other + PAGE]
        else:
            for _ in range(40):
                damaged[at + dice.randrange(PAGE)] = dice.randrange(256)
    return bytes(damaged), hit


@pytest.mark.parametrize("seed", range(10))
def test_articles_on_other_pages_come_through(mended, sound, data, places, seed):
    damaged, hit = damage(data, random.Random(seed))
    report, new = mended(damaged)
    true, saved = texts(sound), texts(new)
    spared = set().union(*(urls for number, urls in places.items() if number not in hit))
    assert spared <= saved.keys()
    assert saved.items() <= true.items()
    lost = true.keys() - saved.keys()
    assert not lost or not report.is_whole
    with closing(sqlite3.connect(new)) as connection:
        waiting = {url for (url,) in connection.execute("select url from frontier where status = 'queued'")}
        known = {url for (url,) in connection.execute("select url from frontier")}
    assert lost & known <= waiting


@pytest.mark.parametrize(
    ("begin", "end"),
    [(0, 100), (0, 16), (16, 18), (28, 40), (32, 40), (0, PAGE), (100, PAGE), (44, 60)],
    ids=["header", "magic", "page size", "counts", "free pages", "first page", "schema", "formats"],
)
def test_the_beginning_is_damaged(mended, sound, data, begin, end):
    filling = bytes(end - begin) if begin == 0 else random.Random(begin).randbytes(end - begin)
    report, new = mended(data[:begin] + filling + data[end:])
    assert texts(new) == texts(sound)
    saved = {saved.table: saved.rows for saved in report.tables}
    assert [saved[name] for name in OF_LINKS] == [len(rows(sound, name)) for name in OF_LINKS]


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_the_end_is_cut_off(mended, sound, data, share):
    report, new = mended(data[: int(len(data) * share)])
    assert not report.is_whole
    assert texts(new)
    assert texts(new).items() <= texts(sound).items()


def test_what_is_in_the_log_only(mended, sound, tmp_path):
    live = tmp_path / "live"
    live.mkdir()
    shutil.copy(sound, live / "corpus.db")
    with Corpus(live / "corpus.db") as corpus:
        corpus.connection.execute("pragma wal_autocheckpoint = 0")
        add(corpus, range(200, 240))
        file, log = (live / "corpus.db").read_bytes(), (live / "corpus.db-wal").read_bytes()
        everything = {row["url"] for row in corpus.connection.execute("select url from articles")}
    shutil.rmtree(live)
    assert log
    _, new = mended(bytes(100) + file[100:], log)
    assert texts(new).keys() == everything
    new.unlink()
    _, new = mended(file, log[:-5000] + bytes(5000))
    assert texts(sound).keys() < texts(new).keys() < everything


def test_another_shape_comes_into_todays(mended, sound, tmp_path):
    older = tmp_path / "older.db"
    shutil.copy(sound, older)
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("alter table articles drop column licence")
        connection.execute("alter table hosts add column colour text")
        connection.execute("drop table rights")
        connection.commit()
    with pytest.raises(CorpusError, match=r"no articles\.licence.*--repair"):
        Corpus(older)
    data = older.read_bytes()
    older.unlink()
    report, new = mended(data)
    assert report.is_whole
    assert texts(new) == texts(sound)


def test_rows_that_contradict_each_other(mended, sound, tmp_path):
    torn = tmp_path / "torn.db"
    shutil.copy(sound, torn)
    with closing(sqlite3.connect(torn)) as connection:
        connection.executescript("""
delete from hosts where host = 'host1.example';
delete from frontier where id = 7;
delete from pages where id in (8, 9);
delete from articles where id = 10;
update articles set split_text = 'other words' where id = 11;
update frontier set state = 'c' where id = 12;
update frontier set via = 123456 where id = 13;
update frontier set host_id = 99999 where id = 14;
update verdicts set article = 99999 where article = 14;
""")
    data = torn.read_bytes()
    torn.unlink()
    report, new = mended(data)
    assert not report.is_whole
    assert len(texts(sound)) - len(texts(new)) == 2
    with closing(sqlite3.connect(new)) as connection:
        states = dict(connection.execute("select id, status from frontier where id between 7 and 14"))
    assert states == {
        7: "done",
        8: "done",
        9: "done",
        10: "queued",
        11: "queued",
        12: "done",
        13: "done",
        14: "done",
    }


def test_a_text_that_a_person_changed_is_compared_anew(mended, sound, tmp_path):
    edited = tmp_path / "edited.db"
    shutil.copy(sound, edited)
    with closing(sqlite3.connect(edited)) as connection, connection:
        values = ("other words", text_hash("other words"))
        connection.execute("update articles set split_text = ?, digest = ? where id = 11", values)
        assert connection.execute("select article from fingerprints where text is not null").fetchall() == [
            (11,)
        ]
    data = edited.read_bytes()
    edited.unlink()
    _, new = mended(data)
    assert {values[-1] for values in rows(new, "fingerprints")} == {None}
    assert len(rows(new, "fingerprints") - rows(sound, "fingerprints")) == 1


@pytest.mark.parametrize(
    "content", [b"", b"a text, and no database\n" * 1000, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_what_never_was_a_corpus(tmp_path, content):
    path = tmp_path / "corpus.db"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match="nothing"):
        repair(path, tmp_path / "new.db", LIMITS)
    assert [file.name for file in tmp_path.iterdir()] == ["corpus.db"]


def test_the_database_of_others(tmp_path):
    path = tmp_path / "corpus.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table notes (id)")
    with pytest.raises(CorpusError, match="not a corpus"):
        repair(path, tmp_path / "new.db", LIMITS)


def test_nothing_is_overwritten(tmp_path, sound):
    new = tmp_path / "new.db"
    new.write_text("mine")
    with pytest.raises(CorpusError, match="exists"):
        repair(sound, new, LIMITS)
    with pytest.raises(CorpusError, match="not a folder"):
        repair(sound, tmp_path / "none" / "new.db", LIMITS)
    assert new.read_text() == "mine"


def doctor(*arguments):
    return CliRunner().invoke(cli, ["doctor", *map(str, arguments)])


def test_the_doctor_repairs(tmp_path, data):
    path = tmp_path / "corpus.db"
    path.write_bytes(data)
    assert doctor("--db", path).exit_code == 0
    done = doctor("--repair", "--db", path, "--into", tmp_path / "b.db", "--json")
    assert (done.exit_code, json.loads(done.stdout)["is_whole"]) == (0, True)
    path.write_bytes(data[: len(data) // 2])
    said = doctor("--db", path)
    assert said.exit_code == 1
    assert "--repair" in said.output
    done = doctor("--repair", "--db", path)
    assert done.exit_code == 1
    assert "lost" in done.output
    assert doctor("--db", tmp_path / "corpus-repaired.db").exit_code == 0
    assert "exists" in doctor("--repair", "--db", path).output
    assert doctor("--into", "x.db", "--db", path).exit_code == 2
