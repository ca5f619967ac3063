"""Articles that attack: stored whole, given back exactly, harmless on pages, in feeds and exports."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator

import pytest
from builders import make_article, make_reading, one_claim
from hostile_articles import ATTACKS, HALVES, PARAGRAPHS, START, WORD, articles, fill
from lxml import etree, html
from served import Site

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.publish.atom import possible
from crawler.publish.plugin.safe import MISLEADING, harmless
from crawler.reasons import Reason
from crawler.settings import Settings

# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TOO_MANY = 16
"""Megabytes that no page should have, whatever it shows."""
FIELDS = (
    "title",
    "text",
    "author",
    "site",
    "section",
    "description",
    "image",
    "licence",
    "language",
    "extractor",
)
PAGES = (
    "/articles/{number}", "/-/compare/{number}?with=1", "/-/search?q=word{own}of7", "/-/kwic?q=word{own}of7",
)  # fmt: skip
SHARED = (
    "", "/-/new", "/-/seeds", "/-/seeds/1", "/-/sites", "/-/runs", "/-/refusals", "/-/refusals?reason=gone",
    f"/-/search?q={WORD}&sort=oldest", f"/-/kwic?q={WORD}", f"/-/words?q={WORD}",
    f"/-/words?show=typical&q={WORD}",
    f"/-/words?show=time&q={WORD}", "/-/dashboard", "/-/dashboard?show=harvest", "/-/dashboard?show=health",
    "/articles?_size=100", "/corpus?_size=100", "/edges", "/rights", "/blocks", "/articles?_facet=language",
    "/articles?_search=" + WORD, "/new_articles", "/per_site", f"/word_by_month?q={WORD}",
)  # fmt: skip


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    return {}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, numbers: dict[str, int]) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("hostile") / "corpus.db"
    numbers |= fill(path)
    site = Site(path)
    yield site
    site.runner.close()


def test_there_are_enough() -> None:
    assert len(articles()) > 80


@pytest.mark.parametrize("name", articles())
def test_json_gives_back_what_was_stored(site: Site, numbers: dict[str, int], name: str) -> None:
    answer = site.get(f"/corpus/articles/{numbers[name]}.json?_shape=objects")
    (row,) = answer.json()["rows"]
    article = articles()[name]
    assert {field: row[field] for field in FIELDS} == {field: getattr(article, field) for field in FIELDS}
    assert json.loads(row["tags"] or "[]") == list(article.tags)
    assert row["reason"] is None


@pytest.mark.parametrize("own", range(len(ATTACKS)))
def test_pages_show_it_as_text(site: Site, numbers: dict[str, int], own: int) -> None:
    number = numbers[list(ATTACKS)[own]]
    for page in PAGES:
        is_harmless(site, page.format(number=number, own=own))


@pytest.mark.parametrize("page", SHARED)
def test_pages_of_many_show_them_as_text(site: Site, page: str) -> None:
    is_harmless(site, page)


def is_harmless(site: Site, page: str) -> None:
    """Hold a page to: it answers, nothing on it runs, loads, leads or misleads."""
    answer = site.get(f"/corpus{page}")
    assert answer.status_code == 200, page
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", answer.text), page
    for element in html.document_fromstring(answer.text).iter(etree.Element):
        assert element.tag not in ("iframe", "object", "base", "math", "video", "marquee", "template"), page
        assert not any(name.startswith("on") for name in element.attrib), page
        for name in ("href", "src", "action", "data", "srcdoc"):
            said = (element.get(name) or "").strip().lower()
            assert not said.startswith(("javascript:", "data:", "vbscript:")), page
        if element.tag in ("script", "link", "img", "form"):
            assert "evil" not in (element.get("src") or element.get("href") or element.get("action") or ""), (
                page
            )
            assert "__owned" not in (element.text or "") or "sql" in page


def test_an_article_of_many_paragraphs_is_shown_whole(site: Site, numbers: dict[str, int]) -> None:
    shown = site.page(f"/corpus/articles/{numbers['paragraphs']}").findall('.//article[@class="reading"]/p')
    assert len(shown) == PARAGRAPHS // 3 * 3


@pytest.mark.parametrize("name", ["one line", "one line of cjk", "paragraphs", "tags", "authors", "no title"])
def test_large_ones_have_pages(site: Site, numbers: dict[str, int], name: str) -> None:
    for page in ("/articles/{}", "/-/why?url={}", "/-/compare/{}?with=1"):
        answer = site.get("/corpus" + page.format(numbers[name]))
        assert answer.status_code == 200
        assert len(answer.content) < TOO_MANY << 20


def test_csv_has_everything_and_no_formula(site: Site, numbers: dict[str, int]) -> None:
    answer = site.get("/corpus/articles.csv?_stream=on")
    names = {number: name for name, number in numbers.items()}
    rows = {int(row["id"]): row for row in csv.DictReader(io.StringIO(answer.text, newline=""))}
    found = articles()
    assert len(rows) == len(found) + 1
    for number, row in rows.items():
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        article = found.get(names.get(number, ""))
        if article:
            assert row["text"].removeprefix("'") == article.text.removeprefix("'")
            assert row["title"].removeprefix("'") == (article.title or "").removeprefix("'")


def test_json_lines_have_everything(site: Site) -> None:
    answer = site.get("/corpus/articles.json?_shape=array&_nl=on&_size=200&_col=text")
    texts = {json.loads(line)["text"] for line in answer.text.splitlines(keepends=False) if line}
    assert {article.text for article in articles().values()} <= texts


@pytest.mark.parametrize("own", range(len(ATTACKS)))
def test_feeds_are_well_formed(site: Site, own: int) -> None:
    attack = list(ATTACKS.values())[own]
    answer = site.get(f"/corpus/-/feed?site=h{own}.example")
    (title,) = etree.fromstring(answer.content).findall("a:entry/a:title", ATOM)
    shown = " ".join(harmless(attack).split()) or "Untitled"
    assert " ".join((title.text or "").split()) == " ".join(possible(shown).split())
    for link in etree.fromstring(answer.content).iterfind(".//a:link", ATOM):
        assert link.get("href").startswith(("http://", "https://"))


@pytest.mark.parametrize("page", ["search", "kwic", "words"])
def test_what_pages_show_can_be_taken_along(site: Site, page: str) -> None:
    csv.field_size_limit(1 << 24)  # a word may be as long as a text
    answer = site.get(f"/corpus/-/{page}?q={WORD}&format=csv")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert len(rows) > 1
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("field", HALVES)
def test_half_a_character_costs_its_article_only(corpus: Corpus, field: str) -> None:
    run = Run.start(corpus, Settings())
    first, second = one_claim(corpus), one_claim(corpus, "https://two.example/b")
    readings = [
        make_reading(first, make_article(**{field: HALVES[field]})),
        make_reading(second, make_article()),
    ]
    assert run.save(readings) == [Reason.UNSTORABLE, None]


def test_the_corpus_is_whole(site: Site) -> None:
    with sqlite3.connect(site.datasette.get_database("corpus").path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        connection.execute("insert into articles_fts(articles_fts) values ('integrity-check')")
        assert connection.execute("select count(*) from frontier where url = ?", (START,)).fetchone() == (1,)
    assert MISLEADING.search(ATTACKS["bidi"])
