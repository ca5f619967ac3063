"""The actor that owns the corpus of a run: opens it, keeps it, closes it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from filelock import FileLock

from ..bot.desk import Desk
from ..bot.tally import Tally
from ..corpus import Corpus, own
from ..corpus.crawlers import save_crawlers
from ..corpus.run import Run
from ..corpus.runs import Stop
from .door import door_of, knock
from .job import Job
from .leases import Ticket
from .shared import Answer, SharedDesk
from .standing import rows

TICK = 1.0  # seconds between two looks at the queue, the crawlers and the head
NOTING = 5.0  # seconds between two notes of what each crawler did
LONELY = 10.0  # seconds without the cluster's head after which the run is ended


@dataclass(frozen=True, slots=True)
class State:
    """How a run stands."""

    tally: Tally
    seconds: float
    """How long it has run; the tally's own clock is another machine's."""
    silence: float
    """Seconds since any crawler was heard."""


@dataclass(frozen=True, slots=True)
class Closed:
    """How a run ended."""

    run: int
    stop: Stop
    tally: Tally
    seconds: float
    failure: Exception | None = None


class DeskActor:
    """The corpus, its lock, the run and the desk that crawlers share."""

    def __init__(self, job: Job, dashboard: str | None) -> None:
        """Remember what is to be done; `open` begins."""
        self.job = job
        self.dashboard = dashboard
        self.lock: FileLock | None = None
        self.tending: list[asyncio.Task[None]] = []
        self.heard_at = time.monotonic()

    async def open(self) -> tuple[Any, ...]:
        """Take the corpus and begin a run; return what readers are prepared with.

        Raises HeldError if somebody else crawls into it, and CorpusError if it can't be used.
        """
        import ray  # noqa: PLC0415  (only ever called by it)

        self.door = door_of(ray.get_runtime_context().gcs_address)
        settings, path = self.job.settings, self.job.corpus
        self.lock = own(path)
        try:
            self.corpus = Corpus(path)
            self.run = Run.start(self.corpus, settings)
        except BaseException:
            self.lock.release()
            raise
        self.tally = Tally()
        self.desk = Desk(self.run, settings, self.tally)
        self.shared = SharedDesk(self.desk, settings, self.job.crawlers)
        self.tending = [asyncio.ensure_future(task) for task in (self.learn(), self.tend(), self.note())]
        return settings, tuple(self.corpus.seeds()), self.corpus.topic()

    async def join(self, number: int, node: str, machine: str) -> Ticket:
        """Take in a crawler."""
        return await self.shared.join(number, node, machine)

    async def call(
        self, ticket: Ticket, rests: Mapping[str, float], name: str, args: Sequence[Any]
    ) -> Answer:
        """Do for a crawler what it asks for."""
        return await self.shared.call(ticket, rests, name, args)

    async def learn(self) -> None:
        """Weigh the queue anew while the crawl goes on; a corpus that can't be written ends it."""
        try:
            await self.desk.learn()
        except Exception as error:  # noqa: BLE001  (the crawl is over, whatever the cause)
            self.shared.fail(error)

    async def tend(self) -> None:
        """Look every second at what is queued, who has fallen silent, and whether the cluster is there."""
        try:
            while True:
                self.tally.queued, self.tally.hosts = await self.desk.queue()
                self.tally.events = await self.desk.events()
                await self.shared.check()
                await self.check_head()
                await asyncio.sleep(TICK)
        except Exception as error:  # noqa: BLE001  (the crawl is over, whatever the cause)
            self.shared.fail(error)

    async def note(self) -> None:
        """Write down every few seconds what each crawler did."""
        try:
            while True:
                await self.write()
                await asyncio.sleep(NOTING)
        except Exception as error:  # noqa: BLE001  (the crawl is over, whatever the cause)
            self.shared.fail(error)

    async def write(self) -> None:
        """Write down what each crawler did, and how far the desk is behind."""
        found = rows(self.shared, self.dashboard)
        await self.desk.ask(save_crawlers, self.corpus.connection, self.run.id, *found)

    async def check_head(self) -> None:
        """End the run, and this process, when the head of the cluster is lost: nobody else would."""
        if self.door is None or await asyncio.to_thread(knock, self.door, TICK) is None:
            self.heard_at = time.monotonic()
        elif time.monotonic() - self.heard_at > LONELY:
            await self.close(Stop.FAILED)
            os._exit(1)

    async def state(self) -> State:
        """Say how the run stands."""
        self.tally.stopping = len(self.desk.out) if self.shared.stop is Stop.INTERRUPTED else None
        return State(self.tally, self.tally.seconds, self.shared.crew.silence_of_all(time.monotonic()))

    async def stop(self, stop: Stop) -> None:
        """Have crawlers finish what is under way, and claim no more."""
        self.shared.stop = stop if stop is Stop.FAILED else self.shared.stop or stop

    async def close(self, stop: Stop) -> Closed:
        """End the run for the reason that the desk knows, or else this one; let the corpus go."""
        for task in self.tending:
            task.cancel()
        stop = self.shared.stop or stop
        with suppress(sqlite3.Error):  # said below if it lasts
            await self.write()
        self.desk.close()
        self.run.finish(stop)
        self.tally.events = self.run.events()
        self.corpus.close()
        if self.lock:
            self.lock.release()
        return Closed(self.run.id, stop, self.tally, self.tally.seconds, plain(self.shared.failure))


def plain(error: Exception | None) -> Exception | None:
    """Return an error that can be sent to other machines."""
    if error is None or type(error).__module__.partition(".")[0] in ("builtins", "sqlite3", "crawler"):
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")
