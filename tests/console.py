"""The program as a user starts it: a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import forks

PROGRAM = (sys.executable, "-m", "crawler")
Process = subprocess.Popen[str] | forks.Fork


def corpuscle(*args: object, cwd: Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    process = begin(*args, cwd=cwd)
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return subprocess.CompletedProcess([*map(str, args)], process.returncode, out, err)


def answer(*args: object, cwd: Path) -> Any:
    """Run a command that succeeds with --json, and return what it prints."""
    done = corpuscle(*args, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def begin(*args: object, cwd: Path, is_fork: bool = forks.is_possible()) -> Process:
    """Start a command and leave it running.

    It is a fork of a process that has loaded the program, unless what is tested is how it starts, or
    what becomes of its own processes.
    """
    if is_fork:
        return forks.Fork(list(map(str, args)), cwd)
    return subprocess.Popen(
        [*PROGRAM, *map(str, args)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(process: Process, how: signal.Signals) -> tuple[int, str, str]:
    """Send a signal and wait; return exit status, stdout and stderr."""
    process.send_signal(how)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def wait_for(condition: Any, seconds: float = 60) -> None:
    """Wait until a condition holds."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
