"""A Ray cluster of several nodes on this machine, in a process of its own, and ways to hurt it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[1]
STORE = 80 << 20  # bytes of each node's object store; Ray takes no less


class RunningCluster:
    """A head that only leads, and nodes with one core each, while the `with` block runs."""

    def __init__(self, nodes: int = 2, client_port: int | None = None) -> None:
        self.arguments = [str(nodes), str(client_port or 0)]
        self.client_address = f"ray://127.0.0.1:{client_port}"

    def __enter__(self) -> Self:
        # Workers inherit what their node was started with. Ray has them give way to everything else on
        # the machine, which may be other tests.
        here = {"PYTHONPATH": str(ROOT), "RAY_worker_niceness": "0", "RAY_AUTH_MODE": "disabled"}
        self.process = subprocess.Popen(
            [sys.executable, __file__, *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | here,
        )
        self.address = self.answer()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def ask(self, what: str) -> str:
        """Give an order, and wait until it is done."""
        assert self.process.stdin
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def add_node(self) -> None:
        self.ask("add")

    def kill_node(self) -> None:
        """Kill one that is not the head, with all that runs on it."""
        self.ask("kill node")

    def kill_head(self) -> None:
        self.ask("kill head")

    def workers(self, title: str) -> list[int]:
        """Return the processes that Ray calls so, on any node of this cluster."""
        raylets = set(map(int, self.ask("raylets").split()))
        return [
            number for number, parent in parents().items() if parent in raylets and title in title_of(number)
        ]


def parents() -> dict[int, int]:
    """Return the parent of every process."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                stat = (entry / "stat").read_text()
                found[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def title_of(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text().partition("\0")[0].strip()
    return ""


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def serve(nodes: int, client_port: int) -> None:
    """Start a cluster, and do what lines on stdin say until there are no more."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415  (a second)

    head: dict[str, Any] = {"num_cpus": 0, "object_store_memory": STORE, "include_dashboard": False}
    if client_port:
        head["ray_client_server_port"] = client_port
    cluster = Cluster(initialize_head=True, head_node_args=head)
    added = [cluster.add_node(num_cpus=1, object_store_memory=STORE) for _ in range(nodes)]
    say(cluster.address)
    for line in iter(sys.stdin.readline, ""):
        if line == "add\n":
            added.append(cluster.add_node(num_cpus=1, object_store_memory=STORE))
        if line == "kill node\n":
            dead = added.pop()
            for process in processes(dead):
                kill(process)
            cluster.worker_nodes.discard(dead)
        if line == "kill head\n":
            for process in processes(cluster.head_node):
                kill(process)
        say(*(raylet(node) for node in (cluster.head_node, *added)))
    for node in (*added, cluster.head_node):
        for process in processes(node):
            kill(process)


def say(*what: object) -> None:
    """Answer whoever started us."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


def raylet(node: Any) -> int:
    return int(node.all_processes["raylet"][0].process.pid)


def processes(node: Any) -> Iterator[int]:
    """Return all processes of a node, its raylet's workers first."""
    above = raylet(node)
    yield from [process for process, parent in parents().items() if parent == above]
    for group in node.all_processes.values():
        yield from (info.process.pid for info in group)


if __name__ == "__main__":
    serve(*map(int, sys.argv[1:]))
