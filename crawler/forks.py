"""How readers are started: on Linux as forks of a server that loads all they need.

It is asked for first of all when a crawl begins, and so imports next to nothing itself.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import Any


def context() -> BaseContext:
    """Return how readers are started: never as forks of a crawl, whose reactor they would inherit.

    On Linux they are forks of a server that has loaded all they need, and nothing else.
    """
    if sys.platform != "linux":  # the numpy of macOS does not survive a fork
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([f"{__package__}.preloaded"])
    return forking


def preload() -> None:
    """Have what readers need loaded while this process does other things; all of it is batch work."""
    wait_for_turns()
    if context().get_start_method() == "forkserver":
        forkserver.ensure_running()


def wait_for_turns() -> None:
    """Let this thread, and all that it starts, wait for their turn where others work.

    Else each piece of a page that arrives interrupts a reader, twenty times a page.
    """
    # where a person chose how it runs, or a container forbids to ask, it stays as it is
    if sys.platform == "linux" and os.sched_getscheduler(0) == os.SCHED_OTHER:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


@atexit.register
def end_server() -> None:
    """End the server, if there was one: nothing of a crawl runs on when it is over.

    Asked politely, it would first load all that readers need, which nobody may have come to need.
    """
    server: Any = forkserver._forkserver  # noqa: SLF001  (nothing else ends it)
    if server._forkserver_pid is not None and not multiprocessing.active_children():  # noqa: SLF001
        os.kill(server._forkserver_pid, signal.SIGKILL)  # noqa: SLF001
        server._stop()  # noqa: SLF001
