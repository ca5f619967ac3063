"""The published corpus in a real browser: pages render, and nothing is refused or broken."""

from __future__ import annotations

from urllib.parse import quote

import pytest

pytest.importorskip("playwright.sync_api")

from builders import claim, make_article, make_link, make_reading
from visitor import browser, need_browser, served, visitor

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.records import Kind, Seed
from crawler.settings import Settings

need_browser()

START, NEXT = "https://a.example/start", "https://b.example/next"


@pytest.fixture(scope="module")
def guest(tmp_path_factory):
    """Open a window on a corpus of two articles."""
    path = tmp_path_factory.mktemp("browser") / "corpus.db"
    with Corpus(path, create=True) as corpus:
        corpus.plant([Seed("seed.txt", "A text.", title="The seed", url=START)])
        run = Run.start(corpus, Settings())
        (first,) = run.claim(1)
        link = make_link(NEXT, Kind.RELATED, heading="Related", anchor="The next one")
        run.save(
            [make_reading(first, make_article("Ein Text über Züge.", title="First story"), links=(link,))]
        )
        (second,) = claim(corpus)
        hostile = "<script>document.title = 'owned'</script> 云岚 launches a car"
        run.save([make_reading(second, make_article(hostile, title="Second <b>story</b> 云岚"))])
    with served(path) as home, browser() as started, visitor(started, home) as guest:
        yield guest


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "First story"),
        ("/corpus", "Gathered around"),
        ("/corpus/corpus", "First story"),
        ("/corpus/articles/1", "Ein Text über Züge."),
        ("/corpus/articles/2", "launches a car"),
        ("/corpus/-/new", "First story"),
        ("/corpus/-/seeds/1", "The seed"),
        ("/corpus/-/compare/1?with=2", "<ins>"),
        ("/corpus/search?q=" + quote("云岚"), "<mark>"),
        ("/corpus/-/why?url=" + quote(NEXT), "The next one"),
        ("/corpus/-/refusals", "Refusals"),
    ],
)
def test_pages_render_without_complaint(guest, path, shown):
    guest.complaints.clear()
    page = guest.open(path)
    assert shown in page.content()
    assert guest.complaints == []
    assert page.title() != "owned"
    assert "<script>document.title" not in page.content()
