"""Who writes or reads for long delays a crawl; nothing is lost by waiting, nor by giving up."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from builders import claim, make_article, make_reading
from console import begin, wait_for
from library import add, by_path, texts, whole

from crawler.corpus import Corpus
from crawler.corpus.rescue.trouble import advice
from crawler.corpus.save import Saver
from crawler.records import Target
from crawler.settings import Settings


def test_a_crawl_waits_for_another_writer(web, folder, undisturbed):
    process = begin("crawl", *web.start, "-q", cwd=folder)
    wait_for(lambda: web.asked.total() >= 3)
    with closing(sqlite3.connect(folder / "corpus.db", isolation_level=None, timeout=30)) as other:
        other.execute("begin immediate")
        asked = web.asked.total()
        with pytest.raises(AssertionError, match="in vain"):
            wait_for(lambda: web.asked.total() > asked + 20, 1.5)
        other.execute("commit")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert by_path(folder / "corpus.db") == undisturbed
    assert web.twice() == 0


def test_a_writer_that_never_ends(corpus):
    (target,) = claim(corpus, Target("https://a/1"))
    reading = make_reading(target, make_article())
    saver = Saver(corpus.frontier, Settings())
    corpus.connection.execute("pragma busy_timeout = 50")
    with closing(sqlite3.connect(corpus.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(sqlite3.OperationalError) as error:
            saver.save([reading])
        said = advice(error.value, corpus.path)
        other.execute("rollback")
    assert "another program" in said
    assert "what was saved is safe" in said
    assert saver.save([reading]) == [None]


def test_a_reader_that_stays_keeps_the_log_and_harms_nothing(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path, create=True) as corpus, closing(sqlite3.connect(path, isolation_level=None)) as reader:
        add(corpus, range(5))
        reader.execute("begin")
        assert reader.execute("select count(*) from articles").fetchone() == (5,)
        add(corpus, range(10, 40))
        corpus.connection.execute("pragma wal_checkpoint(passive)")
        assert reader.execute("select count(*) from articles").fetchone() == (5,)
        assert (tmp_path / "corpus.db-wal").stat().st_size > 100_000
        reader.execute("commit")
    assert len(texts(path)) == 35
    assert not (tmp_path / "corpus.db-wal").exists()
    whole(path)
