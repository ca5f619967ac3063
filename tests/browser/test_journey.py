"""A visit to a published corpus: on a desk, on a phone, with keys only, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

pytest.importorskip("playwright.sync_api")

from builders import make_article, make_reading
from lxml import etree
from served import GONE, SCRIPT, START, fill
from visitor import DESKTOP, PHONE, Visitor, browser, need_browser, served, visitor

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.records import Kind, Target
from crawler.settings import Settings

need_browser()

HOSTILE = '"><script>window.__owned=1;alert(1)</script>{{7*7}} NEAR( \' OR "'
PAGES = (
    "", "/-/new", "/-/search", "/-/search?q=ferry", "/-/search?q=" + quote("停战"),
    "/-/search?q=" + quote(HOSTILE),
    "/-/kwic", "/-/kwic?q=ferry", "/-/kwic?q=" + quote("停战"), "/-/words?q=ferry",
    "/-/words?show=typical&language=en",
    "/-/words?show=time&q=ferry", "/-/seeds", "/-/seeds/1", "/-/sites", "/-/sites/harbour.example",
    "/-/dashboard", "/-/dashboard?show=harvest", "/-/dashboard?show=health", "/-/behind?language=en",
    "/-/graph", "/-/graph?article=1", "/-/runs", "/-/runs/1", "/-/refusals",
    "/-/refusals?reason=gone",
    "/-/why", "/-/why?url=" + quote(GONE), "/-/why?url=" + quote(HOSTILE),
    "/articles/1", "/articles/2", "/articles/3",
    "/articles/5", "/-/compare/1?with=2", "/per_site", "/search?q=ferry", "/word_by_month?q=ferry",
)  # fmt: skip
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Iterator[str]:
    """A corpus of some articles, one of which has changed since it was first read."""
    path = fill(tmp_path_factory.mktemp("journey") / "corpus.db")
    changed = make_article(
        "The ferry stays in port.\nIts captain, “Ada”, waved.", title="Ferry stays", language="en"
    )
    with Corpus(path) as corpus:
        Run.start(corpus, Settings()).save([make_reading(Target(START, Kind.SEED, id=1), changed)])
    with served(path) as address:
        yield f"{address}/corpus"


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desk", "phone"])
def window(chromium, home: str, request) -> Iterator[Visitor]:
    with visitor(chromium, home, viewport=request.param) as window:
        yield window


@pytest.fixture
def guest(window: Visitor) -> Visitor:
    window.complaints.clear()
    return window


def test_a_visit(guest: Visitor) -> None:
    page = guest.open("")
    page.get_by_role("searchbox").first.fill("ferry")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Search").wait_for()
    guest.check()
    page.get_by_role("link", name="Rain").or_(page.get_by_role("link", name="Ferry stays")).first.click()
    page.get_by_role("heading", level=1).wait_for()
    guest.check()
    page.get_by_role("link", name="Why is it here?").click()
    assert page.url.endswith("#why")
    page.locator("ol.trail").wait_for()
    page.get_by_role("link", name="what changed").click()
    assert page.locator("ins").first.inner_text().strip()
    guest.check()
    for box, text, expected in (("停战", "停战", 1), (HOSTILE, "", 0)):
        guest.open("/-/search").get_by_role("searchbox").fill(box)
        page.keyboard.press("Enter")
        page.wait_for_url("**q=*")
        assert page.locator("mark", has_text=text or "never").count() == expected
        guest.check()
    page = guest.open("/-/search?q=ferry")
    page.get_by_role("navigation", name="The same texts").get_by_role("link", name="In context").click()
    page.get_by_role("table").first.wait_for()
    guest.check()
    page.get_by_role("navigation", name="Corpus").get_by_role("link", name="Dashboard").click()
    page.locator("figure svg").first.wait_for()
    guest.check()


def test_from_an_article_back_to_who_led_there(guest: Visitor) -> None:
    page = guest.open("/articles/2")
    step = page.locator("ol.trail li a").nth(1)
    name = step.inner_text()
    step.click()
    page.get_by_role("heading", level=1, name=name).wait_for()
    guest.check()


def test_the_feed_can_be_followed(guest: Visitor) -> None:
    page = guest.open("/-/new")
    address = page.get_by_role("link", name="Feed").get_attribute("href")
    answer = page.request.get(guest.home.removesuffix("/corpus") + address)
    feed = etree.fromstring(answer.body())
    assert SCRIPT in "".join(feed.itertext("{*}title"))
    assert len(feed.findall("a:entry", ATOM)) == 3


@pytest.fixture(scope="module")
def any_width(chromium, home: str) -> Iterator[Visitor]:
    with visitor(chromium, home) as window:
        yield window


@pytest.mark.parametrize("path", PAGES)
def test_every_page(any_width: Visitor, path: str) -> None:
    any_width.complaints.clear()
    any_width.page.set_viewport_size(DESKTOP)
    any_width.open(path)
    any_width.check()
    any_width.page.set_viewport_size(PHONE)
    # what keeps people from a page does so at any width, and takes most of the time to find
    any_width.check(accessible=False)


@pytest.mark.parametrize("scheme", ["dark"])
@pytest.mark.parametrize(
    "path", ["", "/-/search?q=ferry", "/articles/1", "/-/dashboard", "/-/compare/1?with=2"]
)
def test_contrast_in_the_dark(chromium, home: str, path: str, scheme: str) -> None:
    with visitor(chromium, home, color_scheme=scheme) as guest:
        guest.open(path)
        guest.check()


def test_without_scripts(chromium, home: str) -> None:
    with visitor(chromium, home, java_script_enabled=False, viewport=PHONE) as guest:
        for path in PAGES:
            page = guest.open(path)
            assert page.get_by_role("heading", level=1).count() == 1, path
            assert page.get_by_role("main").inner_text().strip(), path
            assert not page.get_by_text("enable JavaScript").count(), path
        guest.open("/-/search").get_by_role("searchbox").fill("ferry")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=ferry*")
        assert guest.complaints == []


def test_with_keys_only(guest: Visitor) -> None:
    page = guest.open("")
    page.keyboard.press("Tab")
    assert focused(guest) == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    tab_to(guest, "Search the corpus")
    page.keyboard.type("captain")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=captain*")
    tab_to(guest, "Ferry stays")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/1")
    tab_to(guest, "what changed")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/1*")
    guest.check()


FOCUSED = """() => {
  const at = document.activeElement;
  return (at.labels?.[0]?.textContent || at.getAttribute("aria-label") || at.textContent).trim();
}"""


def focused(guest: Visitor) -> str:
    """What has the focus, by name."""
    return guest.page.evaluate(FOCUSED)


def tab_to(guest: Visitor, name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(80):
        guest.page.keyboard.press("Tab")
        if focused(guest) == name:
            return
    pytest.fail(f"{name} can't be reached with the keyboard")
