"""A pure function over many things, as tasks of a cluster."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from ..cluster import Cluster
from ..errors import ScaleError

S = TypeVar("S")
T = TypeVar("T")
SPARE = 1  # tasks that wait for a core, so that none runs dry; a cluster that grows by need sees the need
TRIES = 5  # of a task whose machine or process dies
PATIENCE = 300.0  # seconds without any core; a machine that a cluster grows by needs some minutes
NO_CORES = "the cluster has no core for tasks: give its nodes some (`ray start --num-cpus`), and run again"


def in_order(cluster: Cluster, function: Callable[[S], T], things: Iterable[S]) -> Iterator[T]:
    """Yield what a function makes of each thing, in their order; raises what it raises, and ScaleError.

    Things are taken only as fast as cores are free for them.
    """
    task, rest, waiting = as_task(cluster, function), iter(things), deque[Any]()
    check = patience(cluster)
    while True:
        free = cluster.cpus() + SPARE - len(waiting)
        waiting.extend(task.remote(thing) for thing in islice(rest, max(free, 0)))
        if not waiting:
            return
        found: T = cluster.get(waiting.popleft(), check)
        yield found


def as_task(cluster: Cluster, function: Callable[..., Any]) -> Any:
    """Return a function as a task that takes one core, and is done again where its machine dies."""
    return cluster.ray.remote(num_cpus=1, max_retries=TRIES)(function)


def patience(cluster: Cluster) -> Callable[[], None]:
    """Return what is to be called while a task is waited for: it raises ScaleError if none can ever run."""
    had_cores_at = time.monotonic()

    def check() -> None:
        nonlocal had_cores_at
        if cluster.cpus():
            had_cores_at = time.monotonic()
        elif time.monotonic() - had_cores_at > PATIENCE:
            raise ScaleError(NO_CORES)

    return check
