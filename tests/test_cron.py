"""The real cron of this machine: a schedule is put in, fires, and is taken out again without a trace."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest
from console import PROGRAM, wait_for

NOBODYS = b"# a line of somebody's  \n0 5 1 1 * /bin/true 100\\% # as it is\n"


@pytest.fixture
def cron():
    """Cron, running; the crontab of this user as it was, afterwards."""
    if not shutil.which("cron") or not shutil.which("crontab") or os.geteuid() != 0:
        if os.environ.get("CORPUSCLE_CRON") == "required":
            pytest.fail("no cron that this user may start, though CORPUSCLE_CRON says that there is one")
        pytest.skip("needs cron, and root to start it")
    kept = subprocess.run(["crontab", "-l"], capture_output=True, check=False)
    runs = subprocess.run(["pidof", "cron"], capture_output=True, check=False).returncode == 0
    daemon = None if runs else subprocess.Popen(["cron", "-f"])
    try:
        yield
    finally:
        if daemon:
            daemon.terminate()
            daemon.wait()
        if kept.returncode == 0:
            subprocess.run(["crontab", "-"], input=kept.stdout, check=True)
        else:
            subprocess.run(["crontab", "-r"], capture_output=True, check=False)


def crontab():
    return subprocess.run(["crontab", "-l"], capture_output=True, check=True).stdout


def schedule(folder, *args):
    done = subprocess.run(
        [*PROGRAM, "schedule", *args], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.usefixtures("cron")
def test_a_schedule_is_installed_fires_and_is_removed(tmp_path):
    subprocess.run(["crontab", "-"], input=NOBODYS, check=True)
    # cron tells changes by whole seconds: one in the second in which it loads this would be hidden from it
    time.sleep(1.1)
    folder = tmp_path / "a corpus, 100%"
    (folder / "seeds").mkdir(parents=True)
    # nothing listens there: the run is a whole one, and short
    (folder / "seeds" / "start.urls").write_text("http://127.0.0.1:9/\n")
    (folder / "corpuscle.toml").write_text("[manners]\nallow_private = true\n")
    said = schedule(folder, "--cron", "* * * * *", "--on", "cron", "--install")
    assert "The next begins at" in said
    assert crontab().startswith(NOBODYS)
    assert str(folder) in schedule(folder, "list")
    log = folder / "corpus.log"
    # a minute until cron looks, and what a busy machine takes to run
    wait_for(lambda: log.exists() and "ended in" in log.read_text(), 200)
    schedule(folder, "remove")
    assert crontab() == NOBODYS
    assert "planted" in log.read_text()
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith("corpus.db")) == [
        "corpus.log", "corpuscle.toml", "seeds",
    ]  # fmt: skip
