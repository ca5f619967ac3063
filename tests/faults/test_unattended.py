"""What may happen to a run that nobody watches: each ends in a clear message and an intact corpus."""

from __future__ import annotations

import ctypes
import json
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from console import PROGRAM, begin, corpuscle, end, wait_for
from library import SETTINGS, by_path, stock, texts, whole

from crawler.corpus import Corpus
from crawler.corpus.owner import own

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
LOG = ("--log", "corpus.log")


@pytest.fixture
def seeded(folder, web):
    """A folder with one address to begin from."""
    (folder / "seeds").mkdir()
    (folder / "seeds" / "start.urls").write_text(f"{web.url(0)}\n")
    return folder


def run(folder, *options):
    return corpuscle("run", "-q", *LOG, *options, cwd=folder)


def log(folder):
    return (folder / "corpus.log").read_text()


def saved(folder):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        try:
            return connection.execute("select count(*) from articles").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_a_whole_turn_and_one_with_nothing_to_do(seeded, undisturbed):
    done = corpuscle("run", "--json", *LOG, cwd=seeded)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["counts"]["new"] == len(undisturbed)
    assert report["harvest"] == 1.0
    assert by_path(seeded / "corpus.db") == undisturbed
    assert "run 1 ended in " in log(seeded)
    assert f"{len(undisturbed)} new, 0 changed" in log(seeded)
    # forty finds teach the judge; the third turn has learned nothing since the second
    idle = [run(seeded) for _ in range(2)]
    assert [(done.returncode, done.stdout, done.stderr) for done in idle] == [(3, "", "")] * 2
    assert log(seeded).count("judged 40 articles") == 1
    assert log(seeded).count("Nothing to do") == 2


def test_two_at_once(seeded, undisturbed):
    first = begin("run", "-q", *LOG, cwd=seeded)
    wait_for(lambda: (seeded / "corpus.db").exists() and saved(seeded) >= 1)
    first.send_signal(signal.SIGSTOP)
    second = corpuscle("run", *LOG, cwd=seeded)
    assert second.returncode == 3
    assert f"is being crawled by process {first.pid} on " in second.stderr
    assert " since 2" in second.stderr
    quiet = run(seeded)
    assert (quiet.returncode, quiet.stderr) == (3, "")
    assert f"is being crawled by process {first.pid} on " in log(seeded)
    _, err = end(first, signal.SIGCONT)[1:]
    assert first.returncode == 0, err
    assert by_path(seeded / "corpus.db") == undisturbed


def test_one_that_was_killed(seeded, undisturbed):
    process = begin("run", "-q", *LOG, cwd=seeded)
    wait_for(lambda: (seeded / "corpus.db").exists() and saved(seeded) >= 3)
    assert end(process, signal.SIGKILL)[0] == -signal.SIGKILL
    # its lock file is still there, and no obstacle
    assert (seeded / "corpus.db.lock").exists()
    done = run(seeded)
    assert done.returncode == 0, done.stderr
    assert by_path(seeded / "corpus.db") == undisturbed
    with Corpus(seeded / "corpus.db") as corpus:
        dead, next_one = corpus.report(1), corpus.report(2)
    assert dead.run["status"] == "killed"
    assert dead.counts["new"] + next_one.counts["new"] == len(undisturbed)
    whole(seeded / "corpus.db")


def test_one_that_has_held_the_corpus_for_days(folder):
    stock(folder / "corpus.db", 2)
    with own(folder / "corpus.db"):
        note = folder / "corpus.db.owner"
        long_ago = datetime.now(UTC) - timedelta(days=2)
        note.write_text(f"{note.read_text().partition(' since ')[0]} since {long_ago:%Y-%m-%dT%H:%M:%SZ}")
        done = run(folder)
    assert done.returncode == 1
    assert "2 days" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_disk_that_is_full(seeded, failing, undisturbed):
    process = begin("run", "-q", *LOG, cwd=seeded)
    wait_for(lambda: (seeded / "corpus.db").exists() and saved(seeded) >= 3)
    failing.write_text("full")
    _, err = process.communicate(timeout=60)
    failing.unlink()
    assert process.returncode == 1, err
    assert "no room is left on the disk" in err
    assert "corpus.log can't be written" in err  # said once, though there was more to write
    assert len(err.splitlines()) == 2, err
    whole(seeded / "corpus.db")
    done = run(seeded)
    assert done.returncode == 0, done.stderr
    assert by_path(seeded / "corpus.db") == undisturbed


def test_a_clock_that_jumps_back(seeded, failing, undisturbed):
    process = begin("run", "-q", *LOG, cwd=seeded)
    wait_for(lambda: (seeded / "corpus.db").exists() and saved(seeded) >= 3)
    failing.write_text("clock")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert by_path(seeded / "corpus.db") == undisturbed
    with Corpus(seeded / "corpus.db") as corpus:
        run_row = corpus.report().run
    assert run_row["finished_at"] < run_row["started_at"]
    shown = corpuscle("report", cwd=seeded)
    assert shown.returncode == 0, shown.stderr
    assert ", 0.0 s" in shown.stdout
    assert run(seeded).returncode == 3  # still yesterday: what is there is not read again
    whole(seeded / "corpus.db")


def test_a_clock_that_jumps_back_while_a_server_is_silent(seeded, failing, web, monkeypatch):
    """It is given up when its time is over, by a clock that did not jump."""
    is_over = threading.Event()

    def silent(_path):
        failing.write_text("clock")
        is_over.wait(60)
        return 404, b""

    monkeypatch.setattr(web, "answer", silent)
    hurried = SETTINGS.replace("[manners]", "[manners]\ntimeout = 2.0\nattempts = 1")
    (seeded / "corpuscle.toml").write_text(hurried)
    process = begin("run", "-q", *LOG, cwd=seeded)
    try:
        process.communicate(timeout=60)
    finally:
        is_over.set()
    with closing(sqlite3.connect(seeded / "corpus.db")) as connection:
        assert connection.execute("select reason from frontier").fetchall() == [("robots-unreachable",)]


def without_override():
    """Make root a user like others: who may not write must not write."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.parametrize("what", ["corpus.db", "folder"])
def test_what_may_not_be_written(folder, what):
    path = folder / "corpus.db"
    stock(path, 5)
    before = texts(path)
    locked = path if what == "corpus.db" else folder
    mode = locked.stat().st_mode
    locked.chmod(mode & ~0o222)
    command = [*PROGRAM, "run", "-q", *LOG]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, preexec_fn=without_override
    )
    locked.chmod(mode)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert str(path.name) in done.stderr
    errors = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, done.stderr
    assert "write" in errors[0] or "Permission denied" in errors[0]
    assert texts(path) == before
    whole(path)
