"""What a person sees on a terminal."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_article, make_link, make_page
from rich.cells import cell_len
from rich.console import Console

from crawler import timing
from crawler.bot.tally import Tally
from crawler.reading.look import Look, Mended, look
from crawler.reading.page import read
from crawler.reasons import Reason
from crawler.records import Kind, Page, Reading, Target, Verdict
from crawler.terminal.explanation import print_explanations
from crawler.terminal.progress import Progress, line
from crawler.terminal.reading import print_reading
from crawler.terminal.reading_json import as_json
from crawler.terminal.readings import Readings
from crawler.terminal.text import duration, safe, shorten

HOSTILE = "\x1b[2J\x1b]0;owned\x07[bold red]x[/] \u202eevil\x9b31m"


def printed(show) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100, force_terminal=False))
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ü 中文\n", "plain ü 中文\n"),
        ("\x1b[31mred", "[31mred"),
        ("a\u202eb\u2066c", "abc"),
        ("\x00\x07\x7f\x9b", ""),
        (None, "None"),
        ("lone \ud800 surrogate", "lone  surrogate"),
    ],
)
def test_nothing_is_left_that_a_terminal_obeys(text, expected):
    assert safe(text) == expected


def test_long_lines_are_cut_and_joined():
    assert shorten("one\n two   three", 9) == "one two …"
    assert shorten("one", 9) == "one"


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.04, "0.0 s"), (59.94, "59.9 s"), (61, "1:01"), (3723, "1:02:03")]
)
def test_durations_read_well(seconds, expected):
    assert duration(seconds) == expected


DAY = "<p>{0}: the council met and voted, after {0} hours of debate, to repair arch {0}.</p>"
DAYS = "".join(DAY.format(number) for number in range(30))
PAGE = f"""<html><head><title>A bridge is repaired</title><meta property="article:published_time"
content="2024-05-06T07:08:09Z"><meta name="author" content="Jo Harbour"></head><body>
<h1>A bridge is repaired</h1><article>{DAYS}<p>Read also:
<a href="/news/2024/rust-on-the-south-pier-4701">Rust on the south pier, and no paint</a></p>{DAY}</article>
<h2>Related</h2><p><a href="/news/2024/who-pays-for-the-bridge-4700">Who pays for the old bridge</a></p>
<nav>{"".join(f"<a href=/s{n}>Section {n}</a>" for n in range(20))}</nav></body></html>"""
ADDRESS = "https://site.example/news/2024/a-bridge-is-repaired-4711"


def read_and_look(page: str) -> tuple[Reading, Look]:
    body = page.encode("utf-8", "surrogatepass")
    timing.start()
    reading = replace(read(body, ADDRESS), costs=timing.take())
    timing.stop()
    return reading, look(Page(ADDRESS, ADDRESS, body=body), reading.article)


def hostile_reading() -> Reading:
    fields = {"title": HOSTILE, "author": HOSTILE, "mends": (HOSTILE,), "origins": {"author": HOSTILE}}
    article = make_article(HOSTILE, **fields)
    link = make_link("https://a.example/1", Kind.RELATED, heading=HOSTILE, anchor=HOSTILE)
    return Reading(
        Target("https://a.example/"), make_page("https://a.example/", detail=HOSTILE), article, (link,),
        (Verdict("relevance", 0.1, Reason.OFF_TOPIC, HOSTILE, {HOSTILE: 1.0}),),
    )  # fmt: skip


def assert_plain(text: str) -> None:
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "[bold red]x[/]" in text  # shown, not obeyed


def test_a_hostile_page_prints_as_plain_text():
    seen = Look(encoding=HOSTILE, mended=Mended((HOSTILE,), (HOSTILE,), (HOSTILE,)))
    text = printed(lambda console: print_reading(console, hostile_reading(), seen, whole=True))
    assert_plain(text)
    assert "Not kept: off-topic" in text


def test_a_hostile_page_is_a_plain_line():
    text = printed(lambda console: Readings(console).add(HOSTILE, hostile_reading()))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert text.count("\n") == 1


def test_a_hostile_link_is_explained_in_plain_text():
    heading = f"Related {HOSTILE}"
    link = f'<a href="/news/2024/who-pays-for-it-4700">{HOSTILE} a headline of usual length</a>'
    _, seen = read_and_look(f"<div id='{HOSTILE}' class=related><h2>{heading}</h2><p>{link}</p></div>")
    found = list(seen.survey.explain("4700"))
    assert len(found) == 1
    text = printed(lambda console: print_explanations(console, found, HOSTILE))
    assert_plain(text)
    assert "settles it" in text


def test_a_reading_shows_all_that_a_person_asks():
    reading, seen = read_and_look(PAGE)
    text = printed(lambda console: print_reading(console, reading, seen))
    for expected in (
        "A bridge is repaired", "Jo Harbour · 2024-05-06", "more paragraphs (--all", "opengraph",
        "1 related, 1 inline, 20 navigation", "under “Related”: its block is presented as related",
        "… and 12 more", "trafilatura", "links elsewhere cut", "cut     Read also: Rust",
        "decode ", " · parse ", " · language ",
    ):  # fmt: skip
        assert expected in text, expected
    whole = printed(lambda console: print_reading(console, reading, seen, whole=True))
    assert "more" not in whole
    assert whole.count("Section") == 20


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_table_of_readings_keeps_to_the_terminal(width):
    reading, _ = read_and_look(PAGE.replace("A bridge is repaired", "橋の修理が始まる" * 9))
    out = io.StringIO()
    table = Readings(Console(file=out, width=width, force_terminal=False))
    table.head()
    table.add("https://site.example/" + "a-long-name/" * 20, reading)
    table.add("b.html", Reading(Target(ADDRESS), Page(ADDRESS, reason=Reason.ROBOTS_UNREACHABLE)))
    head, first, second = out.getvalue().splitlines()
    assert all(cell_len(line) <= width for line in (head, first, second))
    assert head.split() == [
        "page", "title", "words", "date", "lang", "rel", "inl", "next", "body", "nav", "ms", "reason"
    ]  # fmt: skip
    assert "2024-05-06" in first
    assert "— robots-unreachable" in second
    assert second.rstrip().endswith("0")


def test_json_of_a_reading_says_what_went_wrong():
    page = Page("https://a.example/", status=404, reason=Reason.GONE, detail="404")
    found = as_json(Reading(Target("https://a.example/"), page), Look())
    assert (found["reason"], found["article"], found["meaning"]) == ("gone", None, Reason.GONE.meaning)


def test_json_of_a_reading_is_documented():
    reading, seen = read_and_look(PAGE)
    found = as_json(reading, seen, "page.html")
    docs = (Path(__file__).parent.parent / "docs" / "cli.md").read_text("utf-8")
    table = docs.partition("## JSON of `corpuscle read`")[2]
    assert [key for key in (*found, "explanations", "html") if f"| `{key}` |" not in table] == []
    found = json.loads(json.dumps(found, default=str))
    assert "presented" in {link["why"] for link in found["links"]}
    stages = {"decode", "parse", "links", "rights", "text", "metadata", "language"}
    assert set(found["milliseconds"]) == stages


def test_progress_is_lines_where_there_is_no_terminal():
    tally = Tally(pages=3, articles=2)
    tally.refused[Reason.ROBOTS] += 1
    assert "3 pages" in line(tally)
    assert "1 robots" in line(tally)
    out = io.StringIO()
    with Progress(Console(file=out, force_terminal=False)) as progress:
        progress.show(tally)
        assert out.getvalue() == ""  # not before ten seconds have passed
        tally.stopping = 4
        progress.show(tally)
    assert "4 pages are under way" in out.getvalue()


def test_progress_is_a_panel_on_a_terminal():
    out = io.StringIO()
    with Progress(Console(file=out, force_terminal=True, width=80)) as progress:
        progress.show(Tally(pages=3, latest=HOSTILE))
    assert "articles" in out.getvalue()
    assert "owned\x07" not in out.getvalue()


def test_quiet_shows_nothing():
    out = io.StringIO()
    with Progress(Console(file=out, force_terminal=True), quiet=True) as progress:
        progress.show(Tally())
    assert out.getvalue() == ""
