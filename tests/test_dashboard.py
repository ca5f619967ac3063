"""Dashboards: their numbers, for whom they are, and that every bar leads to what it stands for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from served import SCRIPT, Site, fill

from crawler import clock
from crawler.publish.plugin.dashboards.scope import bounds, day, periods, unit_of
from crawler.publish.plugin.visit import Visit

# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")


@pytest.mark.parametrize(
    ("first", "last", "unit", "names"),
    [
        ("2026-02-27", "2026-03-01", "day", ["2026-02-27", "2026-02-28", "2026-03-01"]),
        ("2025-11-30", "2026-02-01", "month", ["2025-11", "2025-12", "2026-01", "2026-02"]),
        ("2015-06-01", "2026-01-01", "year", [str(year) for year in range(2015, 2027)]),
    ],
)
def test_periods_have_no_gaps(first: str, last: str, unit: str, names: list[str]) -> None:
    assert unit_of(first, last) == unit
    assert list(periods(first, last, unit)) == names


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-12", ("2025-12-01", "2025-12-31")),
        ("2026-03-05", ("2026-03-05", "2026-03-05")),
    ],
)
def test_bounds_of_a_period(period: str, expected: tuple[str, str]) -> None:
    assert bounds(period) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-03-01", "2026-03-01"), ("2026-02-30", ""), ("", ""), ("x' or 1", ""), ("٢٠٢٦-03-01", "")],
)
def test_what_is_no_day_bounds_nothing(text: str, expected: str) -> None:
    assert day(text) == expected


# A second seed, an older day, trouble and sites that wait, as a longer crawl would leave them.
MORE = f"""
insert into seeds (id, path, added_at, sha256, text)
values (2, 'two.md', '2026-01-01T00:00:00.000Z', 'two', '');
update frontier set seed = 2 where url like '%xinwen%';
update articles set first_ms = {clock.milliseconds("2026-02-03T04:05:00.000Z")} where url like '%xinwen%';
update pages set status = null, reason = 'timeout', took_ms = 40000,
  fetched_ms = {clock.milliseconds("2026-02-03T04:05:06.000Z")}
where url like '%gone%';
update hosts set queued = 7, best = 0.5, next_at = '2999-01-01T12:30:00.000Z' where host = 'menu.example';
"""
PAGES = [
    "/-/dashboard", "/-/dashboard?show=harvest", "/-/dashboard?show=health", "/-/dashboard?show=x&seed=99",
    "/-/dashboard?seed=2&since=2026-02-01&until=2026-02-28", "/-/dashboard?show=harvest&run=1&seed=1",
    "/-/dashboard?show=health&since=2026-02-03&until=2026-02-03", "/-/dashboard?since=x&until=%27&seed=-1",
    "/-/dashboard?show=harvest&run=77&since=2999-01-01", "/-/behind", "/-/behind?kept=no",
    "/-/behind?language=%3Cscript%3E", "/-/behind?before=x&below=99999999999999999999999",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = fill(tmp_path_factory.mktemp("dashboard") / "corpus.db")
    connection = sqlite3.connect(path)
    connection.executescript(MORE)
    connection.close()
    site = Site(path)
    yield site
    site.runner.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_script_and_shows_texts_as_texts(site: Site, path: str) -> None:
    assert "'unsafe" not in site.get(f"/corpus{path}").headers["content-security-policy"]
    page = site.page(f"/corpus{path}")
    assert page.find(".//script") is None
    ids = [element.get("id") for element in page.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    for element in page.iter(etree.Element):
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        assert not (element.get("href") or "").lower().startswith(("javascript:", "data:"))
    for svg in page.iterfind(".//figure/svg"):
        assert svg.findtext("title")
        assert svg.findtext("desc")
        assert {*svg.get("aria-labelledby").split(), svg.get("aria-describedby")} <= set(ids)
        assert svg.getparent().find(".//details//table") is not None
    for box in page.iterfind(".//main//form//*[@name]"):
        assert box.get("type") == "hidden" or page.find(f'.//label[@for="{box.get("id")}"]') is not None


def test_every_bar_leads_somewhere(site: Site) -> None:
    links = {
        link.get("href") for path in PAGES for link in site.page(f"/corpus{path}").iterfind(".//main//a")
    }
    assert len(links) > 60
    assert [link for link in sorted(links) if site.get(link).status_code != 200] == []


def numbers(site: Site, path: str, figure: str) -> dict[str, list[str]]:
    """The table of a figure, by the names of its rows."""
    rows = site.page(f"/corpus{path}").findall(f'.//figure[@id="{figure}"]//tbody/tr')
    return {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}


@pytest.mark.parametrize(
    ("path", "figure", "row", "cells"),
    [
        ("?seed=2", "languages", "2026-02-03", ["1"]),
        ("?since=2026-02-01&until=2026-02-28", "languages", "2026-02-03", ["1"]),
        ("", "relevance", "0.50", ["3", "1"]),
        ("?seed=2", "relevance", "0.50", ["1", "0"]),
        ("", "sites", "weather.example", ["0", "1"]),
        ("", "sites", "xinwen.example", ["1", "1"]),
        ("", "fields", "xinwen.example", ["100 %", "100 %", "0 %"]),
        ("", "fields", "harbour.example", ["0 %", "0 %", "0 %"]),
        ("?show=harvest", "kinds", "related", ["40 %", "2", "5"]),
        ("?show=harvest", "kinds", "seed", ["100 %", "1", "1"]),
        ("?show=health", "refusals", "gone", ["1"]),
        ("?show=health", "refusals", "navigation", ["1"]),
        ("?show=health", "statuses", "200", ["4"]),
        ("?show=health&since=2026-02-03&until=2026-02-03", "statuses", "timeout", ["1"]),
        ("?show=health&since=2026-02-03&until=2026-02-03", "seconds", "30 +", ["1"]),
        ("?show=health", "waiting", "menu.example", ["7", "1 January 2999, 12:30", "0"]),
    ],
)
def test_numbers(site: Site, path: str, figure: str, row: str, cells: list[str]) -> None:
    assert numbers(site, f"/-/dashboard{path}", figure)[row] == cells


def test_runs_and_their_slices(site: Site) -> None:
    runs = numbers(site, "/-/dashboard?show=harvest", "runs")
    assert [cells for name, cells in runs.items() if name.startswith("Run 1,")] == [["60 %", "3", "5"]]
    slices = numbers(site, "/-/dashboard?show=harvest&run=1", "slices").values()
    assert sum(int(cells[2]) for cells in slices) == 5
    assert numbers(site, "/-/dashboard?show=harvest&run=77", "slices") == {}


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", {"Ferry sails", "渡桥重开", "hostile"}),
        ("?kept=no", {"Rain"}),
        ("?language=zh", {"渡桥重开"}),
        ("?language=unknown", set()),
        ("?host=harbour.example", {"Ferry sails"}),
        ("?host=harbour.example&lacks=undated", set()),
        ("?lacks=undated", {"渡桥重开", "hostile"}),
        ("?lacks=nonsense&kind=seed", {"Ferry sails"}),
        ("?kind=related", {"渡桥重开", "hostile"}),
        ("?seed=2", {"渡桥重开"}),
        ("?step=10", {"Ferry sails", "渡桥重开", "hostile"}),
        ("?step=11", set()),
        ("?since=2026-02-03&until=2026-02-03", {"渡桥重开"}),
        ("?until=2026-02-02", set()),
    ],
)
def test_articles_behind_a_bar(site: Site, asked: str, titles: set[str]) -> None:
    found = [title.text_content() for title in site.page(f"/corpus/-/behind{asked}").iterfind(".//main//h3")]
    assert {"hostile" if SCRIPT in title else title for title in found} == titles


ADDRESS = """insert into frontier (id, key, url, host_id, state, millionths, depth, kind_sign)
values (:id, :id, :url, (select id from hosts where host = 'harbour.example'), 'd', 500000, 1, 'body')"""
PAGE = "insert into pages (id, url, fetched_ms) values (:id, :url, :seen)"
ARTICLE = """insert into articles (id, url, title, words, first_ms, read_by, digest,
  split_text)
values (:id, :url, :title, 1, :seen, '', 0, '')"""


def test_older_articles_are_a_page_further(tmp_path: Path) -> None:
    path = fill(tmp_path / "corpus.db")
    connection = sqlite3.connect(path)
    titles = [f"Number {number}" for number in range(120)]
    for number, title in enumerate(titles, 1000):
        row = {"id": number, "title": title, "url": f"https://harbour.example/{number}"}
        for sql in (ADDRESS, PAGE, ARTICLE):
            seen = clock.milliseconds(f"2026-01-01T00:{number % 60:02}:00.000Z")
            connection.execute(sql, row | {"seen": seen})
    connection.commit()
    connection.close()
    site, found = Site(path), []
    asked = "/corpus/-/behind?kind=body&since=2026-01-01"
    while asked:
        page = site.page(asked)
        found += [title.text_content() for title in page.iterfind(".//main//h3")]
        older = page.find('.//a[@rel="next"]')
        asked = older.get("href") if older is not None else ""
    site.runner.close()
    assert sorted(found) == sorted(titles)


def test_what_takes_too_long_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(Visit, "rows", slow)
    answer = site.get("/corpus/-/dashboard")
    assert answer.status_code == 503
    assert re.search("took too long", answer.text)
