"""A disk that is full, breaks or doesn't sync ends what is under way in one line, and costs nothing saved."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing

import pytest
from console import begin, corpuscle, wait_for
from library import by_path, stock, texts, whole


def saved(folder):
    """How many articles are in the corpus so far."""
    try:
        with closing(sqlite3.connect(folder / "corpus.db")) as connection:
            return connection.execute("select count(*) from articles").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def one_line(err):
    assert "Traceback" not in err, err
    lines = [line for line in err.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1, err
    return lines[0]


def goes_on(folder, web, undisturbed):
    """The next run takes up everything that was left, and nothing is lost or there twice."""
    whole(folder / "corpus.db")
    done = corpuscle("crawl", *web.start, "-q", cwd=folder)
    assert done.returncode in (0, 3), done.stderr
    assert by_path(folder / "corpus.db") == undisturbed
    whole(folder / "corpus.db")


@pytest.mark.parametrize(
    ("way", "said"),
    [("full", "no room is left on the disk"), ("fsync", "did not do what it was asked")],
)
def test_the_disk_fails_under_a_crawl(web, folder, failing, undisturbed, way, said):
    process = begin("crawl", *web.start, "-q", cwd=folder)
    wait_for(lambda: saved(folder) >= 3)
    failing.write_text(way)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert said in one_line(err)
    failing.unlink()
    goes_on(folder, web, undisturbed)


def test_writes_that_come_in_pieces(folder, failing):
    stock(folder / "corpus.db", 20)
    failing.write_text("short")
    assert corpuscle("backup", "copy.db", cwd=folder).returncode == 0
    assert texts(folder / "copy.db") == texts(folder / "corpus.db")
    whole(folder / "copy.db")


@pytest.mark.parametrize("way", ["full", "broken"])
@pytest.mark.parametrize("command", [("backup", "copy.db"), ("doctor", "--repair")])
def test_the_disk_fails_under_a_copy(folder, failing, command, way):
    stock(folder / "corpus.db", 20)
    before = {path.name for path in folder.iterdir() if path.name != "corpus.db"}
    failing.write_text(way)
    done = corpuscle(*command, cwd=folder)
    failing.unlink()
    assert done.returncode == 1
    assert "disk" in one_line(done.stderr)
    after = {path.name for path in folder.iterdir()}
    assert {name for name in after if not name.startswith("corpus.db")} == before
    assert corpuscle(*command, cwd=folder).returncode == 0


def test_a_limit_of_the_system_on_the_size_of_files(web, folder):
    """What the kernel itself refuses, with no part of ours in between."""
    process = begin("crawl", *web.start, "-q", cwd=folder)
    wait_for(lambda: saved(folder) >= 3)
    size = (folder / "corpus.db-wal").stat().st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "full, over a quota" in one_line(err)
    whole(folder / "corpus.db")


def test_no_room_for_a_new_corpus(folder, failing):
    failing.write_text("full")
    done = corpuscle("crawl", "--start", "http://a.example/", cwd=folder)
    assert done.returncode == 1
    assert "no room" in one_line(done.stderr)


@pytest.mark.parametrize("name", ["jsonl", "hf"])
def test_the_disk_fails_under_an_export(folder, failing, name):
    """The failing disk knows its files by `.db` in their names, so the corpus has another name here."""
    corpus = folder / "corpus.sqlite"
    stock(corpus, 20)
    assert corpuscle("export", name, "old.db", "-q", "--db", corpus, cwd=folder).returncode == 0
    before, was = contents(folder), texts(corpus)
    failing.write_text("full")
    for dest in ("new.db", "old.db"):
        done = corpuscle("export", name, dest, "--force", "--db", corpus, cwd=folder)
        assert (done.returncode, "no room is left on the disk" in one_line(done.stderr)) == (1, True)
    assert contents(folder) == before
    assert texts(corpus) == was
    whole(corpus)


def test_the_disk_fails_under_a_freeze(folder, failing):
    corpus = folder / "corpus.sqlite"
    stock(corpus, 20)
    before, was = contents(folder), texts(corpus)
    failing.write_text("full")
    done = corpuscle("freeze", "v1", "--out", "v1.db", "--db", corpus, cwd=folder)
    assert (done.returncode, "no room is left on the disk" in one_line(done.stderr)) == (1, True)
    assert (contents(folder), texts(corpus)) == (before, was)
    failing.unlink()
    whole(corpus)
    # its texts are recorded: only its files are left to make
    assert corpuscle("freeze", "v1", "--db", corpus, cwd=folder).stdout.startswith(
        "v1: release v1 made again"
    )


def contents(folder):
    """Name and content of all files but those of the corpus."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("corpus.", "fault"))
    }
