"""Starting the programs that schedules are kept by."""

from __future__ import annotations

import os
import shutil
import subprocess

from .job import ScheduleError

PATIENCE = 60.0  # seconds; these programs answer at once, or hang


def has(program: str) -> bool:
    """Say whether a program is installed."""
    return shutil.which(program) is not None


def run(*command: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, in English; raises ScheduleError if it can't be started or hangs."""
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603  (a list of words, no shell)
            command, input=given, env=environment, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"{command[0]}: {error}"
        raise ScheduleError(msg) from error


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a program complained of, on one line."""
    return " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split()) or str(done.returncode)
