"""Somebody who visits the pages of a corpus with a real browser, and notices what is wrong with them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from console import begin, free_port, listens, wait_for
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# axe-core, https://github.com/dequelabs/axe-core: rules of accessibility, as a package brings them
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
GRAVE = ("serious", "critical")
FIND = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
WIDTHS = "() => [document.documentElement.scrollWidth, window.innerWidth]"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def need_browser() -> None:
    """Skip a module where there is no browser, unless there must be one."""
    if PROGRAM is None and os.environ.get("CORPUSCLE_BROWSER") != "required":
        pytest.skip("no Chromium here; .ci/run installs one", allow_module_level=True)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a corpus as its owner would; yields the address."""
    port = free_port()
    server = begin("serve", "--port", port, "--db", path, cwd=path.parent)
    wait_for(lambda: listens(port))
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.communicate(timeout=30)


@dataclass
class Visitor:
    """One window, and what went wrong in it."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.on("console", lambda said: self.heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script failed: {error}"))
        page.on("dialog", self.refuse)
        page.on("request", lambda request: self.watch(request.url))
        page.on("response", lambda answer: self.judge(answer.status, answer.url))

    def heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"console: {text}")

    def refuse(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def watch(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.home).netloc and not url.startswith("data:"):
            self.complaints.append(f"asked for {url}")

    def judge(self, status: int, url: str) -> None:
        if status >= 400:
            self.complaints.append(f"{status} for {url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def check(self, *, accessible: bool = True) -> None:
        """Hold the page that is open to all that holds for every page."""
        self.page.wait_for_load_state("load")  # a heading is there before the styles are
        where = self.page.url
        needed, given = self.page.evaluate(WIDTHS)
        assert needed <= given, f"{where} is {needed} pixels wide, the window {given}"
        assert self.page.evaluate("window.__owned") is None, where
        if accessible:
            assert self.barriers() == [], where
        assert self.complaints == [], where

    def barriers(self) -> list[str]:
        """What keeps people from using the page."""
        self.page.evaluate(AXE.read_text("utf-8"))
        return [
            f"{found['id']} ({found['impact']}): {node['html'][:160]}: {node.get('failureSummary', '')[:200]}"
            for found in self.page.evaluate(FIND)
            if found["impact"] in GRAVE
            for node in found["nodes"][:3]
        ]


@contextmanager
def visitor(browser: Browser, home: str, **options: Any) -> Iterator[Visitor]:
    """Open a window; `options` are playwright's."""
    context = browser.new_context(**({"viewport": DESKTOP} | options))
    context.set_default_timeout(60_000)
    yield Visitor(context.new_page(), home)
    context.close()
