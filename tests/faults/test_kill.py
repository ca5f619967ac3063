"""Killed at any moment, and with power cut at any moment, a crawl ends with the same articles."""

from __future__ import annotations

import random
import signal
import time

import pytest
from console import begin, corpuscle, end, wait_for
from library import add, by_path, stock, texts, whole

from crawler.corpus import Corpus
from crawler.corpus.rescue.wal import committed

KILLS = 8
WINDOW = 20  # claims under way at once: parallel + 4 per reader


def test_killed_at_any_moment_it_ends_with_the_same_articles(web, folder, undisturbed):
    dice = random.Random(11)
    for kill in range(KILLS):
        goal = web.asked.total() + kill % 3 * dice.randrange(1, 6)  # one in three while it starts
        process = begin("crawl", *web.start, "-q", cwd=folder)
        wait_for(lambda goal=goal, process=process: web.asked.total() >= goal or process.poll() is not None)
        time.sleep(dice.uniform(0, 0.4))
        assert end(process, signal.SIGKILL)[0] in (-signal.SIGKILL, 0, 3)
    done = corpuscle("crawl", *web.start, "-q", cwd=folder)
    assert done.returncode in (0, 3), done.stderr
    assert by_path(folder / "corpus.db") == undisturbed
    assert web.twice() <= KILLS * WINDOW
    whole(folder / "corpus.db")


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A corpus whose log was never folded in, the log, and the articles of both, and of the file alone."""
    path = tmp_path_factory.mktemp("live") / "corpus.db"
    stock(path, 30)
    before = texts(path)
    with Corpus(path) as corpus:
        corpus.connection.execute("pragma wal_autocheckpoint = 0")
        for begins in range(100, 160, 10):
            add(corpus, range(begins, begins + 10))
        log = path.with_name("corpus.db-wal").read_bytes()
        return path.read_bytes(), log, before, texts(path)


@pytest.mark.parametrize("seed", range(12))
def test_a_log_torn_by_a_power_cut_ends_at_a_whole_commit(live, tmp_path, seed):
    dice = random.Random(seed)
    data, log, before, after = live
    kept = dice.randrange(len(log))
    tail = (b"", bytes(len(log) - kept), dice.randbytes(len(log) - kept))[seed % 3]
    path = tmp_path / "corpus.db"
    path.write_bytes(data)
    path.with_name("corpus.db-wal").write_bytes(log[:kept] + tail)
    whole(path)
    found = texts(path)
    assert before.items() <= found.items() < after.items()
    with Corpus(path) as corpus:
        add(corpus, range(500, 505))
    # what was claimed when the power went is read as well
    assert len(texts(path)) >= len(found) + 5
    whole(path)


@pytest.mark.parametrize("seed", range(4))
def test_power_cut_while_the_log_is_folded_in_loses_nothing(live, tmp_path, seed):
    """Pages on their way into the file may be torn; all of them are in the log, which was synced before."""
    dice = random.Random(seed)
    data, log, _, after = live
    torn = bytearray(data)
    size = int.from_bytes(data[16:18])  # of a page, as the file says
    for number in dice.sample(sorted(committed(log)), 40):
        at = (number - 1) * size
        if at < len(torn):
            torn[at : at + size] = dice.randbytes(size)
    path = tmp_path / "corpus.db"
    path.write_bytes(torn)
    path.with_name("corpus.db-wal").write_bytes(log)
    assert texts(path) == after
    whole(path)


@pytest.mark.parametrize("how", ["delete", "replace"])
def test_a_corpus_taken_away_under_a_crawl(web, folder, how):
    path = folder / "corpus.db"
    process = begin("crawl", *web.start, "-q", cwd=folder)
    wait_for(lambda: (folder / "corpus.db-wal").exists() and web.asked.total() >= 3)
    if how == "delete":
        path.unlink()
    else:
        other = folder / "other.db"
        stock(other, 2)
        other.rename(path)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "deleted, moved or replaced while in use" in err
    assert "Traceback" not in err
