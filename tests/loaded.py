"""The program, loaded once for many commands: each runs in a fork of the process that has loaded it.

Loading is most of what a command costs: a second before it does anything, and more than another for the
readers of a crawl. A fork is a process of its own, with its own folder, environment, output, signals and
end; only the modules are there already, and all readers are forks of one server.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import select
import signal
import socket
import sys
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

LONGEST = 1 << 17  # bytes of an order
ROOMS = ("bot", "cli", "corpus", "discover", "judges", "reading", "seeds", "terminal", "unattended")


def load() -> None:
    """Load what commands load, and start the server that readers are forks of."""
    for room in ROOMS:
        package = import_module(f"crawler.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    import_module("crawler.forks").preload()
    gc.collect()
    gc.freeze()  # what no collector touches is shared


def wait(orders: socket.socket) -> list[str]:
    """Fork for each order, and tell how it ended; returns in forks only, with what is to be run."""
    running: dict[int, tuple[int, socket.socket]] = {}
    poll = select.poll()
    poll.register(orders, select.POLLIN)
    while True:
        for ready, _ in poll.poll():
            if ready in running:
                poll.unregister(ready)
                tell(*running.pop(ready))
                os.close(ready)
                continue
            message, fds, _, _ = socket.recv_fds(orders, LONGEST, 3)
            if not message:
                sys.exit()
            process = os.fork()
            if process == 0:
                return become(json.loads(message), *fds)
            answers = socket.socket(fileno=fds[0])
            answers.send(str(process).encode())
            handle = os.pidfd_open(process)
            running[handle] = (process, answers)
            poll.register(handle, select.POLLIN)
            for fd in fds[1:]:
                os.close(fd)


def tell(process: int, answers: socket.socket) -> None:
    """Tell how a fork has ended."""
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with answers:
        answers.send(str(status).encode(), socket.MSG_NOSIGNAL)


def become(order: dict[str, Any], *fds: int) -> list[str]:
    """Make this fork what a process would be that was started so; returns the arguments."""
    answers, out, err = fds
    os.dup2(out, 1)
    os.dup2(err, 2)
    for fd in {answers, out, err} - {1, 2}:
        os.close(fd)
    os.chdir(order["cwd"])
    sys.path[0] = order["cwd"]
    os.environ.clear()
    os.environ.update(order["environment"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # readers come from a server that is no child of this process
    forkserver._forkserver._forkserver_pid = None  # type: ignore[attr-defined]
    forkserver._forkserver.ensure_running = forkserver.ensure_running = lambda: None  # type: ignore[attr-defined]
    return list(order["args"])


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
    import_module("crawler.cli").main(wait(socket.socket(fileno=int(sys.argv[1]))))
