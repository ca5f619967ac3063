"""A corpus whose texts try what exports must stand: formulas, markup, control characters, reservations."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from builders import make_article, make_page, make_reading

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.export import find
from crawler.export.run import Exported, Order, export
from crawler.export.selection import Selection
from crawler.reasons import Reason
from crawler.records import Article, Reading, Seed, Statement, Target, Verdict
from crawler.settings import Settings

FERRY = "https://harbour.example/ferry"
COPY = "https://copy.example/ferry"
BRIDGE = "https://xinwen.example/duqiao"
STORM = "https://www.sturm.example/bericht"
LONG = "https://sub.harbour.example/long"
RAIN = "https://weather.example/rain"
CC = "https://creativecommons.org/licenses/by/4.0/"
FORMULA = '=HYPERLINK("https://evil.example","Sturm")'
HOSTILE = (
    '1. <script>alert(1)</script> "quoted", comma; `code` *bold* _low_ [a](b) & $x$ \\n\n'
    "# no headline\n- no list\n+1 | a | b |\n===\n---\n@cmd\t~~x~~ {y}\u2028\u202e"
)
PROSE = "\n".join(
    f"On day {n} the pilot wrote down wind, tide and weather, and sailed on at noon." for n in range(40)
)
NO_ARCHIVE = Statement("meta", "robots", "noarchive")
SAME = " ".join(f"The ferry of pier {n} sails again." for n in range(30))

PAGES: dict[str, tuple[Article, tuple[Statement, ...]]] = {
    FERRY: (
        make_article(
            SAME, title="Ferry sails", author="Ada Bell; Ben Orr", site="Harbour Post", language="en",
            published="2026-03-14", tags=("ferry", "harbour; pier"), section="News",
        ),
        (Statement("header", "tdm-reservation", "1", reserves=True), NO_ARCHIVE),
    ),
    COPY: (make_article(SAME, title="Ferry sails", site="Copies", language="en"), ()),
    BRIDGE: (
        make_article("两国同意停战。\n渡桥昨日重新开放。", title="渡桥重开", language="zh", licence=CC),
        (Statement("link", "licence", CC),),
    ),
    STORM: (
        make_article(HOSTILE, title=FORMULA, site="Der Sturm", language="de", paywalled=True),
        (Statement("meta", "robots", "nosnippet"),),
    ),
    LONG: (make_article(PROSE, title="The pilot's {book} 50 % & $", language="en", published="2025"), ()),
    RAIN: (make_article("Rain, and no ferry in sight.", title="Rain", language="en"), ()),
}  # fmt: skip


def read(target: Target) -> Reading:
    """What a fetch of a page taught."""
    article, statements = PAGES[target.url]
    verdict = Verdict("relevance", 0.5, Reason.OFF_TOPIC if target.url == RAIN else None)
    page = make_page(target.url, fetched_at=f"2026-04-0{list(PAGES).index(target.url) + 1}T10:00:00.000Z")
    return make_reading(target, article, page=page, statements=statements, verdicts=(verdict,))


def fill(path: Path) -> Path:
    """Make the corpus, and close it."""
    with Corpus(path, create=True) as corpus:
        ferry = Seed("seeds/ferry.txt", "The ferry", title="A ferry", start_urls=tuple(PAGES)[:3])
        storm = Seed("seeds/storm.txt", "Der Sturm", title="Sturm", start_urls=tuple(PAGES)[3:])
        corpus.plant([ferry, storm])
        run = Run.start(corpus, Settings())
        claimed: list[Target] = []
        while more := run.claim(10):
            claimed += more
        run.save([read(target) for target in sorted(claimed, key=lambda one: list(PAGES).index(one.url))])
        corpus.connection.execute("update runs set status = 'finished'")
    return path


def write(corpus: Corpus, name: str, dest: Path, *, force: bool = False, **wanted: Any) -> Exported | None:
    """Export with a selection, or an option of the format, given by name."""
    format_ = find(name)
    options = {option.name: wanted.pop(option.name) for option in format_.options if option.name in wanted}
    return export(corpus, Settings(), Order(format_, dest, Selection(**wanted), options, force))


def urls(corpus: Corpus, folder: Path, **wanted: Any) -> set[str]:
    """Which texts a selection finds."""
    done = write(corpus, "jsonl", folder / "some.jsonl", force=True, **wanted)
    return {text["url"] for text in lines(done.path)} if done else set()


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects in a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def cells(path: Path) -> list[dict[str, str]]:
    """The lines of a file of CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def everything(folder: Path) -> dict[str, bytes]:
    """Name → content of all files under a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
