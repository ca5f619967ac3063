"""The map of the graph in a real browser: drawn, walked through with keys, and grown, without a complaint."""

from __future__ import annotations

import os
import shutil

import pytest
from console import begin, free_port, listens, wait_for
from served import fill

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

if BROWSER is None and os.environ.get("CORPUSCLE_BROWSER") != "required":
    pytest.skip("no Chromium here; .ci/run installs one", allow_module_level=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve a small corpus; yields its address."""
    path = fill(tmp_path_factory.mktemp("map") / "corpus.db")
    port = free_port()
    server = begin("serve", "--port", port, "--db", path, cwd=path.parent)
    wait_for(lambda: listens(port))
    yield f"http://127.0.0.1:{port}/corpus/-/graph"
    server.terminate()
    server.communicate(timeout=30)


@pytest.fixture(scope="module")
def browser():
    """A browser without a window."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_drawn_and_grows_by_keys(site, browser, scheme):
    page = browser.new_page(color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}?article=2")
    page.wait_for_selector("#map:not([hidden]) canvas")
    page.focus("#canvas")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.wait_for_selector("#chosen:has-text('links here')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chosen:has-text('ore neighbours')")
    page.check("#grouped")
    page.uncheck("#grouped")
    page.keyboard.press("+")
    assert complaints == []
    assert page.query_selector("#chosen script") is None
    page.close()


def test_sites_are_drawn_too(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}?level=sites")
    page.wait_for_selector("#map:not([hidden]) canvas")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []
    page.close()


def test_without_scripts_there_are_lists(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}?article=1")
    assert not page.is_visible("#map")
    assert page.is_visible("#lists table")
    context.close()
