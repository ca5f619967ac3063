"""The published corpus in a real browser: pages render, and nothing is refused or broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from builders import claim, make_article, make_link, make_reading
from console import begin, free_port, listens, wait_for

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.records import Kind, Seed
from crawler.settings import Settings

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=3000",
)  # fmt: skip
CONSOLE = re.compile(r"CONSOLE[:(].*")
START, NEXT = "https://a.example/start", "https://b.example/next"

if BROWSER is None and os.environ.get("CORPUSCLE_BROWSER") != "required":
    pytest.skip("no Chromium here; .ci/run installs one", allow_module_level=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve a corpus of two articles; yields its address."""
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
    port = free_port()
    server = begin("serve", "--port", port, "--db", path, cwd=path.parent)
    wait_for(lambda: listens(port))
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.communicate(timeout=30)


def opened(url: str, profile: Path) -> tuple[str, list[str]]:
    """Open a page; return what it became, and what the browser complained about."""
    done = subprocess.run(
        [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", url],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout, CONSOLE.findall(done.stderr)


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
def test_pages_render_without_complaint(site, tmp_path, path, shown):
    dom, complaints = opened(site + path, tmp_path)
    assert shown in dom
    assert complaints == []
    assert "<title>owned" not in dom
    assert "<script>document.title" not in dom
