"""One run of a program with all its children: time, CPU, and the most memory they held together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from .web import HOSTS

BETWEEN = 0.5  # seconds between two looks at the memory
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux' <sys/prctl.h>
# Nobody waits for the world: what a page names elsewhere, such as pictures, fails at once.
NOWHERE = "http://127.0.0.1:9"
OFFLINE = {
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "no_proxy": ",".join(f"127.0.0.{number + 1}" for number in range(HOSTS)),
}
TAIL = 300  # characters of what a program said before it failed


class FailedError(Exception):
    """A program that did not come to its end; the message says why."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took."""

    seconds: float
    cpu: float
    """Seconds of all processes."""
    megabytes: float
    """Most memory of all processes at once, what they share counted once (PSS)."""
    leader: float = 0.0
    """Most memory of the first process alone."""

    def __add__(self, other: Cost) -> Cost:
        """Return what two runs took, one after the other."""
        return Cost(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.megabytes, other.megabytes),
            max(self.leader, other.leader),
        )


def adopt() -> None:
    """Become the parent of what outlives its own, so that its CPU is counted too."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)


def measured(command: Sequence[str], folder: Path, seconds: float) -> Cost:
    """Run a program in a folder, what it says in `said.txt`; raises FailedError."""
    before, start = spent(), perf_counter()
    with (folder / "said.txt").open("ab") as said:
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=said, start_new_session=True, env=os.environ | OFFLINE
        )
    memory = Memory(process.pid)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise FailedError(f"stopped after {seconds:g} seconds") from None
    finally:
        took = perf_counter() - start
        memory.stop()
        end(process)
    if status:
        raise FailedError(f"exit status {status}: {last_words(folder / 'said.txt')}")
    return Cost(took, spent() - before, memory.most, memory.most_of_leader)


def spent() -> float:
    """Return the CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a program's session, and see it buried."""
    for member in session(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    process.wait()
    with contextlib.suppress(ChildProcessError):
        while waitable(process.pid):
            pass


def waitable(session_id: int) -> bool:
    """Bury one orphan of a session; say whether there may be more."""
    members = session(session_id)
    return any(os.waitpid(member, 0)[0] for member in members[:1])


def session(leader: int) -> list[int]:
    """Return the processes of a session."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if session_of(path) == leader]


def session_of(process: Path) -> int:
    """Return the session of a process; 0 for one that has gone."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, IndexError):
        return 0


def last_words(path: Path) -> str:
    """Return the last line that a program said."""
    lines = path.read_text("utf-8", "replace").split("\n")
    return next((line.strip()[:TAIL] for line in reversed(lines) if line.strip()), "it said nothing")


class Memory:
    """Watches the memory of a session from a thread."""

    def __init__(self, leader: int) -> None:
        """Begin."""
        self.leader = leader
        self.most = 0.0
        self.most_of_leader = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self) -> None:
        """Look until told to stop."""
        while not self.over.wait(BETWEEN):
            sizes = {process: megabytes(process) for process in session(self.leader)}
            self.most = max(self.most, sum(sizes.values()))
            self.most_of_leader = max(self.most_of_leader, sizes.get(self.leader, 0.0))

    def stop(self) -> None:
        """End."""
        self.over.set()
        self.thread.join()


def megabytes(process: int) -> float:
    """Return the memory of a process, its part of what it shares; 0 for one that has gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
