"""What each stage of the work costs: CPU and clock, of a stage without the stages within it.

Off until `start`. Then every thread has a stopwatch that charges what passes to the stage it is in;
readers send what theirs showed along with each reading. Off, a stage costs a tenth of a microsecond;
on, two microseconds, of which a page takes some thirty.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from types import TracebackType
from typing import ParamSpec, TypeVar

from .stages import OF_A_PAGE, WAITS, Stage

__all__ = [
    "WAITS", "Board", "Cost", "Costs", "Stage", "begin_work", "charge", "gather", "is_on", "join",
    "milliseconds", "start", "stop", "take", "timed", "total", "waited",
]  # fmt: skip

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Cost:
    """What a stage took so far."""

    calls: int = 0
    cpu: float = 0.0
    """Seconds of CPU."""
    clock: float = 0.0
    """Seconds."""

    def add(self, cpu: float, clock: float, calls: int = 1) -> None:
        """Add what was taken."""
        self.calls += calls
        self.cpu += cpu
        self.clock += clock


Costs = Mapping[Stage, Cost]


class Stopwatch:
    """Charges what passes in one thread to the stage it is in."""

    def __init__(self, rest: Stage) -> None:
        """Begin; what is outside all stages is charged to `rest`."""
        self.stages = [rest]
        self.costs: dict[Stage, Cost] = {}
        self.cpu, self.clock = time.thread_time(), time.perf_counter()

    def charge(self, calls: int = 0) -> None:
        """Charge what has passed to the stage that is on."""
        cpu, clock = time.thread_time(), time.perf_counter()
        cost = self.costs.get(self.stages[-1])
        if cost is None:
            cost = self.costs[self.stages[-1]] = Cost()
        cost.add(cpu - self.cpu, clock - self.clock, calls)
        self.cpu, self.clock = cpu, clock

    def enter(self, stage: Stage) -> None:
        """Begin a stage; the one around it stands still."""
        self.charge()
        self.stages.append(stage)

    def leave(self) -> None:
        """End a stage."""
        self.charge(calls=1)
        self.stages.pop()

    def take(self) -> dict[Stage, Cost]:
        """Return what was charged so far, and begin anew."""
        self.charge()
        costs, self.costs = self.costs, {}
        return costs


class Here(threading.local):
    """The stopwatch of the thread that asks; none while timing is off."""

    watch: Stopwatch | None = None


@dataclass(slots=True)
class Board:
    """What a process has timed."""

    watches: list[Stopwatch] = field(default_factory=list)
    """Of its threads."""
    gathered: dict[Stage, Cost] = field(default_factory=dict)
    """What readers have sent, and what was waited."""
    before: float = field(default_factory=time.process_time)
    """CPU that the process had spent when it began."""


here = Here()
board: Board | None = None
"""None while timing is off."""


def start(rest: Stage = Stage.START) -> None:
    """Time the stages of this process from now on; the thread that calls is its main one."""
    global board  # noqa: PLW0603  (one per process, as with logging)
    board = Board()
    join(rest)


def stop() -> None:
    """Time no more, and forget what was timed."""
    global board  # noqa: PLW0603  (one per process, as with logging)
    board = here.watch = None


def is_on() -> bool:
    """Say whether stages are timed."""
    return board is not None


def begin_work() -> None:
    """Say that the start is over, stages and all: what the main thread does from now on is work."""
    if here.watch:
        spent = here.watch.take().values()
        seconds = sum(cost.cpu for cost in spent), sum(cost.clock for cost in spent)
        here.watch.costs[Stage.START] = Cost(1, *seconds)
        here.watch.stages[0] = Stage.MAIN


def join(rest: Stage) -> None:
    """Give the thread that calls a stopwatch, if stages are timed."""
    if board:
        here.watch = Stopwatch(rest)
        board.watches.append(here.watch)


def charge(stage: Stage, cpu: float) -> None:
    """Add seconds that this thread spent before it had a stopwatch."""
    if here.watch:
        here.watch.costs.setdefault(stage, Cost()).add(cpu, cpu)


def take() -> Costs | None:
    """Return what the thread that calls has spent since it was asked last; None while timing is off."""
    return here.watch.take() if here.watch else None


def gather(costs: Costs | None) -> None:
    """Add what a reader has sent."""
    if board:
        merge(board.gathered, costs or {})


def waited(stage: Stage, seconds: float | None) -> None:
    """Add what a page has waited."""
    if board and seconds is not None:
        board.gathered.setdefault(stage, Cost()).add(0.0, seconds)


def milliseconds(costs: Costs | None) -> dict[str, float]:
    """Return the CPU that reading one page took, by stage, in the order of the stages."""
    found = costs or {}
    return {str(stage): round(found[stage].cpu * 1000, 2) for stage in OF_A_PAGE if stage in found}


def merge(into: dict[Stage, Cost], costs: Costs) -> None:
    """Add costs to costs."""
    for stage, cost in costs.items():
        into.setdefault(stage, Cost()).add(cost.cpu, cost.clock, cost.calls)


def total() -> Costs:
    """Return what all threads and readers have spent, by stage; asked for in the main thread, at the end."""
    found: dict[Stage, Cost] = {}
    if board:
        if here.watch:
            here.watch.charge()
        for watch in board.watches:
            merge(found, dict(watch.costs))
        ours = sum(cost.cpu for cost in found.values())
        found[Stage.THREADS] = Cost(0, max(time.process_time() - board.before - ours, 0.0))
        merge(found, board.gathered)
    return found


class timed:  # noqa: N801  (reads as a decorator and after `with`)
    """Charges a block or a function to a stage."""

    __slots__ = ("stage",)

    def __init__(self, stage: Stage) -> None:
        """Name the stage."""
        self.stage = stage

    def __enter__(self) -> None:
        """Begin."""
        if here.watch:
            here.watch.enter(self.stage)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        if here.watch:
            here.watch.leave()

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """Charge all calls of a function."""

        @wraps(function)
        def charged(*args: P.args, **kwargs: P.kwargs) -> T:
            watch = here.watch
            if watch is None:
                return function(*args, **kwargs)
            watch.enter(self.stage)
            try:
                return function(*args, **kwargs)
            finally:
                watch.leave()

        return charged
