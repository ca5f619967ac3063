"""Articles that attack, in a real browser: nothing of them runs, asks, loads or hides a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("playwright.sync_api")

from hostile_articles import ATTACKS, WORD, fill
from visitor import Visitor, browser, need_browser, served, visitor

need_browser()

SHARED = (
    "", "/-/new", "/-/seeds/1", "/-/sites", "/-/refusals?reason=gone", f"/-/search?q={WORD}",
    f"/-/kwic?q={WORD}",
    f"/-/words?show=time&q={WORD}", "/-/dashboard", "/-/graph?article=1", "/articles?_size=100", "/edges",
)  # fmt: skip


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    return {}


@pytest.fixture(scope="module")
def guest(tmp_path_factory, numbers: dict[str, int]) -> Iterator[Visitor]:
    path = tmp_path_factory.mktemp("hostile") / "corpus.db"
    numbers |= fill(path)
    with served(path) as home, browser() as started, visitor(started, f"{home}/corpus") as guest:
        yield guest


@pytest.mark.parametrize("name", ATTACKS)
def test_an_article_does_nothing(guest: Visitor, numbers: dict[str, int], name: str) -> None:
    guest.complaints.clear()
    page = guest.open(f"/articles/{numbers[name]}")
    assert page.get_by_role("contentinfo").count() == 1
    guest.check(accessible=False)


@pytest.mark.parametrize("path", SHARED)
def test_a_page_of_many_does_nothing(guest: Visitor, path: str) -> None:
    guest.complaints.clear()
    guest.open(path)
    assert guest.page.evaluate("window.__owned") is None
    assert guest.complaints == []
