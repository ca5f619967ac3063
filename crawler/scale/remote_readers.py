"""Readers wherever there are cores: a task for each page, in a process that is limited as on one machine."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..reasons import Reason
from ..workers import Workers, refuse

if TYPE_CHECKING:
    from ..records import Page, Reading, Target
    from ..settings import Archive

# Times that a page is sent to another process because the one that read it, or its node, was lost.
# What the page itself does to a reader never comes so far: see Workers.
RETRIES = 10


class RemoteReaders:
    """Reads by tasks of the cluster, so many at once."""

    def __init__(self, ray: Any, preparation: list[Any], share: int, archive: Archive) -> None:
        """Prepare readers by what a reference leads to; in a list, so that Ray does not send that itself."""
        self.errors = ray.exceptions
        self.preparation = preparation
        self.archive = archive
        self.places = asyncio.Semaphore(share)
        self.task = ray.remote(read).options(num_cpus=1, max_retries=RETRIES)

    async def ready(self) -> None:
        """Do nothing: pages that were fetched wait for a process to read them."""

    async def read(self, target: Target, page: Page) -> Reading:
        """Read a page. Never raises for anything the page does."""
        async with self.places:
            try:
                reading: Reading = await self.task.remote(self.preparation, target, page)
            except self.errors.RayError as error:
                detail = f"its readers were lost {RETRIES} times: {type(error).__name__}"
                return await refuse(target, page, self.archive, Reason.READING_FAILED, detail)
            return reading


@dataclass(slots=True)
class Here:
    """What this process reads with."""

    preparation: Any
    workers: Workers
    loop: asyncio.AbstractEventLoop


here: Here | None = None
"""Set when the first page of a run comes."""


def read(preparation: list[Any], target: Target, page: Page) -> Reading:
    """Read a page on this machine, in a process below this one."""
    found = prepared(preparation[0])
    return found.loop.run_until_complete(found.workers.read(target, page))


def prepared(preparation: Any) -> Here:
    """Return what this process reads with, made anew for another run."""
    global here  # noqa: PLW0603  (a process reads for one run at a time)
    if here is None or here.preparation != preparation:
        import ray  # noqa: PLC0415  (only ever called by it)

        if here:
            here.workers.stop()
        # Below us a process would load Ray again, for nothing: half a second and 60 MB.
        vars(sys.modules["__main__"]).pop("__file__", None)
        settings, seeds, topic = ray.get(preparation)
        workers = Workers(settings.with_values("reading", workers=1), seeds, topic)
        here = Here(preparation, workers, asyncio.new_event_loop())
    return here
