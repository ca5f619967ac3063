"""A pure function over many things, as tasks of a cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from ..cluster import Cluster
from ..errors import ScaleError

S = TypeVar("S")
T = TypeVar("T")
SPARE = 1  # tasks that wait for a core, so that none runs dry
TRIES = 5  # of a task whose machine or process dies
NO_CORES = "the cluster has no core for tasks: give its nodes some (`ray start --num-cpus`)"


def in_order(cluster: Cluster, function: Callable[[S], T], things: Iterable[S]) -> Iterator[T]:
    """Yield what a function makes of each thing, in their order; raises what it raises, and ScaleError.

    Things are taken only as fast as cores are free for them.
    """
    task, rest, waiting = as_task(cluster, function), iter(things), deque[Any]()
    while True:
        free = cores(cluster) + SPARE - len(waiting)
        waiting.extend(task.remote(thing) for thing in islice(rest, max(free, 0)))
        if not waiting:
            return
        found: T = cluster.get(waiting.popleft())
        yield found


def as_task(cluster: Cluster, function: Callable[..., Any]) -> Any:
    """Return a function as a task that takes one core, and is done again where its machine dies."""
    return cluster.ray.remote(num_cpus=1, max_retries=TRIES)(function)


def cores(cluster: Cluster) -> int:
    """Return how many cores there are; raises ScaleError if there is none."""
    found = cluster.cpus()
    if not found:
        raise ScaleError(NO_CORES)
    return found
