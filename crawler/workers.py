"""Readers in processes of their own: a page that hangs or kills its reader costs only itself."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from . import timing, urls
from .archive.keeping import unread, with_record
from .forks import context
from .pool import DiedError, Pool, Task
from .reasons import Reason
from .records import Page, Reading, Seed, Target
from .settings import Archive, Settings
from .timing import Stage

if TYPE_CHECKING:
    from .judges.relevance import Topic
    from .reader import Reader

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux' <sys/prctl.h>
NICENESS = 5  # the crawl itself must get a core first, or the readers starve

WARMING = """<p>This page stands on no site. It is read once by every reader before the first page of a
stranger comes, because models and tables are loaded when they are needed first.</p>
<p>Loading them takes most of a second on a slow machine, more than a page ever should. What a stranger
wrote would then be turned down for a delay that was ours.</p>
<p>So the reader reads this text, finds its language, judges it, and forgets it at once.</p>"""

reader: Reader | None = None
"""What this process reads with; set once, when it starts."""
archive = Archive(enabled=False)
"""Whether and how it packs what it has read for the archive; set once, when it starts."""


class Workers:
    """A pool of reader processes, bounded in time and memory per page."""

    def __init__(self, settings: Settings, seeds: Sequence[Seed], topic: Topic | None = None) -> None:
        """Plan the processes; they read for these seeds, and for what else is known to be sought."""
        self.seconds = settings.reading.seconds
        self.archive = settings.archive
        self.is_ready = False
        self.task = Task(prepare, (settings, tuple(seeds), topic, timing.is_on()), work)
        self.pool = Pool(settings.reading.processes, self.task, context())
        self.alone = asyncio.Lock()
        """Held while a page has its second try, so that no other can be what kills it."""

    async def ready(self) -> None:
        """Wait until there is a process to read with; raises if none can be started."""
        if not self.is_ready:
            await self.pool.ready()
            self.is_ready = True

    async def read(self, target: Target, page: Page) -> Reading:
        """Read a page in one of the processes. Never raises for anything the page does.

        A reader may die, or lack memory, for what others did: such a page has a second try, in a
        fresh process and one at a time. What kills that too is refused for good.
        """
        try:
            return await self.attempt(self.pool, target, page)
        except (DiedError, MemoryError):
            pass
        try:
            return await self.again(target, page)
        except (DiedError, MemoryError) as error:
            return await self.refuse(target, page, Reason.READING_FAILED, f"tried twice: {error}")

    async def attempt(self, pool: Pool, target: Target, page: Page) -> Reading:
        """Read a page once; raises only if its reader died or ran out of memory."""
        start = time.perf_counter()
        try:
            like = urls.host(target.url)
            reading: Reading = await pool.call(target, page, seconds=self.seconds, like=like)
        except TimeoutError:
            detail = f"stopped after {self.seconds:g} seconds"
            return await self.refuse(target, page, Reason.READING_TIMEOUT, detail)
        except (DiedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (whatever a reader raised becomes a reason here)
            return await self.refuse(target, page, Reason.READING_FAILED, str(error))
        return noted(reading, time.perf_counter() - start)

    async def again(self, target: Target, page: Page) -> Reading:
        """Read a page in a process that read nothing before, and reads nothing after."""
        async with self.alone:
            pool = Pool(1, self.task, context())
            try:
                return await self.attempt(pool, target, page)
            finally:
                await asyncio.to_thread(pool.stop)

    async def refuse(self, target: Target, page: Page, reason: Reason, detail: str) -> Reading:
        """Say why a page could not be read."""
        return await refuse(target, page, self.archive, reason, detail)

    def stop(self) -> None:
        """End the processes; what they were reading is lost."""
        self.pool.stop()


def noted(reading: Reading, seconds: float) -> Reading:
    """Note what a page took that came back after so many seconds."""
    if reading.costs:
        timing.gather(reading.costs)
        away = (Stage.TRANSFER, Stage.STARTING)
        busy = sum(cost.clock for stage, cost in reading.costs.items() if stage not in away)
        timing.waited(Stage.READER_WAIT, max(seconds - busy, 0.0))
    return reading


async def refuse(target: Target, page: Page, archive: Archive, reason: Reason, detail: str) -> Reading:
    """Say why a page could not be read; a better reader may do it from the archive."""
    reading = await asyncio.to_thread(unread, target, page, archive)
    return replace(reading, page=replace(reading.page, detail=detail[:500]), reason=reason)


def work(target: Target, page: Page) -> Reading:
    """Read a page in this process."""
    if reader is None:
        msg = "prepare() was not called"
        raise RuntimeError(msg)
    reading = with_record(reader(target, page), page, archive)
    return replace(reading, costs=timing.take()) if timing.is_on() else reading


def prepare(settings: Settings, seeds: Sequence[Seed], topic: Topic | None, is_timed: bool = False) -> None:  # noqa: FBT001, FBT002  (a pool hands over by place)
    """Make this process a reader: bounded, unprivileged, dying with its parent."""
    global reader, archive
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    limit(resource.RLIMIT_CORE, 0)
    from .reader import Reader  # noqa: PLC0415  (costs a second; only readers need it)

    reader, archive = Reader.make(settings, seeds, topic), settings.archive
    warm_up(reader)
    collect_less_often()
    limit(resource.RLIMIT_AS, settings.reading.megabytes * 2**20)
    if is_timed:
        timing.start(Stage.TRANSFER)
        timing.charge(Stage.STARTING, time.process_time())


def warm_up(reader: Reader) -> None:
    """Read a page of our own: what is loaded on first use would count against a stranger's time limit."""
    body = f"<html><body><article><h1>Before the first page</h1>{WARMING}</article></body></html>"
    page = Page("http://warm.invalid/before/the-first-page", None, 200, body=body.encode(), size=len(body))
    reader(Target(page.url), page)


def collect_less_often() -> None:
    """Spare the collector what stays for good, and the thousands of nodes that a page makes.

    A page leaves hardly any cycles behind; with the default threshold collecting takes 13 % of
    all reading.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def limit(what: int, value: int) -> None:
    """Lower a limit of this process, where the system lets us."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, resource.getrlimit(what)[1]))


def die_with_parent() -> None:
    """Make sure that no reader burns on when the crawl was killed."""
    if sys.platform == "linux":
        # The server ends when nobody holds this pipe any more: it must be the crawl alone that does.
        alive: int | None = forkserver._forkserver._forkserver_alive_fd  # type: ignore[attr-defined]  # noqa: SLF001
        if alive is not None:
            os.close(alive)
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=outlive, args=[parent], daemon=True).start()


def outlive(parent: BaseProcess) -> None:
    """End this process as soon as its parent has ended."""
    parent.join()
    os._exit(1)
