"""A crawl on many machines: who is started where, and what is done until the run has ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from ..bot import Crawled
from ..bot.process import Ended
from ..bot.tally import Tally
from ..corpus.runs import Stop
from .cluster import GLANCE, Cluster
from .crawler_actor import CrawlerActor
from .desk_actor import DeskActor
from .errors import AwayError, DiedError, ScaleError
from .job import Job
from .placing import Node, crawler_nodes, desk_node, survey

CALLS_AT_ONCE = 10_000  # of crawlers that wait for an answer of the desk
MEMORY = (
    256 << 20
)  # bytes that an actor takes; Ray puts one that takes nothing on any node, wherever it is to be
LONELY = 120.0  # seconds without a word of any crawler after which the run is given up
DIED = "the process that keeps {corpus} on {node} died; what was saved is safe: run again to go on"
NOBODY = "no crawler was heard for {seconds:g} s, and the cluster has {cpus} cores left: look at `ray status`"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does what."""

    desk: Node
    crawlers: Sequence[Node]
    """The node of each."""
    readers: int
    """Pages read at once."""

    def __str__(self) -> str:
        """Say it in a line."""
        nodes = len({node.id for node in self.crawlers})
        return (
            f"Crawlers: {len(self.crawlers)} on {nodes} node{'s' if nodes > 1 else ''}; readers: "
            f"{self.readers}; the corpus is kept on {self.desk.name}"
        )


def plan(cluster: Cluster, corpus: Path, crawlers: int | None, readers: int | None) -> Plan:
    """Look at the cluster and decide; None for as many as there is room for.

    Raises ScaleError where there is none, for which Ray would wait without an end.
    """
    nodes = survey(cluster, corpus)
    where = desk_node(nodes, corpus)
    placed = crawler_nodes(nodes, crawlers)
    if not cluster.free_cpus():
        raise ScaleError(
            f"all {cluster.cpus()} cores of the cluster are taken by other jobs: wait for them, or add a node"
        )
    most = readers or max(cluster.cpus(), len(placed))
    if most < len(placed):
        raise ScaleError(f"--readers {most}: each of {len(placed)} crawlers needs one at least")
    return Plan(where, placed, most)


def crawl(cluster: Cluster, plan: Plan, job: Job, watch: Callable[[Tally], None]) -> Crawled:
    """Crawl to the end; `watch` is called about every second.

    Raises what the corpus raises when it is opened, and ScaleError for what becomes of the cluster.
    """
    run = Running(cluster, plan, job)
    try:
        with interruptible(run):
            run.begin()
            while run.left:
                run.look()
                watch(run.tally())
            return run.end()
    except DiedError:
        raise ScaleError(DIED.format(corpus=job.corpus, node=plan.desk.name)) from None


class Running:
    """The actors of a crawl, as the program sees them that started it."""

    def __init__(self, cluster: Cluster, plan: Plan, job: Job) -> None:
        """Place the desk."""
        self.cluster = cluster
        self.plan = plan
        self.job = job
        self.interrupts = 0
        self.is_told = False
        self.left: list[Any] = []
        """Crawls that have not ended."""
        self.ended: list[Ended] = []
        options = {"num_cpus": 0, "memory": MEMORY, "max_restarts": 0, "max_concurrency": CALLS_AT_ONCE}
        place = cluster.on(plan.desk.id)
        actor = cluster.ray.remote(DeskActor).options(**options, scheduling_strategy=place)
        self.desk = actor.remote(job, cluster.dashboard)

    def begin(self) -> None:
        """Have the desk open the corpus, and start the crawlers."""
        ray = self.cluster.ray
        preparation = [ray.put(self.cluster.get(self.desk.open.remote()))]
        actor = ray.remote(CrawlerActor)
        # No cores are set aside for them: readers, which are niced, would be kept from what they leave,
        # and after the loss of a node there might be none left to read at all.
        options = {"num_cpus": 0, "memory": MEMORY, "max_restarts": -1, "max_task_retries": -1}
        for number, node in enumerate(self.plan.crawlers):
            place = self.cluster.on(node.id, soft=True)
            crawler = actor.options(**options, scheduling_strategy=place).remote(self.job, number)
            self.left.append(crawler.crawl.remote(self.desk, preparation))

    def look(self) -> None:
        """Wait a second or until a crawler ends; tell the desk what it must know."""
        done, self.left = self.cluster.wait(self.left)
        for ref in done:
            self.ended.append(self.outcome(ref))
            if self.ended[-1].failure:
                self.ask(self.desk.stop, Stop.FAILED)
        if self.interrupts and not self.is_told:
            self.is_told = True
            self.ask(self.desk.stop, Stop.INTERRUPTED)
        if self.interrupts > 1:
            self.left = []

    def ask(self, call: Any, *args: Any) -> Any:
        """Ask the desk for something that does no harm if it is done twice; wait for it while it is away."""
        while True:
            try:
                return self.cluster.get(call.remote(*args))
            except AwayError:
                time.sleep(GLANCE)

    def outcome(self, ref: Any) -> Ended:
        """Return how a crawl ended, whatever it raised."""
        try:
            ended: Ended = self.cluster.result(ref)
        except ScaleError:
            raise
        except Exception as error:  # noqa: BLE001  (it ends the run, and is told at its end)
            return Ended(Stop.FAILED, error)
        return ended

    def tally(self) -> Tally:
        """Return where the run stands; its clock is ours."""
        state = self.ask(self.desk.state)
        if state.silence > LONELY:
            raise ScaleError(NOBODY.format(seconds=LONELY, cpus=self.cluster.cpus()))
        return as_of_here(state.tally, state.seconds)

    def end(self) -> Crawled:
        """Close the corpus; return how the run ended."""
        stop = next((one.stop for one in self.ended), Stop.INTERRUPTED)
        closed = self.cluster.get(self.desk.close.remote(stop))
        failure = closed.failure or next((one.failure for one in self.ended if one.failure), None)
        return Crawled(closed.run, closed.stop, as_of_here(closed.tally, closed.seconds), failure)


def as_of_here(tally: Tally, seconds: float) -> Tally:
    """Return a tally that was begun so long ago by the clock of this machine."""
    return replace(tally, started=time.monotonic() - seconds)


@contextmanager
def interruptible(run: Running) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM stop a run cleanly, for a block."""

    def hear(_: int, __: FrameType | None) -> None:
        run.interrupts += 1

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
