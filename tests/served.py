"""A small corpus with hostile texts in it, and a Datasette that is asked in this process."""

from __future__ import annotations

import asyncio
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from builders import make_article, make_link, make_page, make_reading
from datasette.app import Datasette
from lxml import html

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Article, Kind, Page, Reading, Seed, Target, Verdict
from crawler.settings import Settings

START = "https://harbour.example/ferry"
CHINESE = "https://xinwen.example/duqiao"
HOSTILE = "https://evil.example/page"
GONE = "https://gone.example/story"
MENU = "https://menu.example/tags/"
WEATHER = "https://weather.example/rain"
SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202e"


def article(url: str) -> Article | None:
    """What stands on each page of a small web."""
    return {
        START: make_article(
            "The ferry sails again.\nIts captain, “Ada”, waved.",
            title="Ferry sails", author="Ada Bell; Ben Orr", site="Harbour Post", language="en",
            published="2026-03-14",
        ),
        CHINESE: make_article("两国同意停战。\n渡桥昨日重新开放。", title="渡桥重开", language="zh"),
        HOSTILE: make_article(
            f'{SCRIPT} ferry <img src=x onerror="alert(2)"> ⟪<mark onclick=alert(3)>⟫ </article>\x1b[31m'
            f"{TURNED}",
            title=f'{SCRIPT}"\'><a href="javascript:alert(4)">ferry</a>{TURNED}',
            author=f"{SCRIPT} onload=alert(5)", site='"><svg onload=alert(6)>',
            language='en" onclick="alert(7)',
            section="javascript:alert(8)", canonical="javascript:alert(9)", licence=f"x{SCRIPT}",
            image='https://evil.example/"onerror="alert(10)',
            description=f"=HYPERLINK(1) data:text/html,{SCRIPT}",
        ),
        WEATHER: make_article("Rain, and no ferry in sight.", title="Rain", language="en"),
    }.get(url)  # fmt: skip


def read(target: Target) -> Reading:
    """Turn a claimed target into what a fetch would have taught."""
    if target.url == GONE:
        return Reading(target, Page(GONE, status=404, reason=Reason.GONE, detail=f"404 {SCRIPT}"))
    scores = (Verdict("relevance", 0.5, Reason.OFF_TOPIC if target.url == WEATHER else None, SCRIPT),)
    reading = make_reading(target, article(target.url), verdicts=scores)
    if target.url == HOSTILE:
        return replace(reading, page=make_page(HOSTILE, final_url="javascript:alert(12)"))
    if target.url != START:
        return reading
    links = tuple(
        make_link(url, heading=f"Related {SCRIPT}", anchor=f"See {url}", position=position)
        for position, url in enumerate((CHINESE, HOSTILE, GONE, WEATHER))
    )
    menu = make_link(MENU, Kind.NAVIGATION, anchor="Tags", position=9)
    targets = (
        *(Target(link.url, link.kind, 1, 0.5, via=target.id, seed=target.seed) for link in links),
        Target(MENU, Kind.NAVIGATION, 1, 0.0, reason=Reason.NAVIGATION, via=target.id, seed=target.seed),
    )
    return replace(reading, links=(*links, menu), targets=targets)


def fill(path: Path) -> Path:
    """Make the corpus, and close it."""
    with Corpus(path, create=True) as corpus:
        corpus.plant([Seed("seed.txt", "The ferry", title=SCRIPT, url=START)])
        run = Run.start(corpus, Settings())
        while claimed := run.claim(10):
            run.save([read(target) for target in claimed])
    return path


class Site:
    """A Datasette asked in this process."""

    def __init__(self, *files: Path, **options: Any) -> None:
        self.datasette = Datasette([str(file) for file in files], **options)
        self.runner = asyncio.Runner()
        # else a loop that nobody closed turns up as the fault of whatever test is running then
        weakref.finalize(self, self.runner.get_loop().close)

    def get(self, path: str, **options: Any) -> Any:
        return self.runner.run(self.datasette.client.get(path, **options))

    def rows(self, path: str, **inputs: str) -> list[dict[str, Any]]:
        inputs |= {"_shape": "array"}
        query = "&".join(f"{name}={quote(value)}" for name, value in inputs.items())
        answer = self.get(f"{path}.json?{query}")
        assert answer.status_code == 200, answer.text
        return list(answer.json())

    def page(self, path: str) -> html.HtmlElement:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return html.document_fromstring(answer.text)

    def number(self, url: str) -> int:
        return int(self.rows("/corpus/frontier", url=url)[0]["id"])
