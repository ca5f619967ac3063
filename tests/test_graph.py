"""The graph: what is near an article or a site, in portions, and the same for who has no scripts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from served import HOSTILE, MENU, SCRIPT, START, TURNED, WEATHER, Site, fill

from crawler.corpus import Corpus
from crawler.publish.plugin.graph.network import ADDED, FIRST, numbers

# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")

VENDOR = Path(__file__).parents[1] / "crawler/publish/plugin/static/vendor"
# A web of articles on ten sites: each links to the next three in the text, to one in a block that every page
# has, and from a menu to the first.
WEB = 400
ADDRESS = """insert into frontier (id, key, url, host_id, odd_host, state, reason, millionths, depth,
  kind_sign, seed)
values (:id, :id, :url, (select id from hosts where host = :host), :host, :status, :reason, 500000, 1, 'body',
  1)"""
PAGE = "insert into pages (id, url, fetched_ms) values (:id, :url, 1767225600000)"
ARTICLE = """insert into articles (id, url, title, words, relevance, reason, first_ms,
  read_by, digest, split_text)
values (:id, :url, :title, 1, :relevance, :reason, 1767225600000, '', 0, '')"""
CONTENT = "insert into contents (block) values (?)"
ENTRY = "insert into entries (content, target, anchor, position, score) values (?, ?, 'on', 0, 500)"
SHOWN = "insert into shown (page, content, position) values (?, ?, 0)"
BODY, MENU_BLOCK, SITEWIDE = 1, 2, 3


def address(number: int) -> dict[str, Any]:
    host, is_kept = f"{number % 10}.example", number % 7 != 0
    return {
        "id": number, "host": host, "url": f"https://{host}/{number}", "title": f"Story {number}",
        "status": "d" if is_kept else "r", "reason": None if is_kept else "off-topic",
        "relevance": number % 100 / 100,
    }  # fmt: skip


def weave(path: Path) -> Path:
    with Corpus(path, create=True) as corpus:
        execute = corpus.connection.execute
        execute("insert into seeds (path, added_at, sha256, text) values ('seed.md', '', 'x', '')")
        for n in range(10):
            execute("insert into hosts (host, fetched, articles) values (?, 40, ?)", (f"{n}.example", 30 + n))
        execute("insert into hosts (host) values ('shop.example')")
        for block, (kind, sitewide) in enumerate((("body", 0), ("navigation", 0), ("related", 1)), 1):
            place = (block, f"{block}.example", kind, sitewide)
            execute(
                "insert into blocks (id, host, kind, heading, path, sitewide) values (?, ?, ?, '', '', ?)",
                place,
            )
        for number in range(1, WEB + 1):
            execute(ADDRESS, address(number))
            execute(PAGE, address(number))
            execute(ARTICLE, address(number))
        execute(ADDRESS, address(WEB + 1) | {"host": "shop.example"})
        for number in range(1, WEB + 1):
            after = {number + step if number + step <= WEB else WEB + 1 for step in (1, 2, 3)}
            body = after | {200} if number % 2 else after
            for block, targets in ((BODY, body), (SITEWIDE, {(number + 50) % WEB + 1}), (MENU_BLOCK, {1})):
                content = execute(CONTENT, (block,)).lastrowid
                execute(SHOWN, (number, content))
                for target in targets:
                    execute(ENTRY, (content, target))
    return path


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(weave(tmp_path_factory.mktemp("graph") / "corpus.db"))
    yield site
    site.runner.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(fill(tmp_path_factory.mktemp("graph") / "corpus.db"))
    yield site
    site.runner.close()


def data(site: Site, asked: str = "") -> tuple[list[str], list[tuple[str, str, str]]]:
    answer = site.get(f"/corpus/-/graph-data?{asked}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    found = answer.json()
    edges = [(edge["source"], edge["target"], edge["kind"]) for edge in found["edges"]]
    return [node["id"] for node in found["nodes"]], edges


@pytest.mark.parametrize(
    "asked",
    ["", "seed=1", "article=20", "article=200", "host=3.example", "level=sites", "level=sites&article=7"],
)
def test_a_first_view_is_small_and_whole(web: Site, asked: str) -> None:
    nodes, edges = data(web, asked)
    assert 1 < len(nodes) == len(set(nodes)) <= FIRST
    assert edges
    assert {end for source, target, _ in edges for end in (source, target)} <= set(nodes)
    assert {kind for _, _, kind in edges} <= {"body", "seed"}
    assert len(edges) == len(set(edges))


def test_an_article_stands_among_its_neighbours(web: Site) -> None:
    nodes, edges = data(web, "article=20")
    assert nodes[0] == "a20"
    assert {"a17", "a18", "a19", "a21", "a22", "a23"} <= set(nodes)
    assert {("a20", "a23", "body"), ("a17", "a20", "body")} <= set(edges)
    assert "a71" not in nodes  # only a block that stands on every page leads there


def test_what_a_click_adds_is_new_and_linked_with_what_is_there(web: Site) -> None:
    shown = ["a200", "a197", "a198"]
    nodes, edges = data(web, f"more=a200&shown={','.join(shown)},x,a,a²,s1")
    assert len(nodes) == ADDED
    assert not set(nodes) & set(shown)
    ends = {end for source, target, _ in edges for end in (source, target)}
    assert set(nodes) <= ends <= {*nodes, *shown}
    again, _ = data(web, f"more=a200&shown={','.join([*shown, *nodes])}")
    assert len(again) == ADDED
    assert not set(again) & {*nodes, *shown}
    assert data(web, "more=a20&shown=" + ",".join(f"a{n}" for n in range(1, WEB)))[0] == []


@pytest.mark.parametrize(
    "asked", ["more=a0", "more=a99999999999999999999", "more=a1x", "more=x", "more=hno.example"]
)
def test_nothing_is_near_what_is_not_there(web: Site, asked: str) -> None:
    assert data(web, asked) == ([], [])


def test_a_seed_holds_together_what_was_found_from_it(web: Site) -> None:
    nodes, edges = data(web, "seed=1")
    assert nodes[0] == "s1"
    assert "a99" in nodes
    assert "a98" not in nodes  # turned down
    linked = {end for source, target, kind in edges for end in (source, target)}
    assert linked == set(nodes)


def test_sites_are_linked_as_their_articles_are(web: Site) -> None:
    found = web.get("/corpus/-/graph-data?level=sites&host=3.example").json()
    assert found["nodes"][0]["id"] == "h3.example"
    assert found["nodes"][0]["size"] == 33
    assert {node["id"] for node in found["nodes"]} == {f"h{n}.example" for n in range(10)}
    counts = {(edge["source"], edge["target"]): edge["count"] for edge in found["edges"]}
    assert counts["h3.example", "h4.example"] == 40
    assert counts["h3.example", "h0.example"] == 20 + 20  # the next but … and the one all odd ones link to
    assert ("h3.example", "h9.example") not in counts
    assert data(web, "level=sites")[0][0] == "h9.example"


def test_more_of_a_site(web: Site) -> None:
    nodes, edges = data(web, "level=sites&more=h3.example&shown=h4.example")
    assert set(nodes) == {f"h{n}.example" for n in (0, 1, 2, 5, 6)}
    assert ("h3.example", "h4.example", "body") in edges


@pytest.mark.parametrize(
    "asked", ["article=99999", "host=no.example", "seed=7", "level=sites&host=no.example"]
)
def test_what_is_not_there_is_said(web: Site, asked: str) -> None:
    assert web.get(f"/corpus/-/graph?{asked}").status_code == 404


def test_an_empty_corpus_has_a_page(tmp_path: Path) -> None:
    Corpus(tmp_path / "corpus.db", create=True).close()
    site = Site(tmp_path / "corpus.db")
    for level in ("articles", "sites"):
        assert "Nothing yet" in site.page(f"/corpus/-/graph?level={level}").text_content()
        assert data(site, f"level={level}") == ([], [])
    site.runner.close()


@pytest.mark.parametrize("asked", ["article=20", "level=sites", "seed=1"])
def test_the_lists_have_the_same_as_the_map(web: Site, asked: str) -> None:
    nodes, edges = data(web, asked)
    page = web.page(f"/corpus/-/graph?{asked}")
    assert page.find('.//div[@id="map"]').get("hidden") is not None  # until the script has drawn it
    listed, links = page.findall(".//details//tbody")
    assert len(listed) == len(nodes)
    assert len(links) == len(edges)
    for link in listed.iter("a"):
        assert web.get(link.get("href")).status_code == 200
    assert web.get(page.find('.//div[@id="map"]').get("data-source")).json()["nodes"][0]["id"] == nodes[0]


@pytest.mark.parametrize("asked", ["", "article=1", "host=harbour.example", "level=sites"])
def test_crawled_text_is_never_markup(site: Site, asked: str) -> None:
    answer = site.get(f"/corpus/-/graph?{asked}")
    assert "'unsafe" not in answer.headers["content-security-policy"]
    page = site.page(f"/corpus/-/graph?{asked}")
    scripts = page.findall(".//script")
    assert scripts
    assert all(one.text is None and one.get("src").startswith("/-/static-plugins/") for one in scripts)
    assert [site.get(one.get("src")).status_code for one in scripts] == [200, 200]
    assert TURNED not in answer.text + site.get(f"/corpus/-/graph-data?{asked}").text
    for element in page.iter(etree.Element):
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        assert not (element.get("href") or "").lower().startswith(("javascript:", "data:"))
    ids = [element.get("id") for element in page.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))


def test_menus_are_left_out_and_titles_stay_texts(site: Site) -> None:
    nodes = site.get(f"/corpus/-/graph-data?article={site.number(START)}").json()["nodes"]
    labels = {node["id"]: node for node in nodes}
    assert SCRIPT in labels[f"a{site.number(HOSTILE)}"]["label"]
    assert labels[f"a{site.number(WEATHER)}"]["kept"] is False
    assert f"a{site.number(MENU)}" not in labels


def test_ids_that_are_no_numbers_are_left_out() -> None:
    assert numbers(["a1", "a٣", "a", "b2", "a-1", "a" + "9" * 30, "a007"], "a") == [1, 7]


def test_the_library_is_the_one_that_is_named() -> None:
    (library,) = VENDOR.glob("cytoscape-*.min.js")
    version = library.name.removeprefix("cytoscape-").removesuffix(".min.js")
    assert f'"{version}"' in library.read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in (VENDOR / "cytoscape-LICENSE.txt").read_text(
        "utf-8"
    )
    assert f"Cytoscape.js {version}" in (VENDOR.parents[4] / "NOTICE").read_text("utf-8")


def test_pages_stay_quick_where_everybody_links_to_one(tmp_path: Path) -> None:
    path = weave(tmp_path / "corpus.db")
    connection = sqlite3.connect(path)
    execute = connection.execute
    to_seven = execute(CONTENT, (BODY,)).lastrowid
    execute(ENTRY, (to_seven, 7))
    connection.executemany(SHOWN, ((n, to_seven) for n in range(1, WEB + 1)))
    for number in range(1, WEB + 1):
        own = execute(CONTENT, (BODY,)).lastrowid
        execute(ENTRY, (own, 7))
        execute(SHOWN, (number, own))
    connection.commit()
    connection.close()
    site = Site(path)
    nodes, edges = data(site, "article=7")
    assert len(nodes) <= FIRST
    assert nodes[0] == "a7"
    assert edges
    site.runner.close()
