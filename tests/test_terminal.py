"""What a person sees on a terminal."""

from __future__ import annotations

import io

import pytest
from builders import make_article, make_link, make_page
from rich.console import Console

from crawler.bot.tally import Tally
from crawler.reasons import Reason
from crawler.records import Kind, Page, Reading, Target, Verdict
from crawler.terminal.progress import Progress, line
from crawler.terminal.reading import as_json, print_reading
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


def test_a_hostile_page_prints_as_plain_text():
    article = make_article(HOSTILE, title=HOSTILE, author=HOSTILE)
    link = make_link("https://a.example/1", Kind.RELATED, heading=HOSTILE, anchor=HOSTILE)
    reading = Reading(
        Target("https://a.example/"), make_page("https://a.example/"), article, (link,),
        (Verdict("relevance", 0.1, Reason.OFF_TOPIC, HOSTILE),),
    )  # fmt: skip
    text = printed(lambda console: print_reading(console, reading))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "[bold red]x[/]" in text  # shown, not obeyed
    assert "Not kept: off-topic" in text


def test_json_of_a_reading_says_what_went_wrong():
    page = Page("https://a.example/", status=404, reason=Reason.GONE, detail="404")
    found = as_json(Reading(Target("https://a.example/"), page))
    assert (found["reason"], found["article"], found["meaning"]) == ("gone", None, Reason.GONE.meaning)


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
