"""A command in a fork of the loaded program is what it is in a process that loads all by itself."""

from __future__ import annotations

import signal
import subprocess

import pytest
from console import begin, free_port
from forks import is_possible

pytestmark = pytest.mark.skipif(not is_possible(), reason="needs a handle on a process, as Linux has it")


@pytest.mark.parametrize(
    "args", [("--help",), ("status",), ("crawl", "--pages", "0"), ("read", "none.html", "--json")]
)
def test_it_says_and_ends_the_same(tmp_path, args):
    found = []
    for is_fork in (True, False):
        process = begin(*args, cwd=tmp_path, is_fork=is_fork)
        out, err = process.communicate(timeout=60)
        found.append((process.returncode, out, err))
    assert found[0] == found[1]
    assert list(tmp_path.iterdir()) == []


def test_it_has_the_environment_of_whoever_starts_it(tmp_path, monkeypatch):
    wide, _ = begin("--help", cwd=tmp_path).communicate(timeout=60)
    monkeypatch.setenv("COLUMNS", "40")
    narrow, _ = begin("--help", cwd=tmp_path).communicate(timeout=60)
    assert wide.split() == narrow.split()
    assert len(narrow.splitlines()) > len(wide.splitlines())


def test_it_can_be_waited_for_and_killed(tmp_path):
    process = begin("demo", "--port", free_port(), cwd=tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.1)
    assert process.poll() is None
    process.kill()
    process.communicate(timeout=60)
    assert (process.returncode, process.poll()) == (-signal.SIGKILL, -signal.SIGKILL)
