"""One crawl per corpus: the second is told of the first, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from crawler.corpus.owner import HeldError, own

HOLD = """
import sys, pathlib, time
from crawler.corpus.owner import own
lock = own(pathlib.Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that crawls into the corpus."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "corpus.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_owner_is_told_of_the_first(tmp_path, holder):
    with pytest.raises(HeldError) as error:
        own(tmp_path / "corpus.db")
    assert f"process {holder.pid} on " in str(error.value)
    assert "--db" in str(error.value)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_dead_owner_holds_nothing(tmp_path, holder, how):
    holder.send_signal(how)
    holder.wait()
    with own(tmp_path / "corpus.db"):
        assert f"process {os.getpid()}" in (tmp_path / "corpus.db.owner").read_text()


def test_a_corpus_is_owned_once_in_one_process_too(tmp_path):
    path = tmp_path / "corpus.db"
    with own(path), pytest.raises(HeldError):
        own(path)
    own(path).release()


def test_two_corpora_beside_each_other(tmp_path):
    with own(tmp_path / "one.db"), own(tmp_path / "two.db"):
        pass


def test_the_corpus_itself_is_not_touched(tmp_path):
    path = tmp_path / "corpus.db"
    with own(path):
        assert not path.exists()
