"""Pages that a browser has to build: Chromium runs their scripts, cut off from the network.

What the page asks its own site for is fetched by Scrapy, like any page: past the guard against
private addresses, by robots.txt, within the limits on size and time. scrapy-playwright was left
out because there the browser itself resolves names and connects, past all of these.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK

from .. import urls
from ..records import Page
from .parts import Parts
from .responses import LaterError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from ..settings import Settings

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The proxy does not exist and no name resolves: what escapes us ends there.
FLAGS = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--js-flags=--max-old-space-size=512",
    "--blink-settings=imagesEnabled=false",
)
STARTING = 60.0  # seconds for the browser to start, on a busy machine
FAREWELL = 5.0  # seconds for a page or a browser to close before it is left to itself
VALIDATORS = ("etag", "last-modified")
RENDERED = "built in a browser"


class RenderingError(Exception):
    """A page that could not be built; the message says why, for people."""


class Renderer:
    """One browser for a crawl, started when the first page needs it."""

    def __init__(self, settings: Settings) -> None:
        """Keep the limits."""
        self.settings = settings.browser
        self.user_agent = settings.manners.user_agent
        self.largest = int(settings.manners.max_megabytes * 2**20)
        self.room = asyncio.Semaphore(max(self.settings.parallel, 1))
        self.starting = asyncio.Lock()
        self.crawler: Crawler | None = None
        self.driver: Any = None
        self.browser: Any = None

    def serve(self, crawler: Crawler) -> None:
        """Fetch through a crawl, and end with it."""
        self.crawler = crawler
        crawler.signals.connect(self.close, signals.spider_closed)

    @property
    def is_on(self) -> bool:
        """Say whether pages may be built at all."""
        return self.settings.enabled

    def is_asked(self, url: str) -> bool:
        """Say whether a person wants this page in a browser, whatever it looks like."""
        host = urls.host(url).rpartition(":")[0] or urls.host(url)
        return any(host == name or host.endswith(f".{name}") for name in self.settings.hosts)

    async def render(self, page: Page) -> Page:
        """Return a page as its scripts make it; raises RenderingError."""
        async with self.room:
            try:
                browser = await asyncio.wait_for(self.started(), STARTING)
                async with asyncio.timeout(self.settings.seconds):
                    body = await self.build(browser, page)
            except RenderingError:
                raise
            except TimeoutError:
                raise RenderingError(f"the browser took longer than {self.settings.seconds:g} s") from None
            except Exception as error:  # a crash of the browser costs this page only
                raise RenderingError(f"the browser failed: {error}"[:300]) from error
        if len(body) > self.largest:
            raise RenderingError("the browser made more of the page than the size limit")
        headers = {**page.headers, "content-type": "text/html; charset=utf-8"}
        # what the server sent may stay the same for ever, whatever its scripts fetch
        headers = {name: value for name, value in headers.items() if name not in VALIDATORS}
        return replace(page, body=body, headers=headers, detail=RENDERED)

    async def build(self, browser: Any, page: Page) -> bytes:
        """Let a tab of its own build a page."""
        context = await browser.new_context(
            user_agent=self.user_agent, service_workers="block", accept_downloads=False
        )
        try:
            parts = Parts(page, self.fetch, self.settings.requests)
            await context.route("**/*", parts.answer)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            tab = await context.new_page()
            tab.on("dialog", lambda dialog: dialog.dismiss())
            await tab.goto(page.final_url or page.url, wait_until="domcontentloaded", timeout=0)
            with suppress(self.timeout_error):
                await tab.wait_for_load_state("networkidle", timeout=1000 * self.settings.settle)
            return str(await tab.content()).encode("utf-8", "replace")
        finally:
            try:
                await asyncio.wait_for(context.close(), FAREWELL)
            except Exception:  # noqa: BLE001  (a browser that can't even do that is of no more use)
                await self.close()

    async def fetch(self, url: str) -> Response:
        """Fetch what a page asks for; waits once if its host was just met."""
        assert self.crawler is not None  # noqa: S101  (pages are built while a crawl is under way)
        request = Request(url, callback=NO_CALLBACK)
        try:
            return await self.crawler.engine.download_async(request)
        except LaterError as error:
            await asyncio.sleep(error.seconds)
        return await self.crawler.engine.download_async(request)

    async def started(self) -> Any:
        """Return the browser, started if it is not there."""
        async with self.starting:
            if self.browser is None or not self.browser.is_connected():
                await self.close()
                self.browser = await self.start()
        return self.browser

    async def start(self) -> Any:
        """Start Chromium; raises RenderingError if something is missing."""
        try:
            from playwright.async_api import TimeoutError as PlaywrightTimeoutError  # noqa: PLC0415  (an extra)
            from playwright.async_api import async_playwright  # noqa: PLC0415  (an extra)
        except ImportError:
            raise RenderingError("it takes a browser: pip install 'corpuscle[browser]'") from None
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if program is None:
            raise RenderingError(f"it takes a browser: none of {', '.join(PROGRAMS)} is installed")
        self.timeout_error = PlaywrightTimeoutError
        self.driver = await async_playwright().start()
        # root can't have Chromium's sandbox
        sandbox = os.geteuid() != 0
        return await self.driver.chromium.launch(
            executable_path=program, args=list(FLAGS), chromium_sandbox=sandbox, handle_sigint=False
        )

    async def close(self) -> None:
        """End the browser, if there is one."""
        browser, driver = self.browser, self.driver
        self.browser = self.driver = None
        for end in (browser and browser.close, driver and driver.stop):
            if end:
                with suppress(Exception):
                    await asyncio.wait_for(end(), FAREWELL)
