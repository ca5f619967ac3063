"""Pages → Readings: read as they came, or built in the browser first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..archive.keeping import recalled, unread
from ..reasons import Reason
from .renderer import Renderer, RenderingError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from ..records import Page, Reading, Target
    from ..settings import Settings


class AnyWorkers(Protocol):
    """Who reads pages, in processes beside us or on other machines."""

    async def ready(self) -> None:
        """Wait until there is somebody to read; raises if that can't be."""

    async def read(self, target: Target, page: Page) -> Reading:
        """Read a page. Never raises for anything the page does."""


class Readers:
    """The workers, with a browser before them if the settings want one."""

    def __init__(self, workers: AnyWorkers, settings: Settings) -> None:
        """Read with workers."""
        self.workers = workers
        self.archive = settings.archive
        self.renderer = Renderer(settings)

    def serve(self, crawler: Crawler) -> None:
        """Let the browser ask for parts of pages through a crawl."""
        self.renderer.serve(crawler)

    @property
    def may_ask(self) -> bool:
        """Say whether reading a page may ask its host for more."""
        return self.renderer.is_on

    async def ready(self) -> None:
        """Wait until there is somebody to read."""
        await self.workers.ready()

    async def refuse(self, target: Target, page: Page) -> Reading:
        """Make a reading of an answer that is not read, such as a redirect; it may be archived."""
        return await asyncio.to_thread(unread, target, page, self.archive)

    def recall(self, reading: Reading, page: Page) -> Reading:
        """Let a page that is what it was be noted in the archive, if its first answer is there."""
        return recalled(reading, page, self.archive)

    async def read(self, target: Target, page: Page) -> Reading:
        """Read a page; one that is empty without its scripts is built in the browser first."""
        if not self.renderer.is_on:
            return await self.workers.read(target, page)
        plain = None if self.renderer.is_asked(page.url) else await self.workers.read(target, page)
        if plain and plain.reason is not Reason.NEEDS_JAVASCRIPT:
            return plain
        try:
            built = await self.renderer.render(page)
        except RenderingError as error:
            plain = plain or await self.workers.read(target, page)
            return replace(plain, page=replace(plain.page, detail=str(error)))
        # what the browser made of it is no answer of the server, nor is it what that is compared with
        answer = plain or await self.refuse(target, page)
        reading = await self.workers.read(target, built)
        return replace(reading, page=replace(reading.page, digest=None), record=answer.record)
