"""Commands as forks of a process that has loaded the program: see there (`loaded.py`)."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

# how variables begin that a process looks at when it starts, and never again
AT_START = ("LD_", "OPENBLAS_", "PYTHON")


class Fork:
    """A command that runs; what can be done with it is what can be done with a `subprocess.Popen`."""

    def __init__(
        self,
        args: Sequence[str],
        cwd: Path,
        environment: Mapping[str, str] = os.environ,
        said: IO[str] | None = None,
    ) -> None:
        """Start it; `said` gets what it says, if that is not to be kept for `communicate`."""
        self.args = list(args)
        self.returncode: int | None = None
        self.said = [] if said else [tempfile.TemporaryFile("w+") for _ in range(2)]  # noqa: SIM115  (closed when read)
        self.answers, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        order = {"args": self.args, "cwd": str(cwd), "environment": dict(environment)}
        with theirs:
            fds = [theirs.fileno(), *(file.fileno() for file in self.said or [said, said])]
            socket.send_fds(program(at_start(environment)), [json.dumps(order).encode()], fds)
        self.pid = int(self.answers.recv(32))

    def poll(self) -> int | None:
        """Return how it ended, if it has."""
        with contextlib.suppress(BlockingIOError):
            self.hear(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends."""
        try:
            return self.hear(timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired(self.args, timeout or 0) from None

    def hear(self, timeout: float | None) -> int:
        """Wait for what is said of its end."""
        if self.returncode is None:
            self.answers.settimeout(timeout)
            self.returncode = int(self.answers.recv(32))
            self.answers.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait until it ends; return what it said."""
        self.wait(timeout)
        said = []
        for file in self.said:
            with file:
                file.seek(0)
                said.append(file.read())
        self.said = []
        out, err = said or ("", "")
        return out, err

    def send_signal(self, how: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, how)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def is_possible() -> bool:
    """Say whether this system has what it takes."""
    return hasattr(os, "pidfd_open")


def at_start(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the variables that must be there when the program is loaded."""
    return tuple(sorted(item for item in environment.items() if item[0].startswith(AT_START)))


@cache
def program(variables: tuple[tuple[str, str], ...]) -> socket.socket:
    """Start a process that loads the program; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        number = theirs.fileno()
        command = [sys.executable, str(Path(__file__).with_name("loaded.py")), str(number)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(AT_START)}
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=[number], env=environment | dict(variables)
        )

    @atexit.register
    def end() -> None:
        ours.close()
        process.wait()

    return ours
