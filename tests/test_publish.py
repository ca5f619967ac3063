"""Publishing: a real Datasette over a real corpus, hostile texts included."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from datasette.utils import escape_fts
from lxml import html
from served import CHINESE, GONE, HOSTILE, MENU, SCRIPT, START, WEATHER, Site, fill

from crawler.corpus import own
from crawler.corpus.search import SEPARATOR
from crawler.corpus.tables import TABLES
from crawler.corpus.views import VIEWS
from crawler.publish.metadata import metadata, metadata_yaml
from crawler.publish.queries import QUERIES, WHY
from crawler.reasons import Reason
from crawler.records import Kind

ROOT = Path(__file__).parents[1]
# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of five pages, closed."""
    return fill(tmp_path_factory.mktemp("publish") / "corpus.db")


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[Site]:
    site = Site(db, metadata=yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8")))
    yield site
    site.runner.close()


WEB = re.compile("https?://(?!localhost/)")  # Datasette takes itself for localhost in these tests
QUERY_PAGES = [f"/corpus/{query.name}" for query in QUERIES]
ASKED = [
    "/corpus/search?q=ferry", "/corpus/search?q=停战", "/corpus/search?q=%22", "/corpus/search?q=nothing",
    "/corpus/why?url=1", f"/corpus/why?url={GONE}", f"/corpus/why?url={MENU}", "/corpus/why?url=nowhere",
    "/corpus/new_articles?days=30", "/corpus/new_articles?days=x", "/corpus/corpus?_search=ferry",
    "/corpus/why?url=1&_show_sql=1", "/corpus?sql=select+*+from+articles", "/corpus/seeds/1",
    "/corpus/search?q=%3Cscript%3Ealert(13)%3C/script%3E", "/corpus/why?url=javascript:alert(14)",
]  # fmt: skip
TABLE_PAGES = [f"/corpus/{table.name}" for table in (*TABLES, *VIEWS)]
ROW_PAGES = [f"/corpus/{name}/{n}" for name in ("articles", "frontier", "pages") for n in (1, 2, 3)]
ALL_PAGES = ["/corpus", *TABLE_PAGES, *QUERY_PAGES, *ASKED, *ROW_PAGES]


@pytest.mark.parametrize("path", ALL_PAGES)
def test_every_page_answers_and_crawled_text_is_never_markup(site: Site, path: str) -> None:
    page = site.page(path)
    for element in page.iter(html.etree.Element):
        assert not any(name.startswith("on") for name in element.attrib), html.tostring(element)
        for name in ("href", "src", "action"):
            assert not (element.get(name) or "").lower().startswith(("javascript:", "data:"))
    assert not [script for script in page.iter("script") if "alert(" in (script.text or "")]
    for link in page.iterfind(".//section//a[@href]"):
        if WEB.match(link.get("href")):
            assert link.get("rel") == "noopener noreferrer nofollow"


def test_declared_shape_is_fully_described(site: Site, db: Path) -> None:
    described = metadata()["databases"]["corpus"]["tables"]
    with sqlite3.connect(db) as connection:
        names = "select name from sqlite_master where type in ('table', 'view')"
        for (name,) in connection.execute(names).fetchall():
            if not name.startswith(("articles_fts", "sqlite_")):
                assert described[name]["description"]
                if not described[name].get("allow"):
                    columns = [row[1] for row in connection.execute(f"pragma table_xinfo({name})")]
                    assert list(described[name]["columns"]) == columns
                    assert all(described[name]["columns"].values())
    connection.close()
    assert site.get("/corpus/articles_search").status_code == 403


def test_metadata_and_docs_are_in_step_with_the_code() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "metadata.yml", "docs/schema.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_metadata_yaml_says_what_the_dict_says() -> None:
    assert yaml.safe_load(metadata_yaml("my corpus")) == {"databases": metadata("my corpus")["databases"]}


def test_docs_name_every_table_column_reason_and_query() -> None:
    text = (ROOT / "docs/schema.md").read_text("utf-8")
    for table in TABLES:
        assert f"### {table.name}\n" in text
        assert all(f"| `{column.name}` |" in text for column in table.columns)
    names = [*(view.name for view in VIEWS), *Reason, *Kind, *(query.name for query in QUERIES)]
    assert [name for name in names if f"`{name}`" not in text and f"### {name}\n" not in text] == []


@pytest.mark.parametrize("table", ["articles", "corpus"])
@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("captain", ["Ferry sails"]),
        ("停战", ["渡桥重开"]),
        ("渡桥", ["渡桥重开"]),
        ("战", ["渡桥重开"]),
        ("战停", []),
    ],
)
def test_search_box_of_a_table(site: Site, table: str, words: str, titles: list[str]) -> None:
    assert [row["title"] for row in site.rows(f"/corpus/{table}", _search=words)] == titles
    assert site.page(f"/corpus/{table}").find('.//input[@name="_search"]') is not None


def test_facets_are_those_declared(site: Site) -> None:
    for table in (*TABLES, *VIEWS):
        facets = site.get(f"/corpus/{table.name}.json").json()["facet_results"]
        assert set(facets) == set(table.facets)
    languages = site.get("/corpus/corpus.json").json()["facet_results"]["language"]["results"]
    assert {facet["value"] for facet in languages} >= {"en", "zh"}


def test_search_ranks_marks_and_leaves_out_what_was_refused(site: Site) -> None:
    found = site.rows("/corpus/search", q="ferry")
    assert {row["article"] for row in found} == {site.number(START), site.number(HOSTILE)}
    assert all("⟪ferry⟫" in row["snippet"] for row in found)
    assert site.rows("/corpus/search", q="rain") == []


def test_snippets_show_marks_and_no_separators(site: Site) -> None:
    page = site.page("/corpus/search?q=停战")
    assert [mark.text for mark in page.iter("mark")] == ["停战"]
    assert SEPARATOR not in page.text_content()
    assert "两国同意停战" in page.text_content()


@pytest.mark.parametrize("url", [CHINESE, f"  {CHINESE} ", CHINESE + "/", "id"])
def test_why_takes_an_address_or_a_number(site: Site, url: str) -> None:
    trail = site.rows("/corpus/why", url=str(site.number(CHINESE)) if url == "id" else url)
    assert [(step["url"], step["kind"], step["status"]) for step in trail] == [
        (START, "seed", "done"),
        (CHINESE, "related", "done"),
    ]
    assert trail[1]["heading"] == f"Related {SCRIPT}"
    assert trail[1]["anchor"] == f"See {CHINESE}"
    assert trail[1]["relevance"] == 0.5


@pytest.mark.parametrize(
    ("url", "reason"), [(GONE, Reason.GONE), (MENU, Reason.NAVIGATION), (WEATHER, Reason.OFF_TOPIC)]
)
def test_why_tells_what_was_refused(site: Site, url: str, reason: Reason) -> None:
    last = site.rows("/corpus/why", url=url)[-1]
    assert (last["status"], last["reason"], last["meaning"]) == ("refused", reason, reason.meaning)


@pytest.mark.parametrize("url", ["", "https://never.example/", "1x", "-1", "9" * 40, "%", "'"])
def test_why_of_what_was_never_met_is_empty(site: Site, url: str) -> None:
    assert site.rows("/corpus/why", url=url) == []


def test_counting_queries(site: Site) -> None:
    rows = site.rows("/corpus/yield_by_kind")
    kinds = {row["kind"]: (row["read"], row["kept"], row["share"]) for row in rows}
    assert kinds == {"seed": (1, 1, 1.0), "related": (3, 2, 0.667)}
    reasons = {row["reason"]: row["addresses"] for row in site.rows("/corpus/refusals_by_reason")}
    assert reasons == {"gone": 1, "navigation": 1, "off-topic": 1}
    rows = site.rows("/corpus/per_site")
    sites = {row["host"]: (row["read"], row["kept"], row["relevance"]) for row in rows}
    assert sites["weather.example"] == (1, 0, None)
    assert sites["harbour.example"] == (1, 1, 0.5)
    for days in ("", "3", "x", "-4"):
        assert len(site.rows("/corpus/new_articles", days=days)) == 3


def test_queries_run_without_this_package(db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.create_function("escape_fts", 1, escape_fts)
    for query in QUERIES:
        connection.execute(query.sql, dict.fromkeys(query.params, "ferry")).fetchall()
    connection.close()


def test_why_finds_articles_by_index(db: Path) -> None:
    connection = sqlite3.connect(db)
    plan = str(connection.execute(f"explain query plan {WHY.sql}", {"url": "x"}).fetchall())
    assert "articles_url" in plan
    connection.close()


def test_titles_lead_to_reading_pages_and_numbers_to_trails(site: Site) -> None:
    expected = f"/corpus/articles/{site.number(CHINESE)}"
    for path in ("corpus", "articles", "search?q=停战", "new_articles", f"why?url={CHINESE}"):
        links = {a.text_content(): a.get("href") for a in site.page(f"/corpus/{path}").iter("a")}
        assert links["渡桥重开"] == expected
    trails = {a.get("href") for a in site.page("/corpus/refusals").iter("a")}
    assert f"/corpus/-/why?url={site.number(GONE)}" in trails


def test_security_headers(site: Site) -> None:
    headers = site.get("/corpus").headers
    assert "object-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get_list("referrer-policy") == ["no-referrer"]


def test_one_value_can_not_fill_the_memory(site: Site) -> None:
    answer = site.get("/corpus.json?sql=select+length(hex(zeroblob(50000000)))")
    assert "too big" in answer.text


def test_a_corpus_of_another_name_has_everything_too(db: Path, tmp_path: Path) -> None:
    other = shutil.copy(db, tmp_path / "my corpus.db")
    site = Site(other)
    base = "/my+corpus"
    assert site.page(f"{base}/articles/1").find('.//article[@class="reading"]') is not None
    assert len(site.rows(f"{base}/corpus", _search="停战")) == 1
    assert len(site.rows(f"{base}/why", url="1")) == 1
    links = {a.get("href") for a in site.page(base).iter("a")}
    assert {f"{base}/corpus", f"{base}/-/new", f"{base}/-/why"} <= links
    site.runner.close()


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table articles (id integer primary key, title text, url text)")
        connection.execute("insert into articles values (1, 'A', 'https://one.example/')")
    connection.close()
    site = Site(path)
    answer = site.get("/plain/articles/1")
    assert "corpuscle" not in answer.text
    assert "nofollow" not in answer.text
    assert "content-security-policy" not in answer.headers
    assert site.datasette.setting("suggest_facets") is True
    site.runner.close()


def test_settings_of_the_user_stand(db: Path) -> None:
    site = Site(db, settings={"truncate_cells_html": 77})
    site.get("/")
    assert site.datasette.setting("truncate_cells_html") == 77
    assert site.datasette.setting("suggest_facets") is False
    site.runner.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def start(db: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crawler", "serve", "--db", str(db), "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def fetch(url: str) -> str:
    """Ask until the server is there."""
    until = time.monotonic() + 30
    while True:
        try:
            with urlopen(url, timeout=10) as answer:  # noqa: S310  (our own)
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_serve_shows_the_corpus_until_ctrl_c(db: Path, tmp_path: Path) -> None:
    port = free_port()
    copied = shutil.copy(db, tmp_path / "harbour.db")
    (tmp_path / "metadata.yml").write_text("title: News of the harbour\n", "utf-8")
    server = start(Path(copied), port)
    try:
        assert "News of the harbour" in fetch(f"http://127.0.0.1:{port}/")
        assert "Ferry sails" in fetch(f"http://127.0.0.1:{port}/harbour/search?q=captain")
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    finally:
        server.kill()
        server.communicate()
    assert (server.returncode, err) == (0, "")
    assert f"http://127.0.0.1:{port}/" in out


def test_serve_says_what_to_do_about_a_taken_port(db: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = start(db, taken.getsockname()[1])
        _, err = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "is taken: choose another with --port" in err
    assert "Traceback" not in err


def test_serve_says_which_metadata_is_broken(db: Path, tmp_path: Path) -> None:
    copied = shutil.copy(db, tmp_path / "corpus.db")
    for text in ("title: [", "just words"):
        (tmp_path / "metadata.yml").write_text(text, "utf-8")
        server = start(Path(copied), free_port())
        _, err = server.communicate(timeout=30)
        assert server.returncode == 1
        assert "metadata.yml" in err
        assert "Traceback" not in err


def test_what_the_list_of_takedowns_names_is_never_shown(db: Path, tmp_path: Path) -> None:
    copied, port = Path(shutil.copy(db, tmp_path / "corpus.db")), free_port()
    (tmp_path / "takedowns.txt").write_text(f"{CHINESE}\n", "utf-8")
    server = start(copied, port)
    try:
        assert "渡桥重开" not in fetch(f"http://127.0.0.1:{port}/corpus/corpus.json")
        assert "Ferry sails" in fetch(f"http://127.0.0.1:{port}/corpus/corpus.json")
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert (server.returncode, err) == (0, "")
    assert f"Articles erased: 1.\n  {CHINESE}\n" in out


def test_serve_waits_for_no_crawl_that_keeps_what_must_go(db: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(db, tmp_path / "corpus.db"))
    (tmp_path / "takedowns.txt").write_text(f"{CHINESE}\n", "utf-8")
    with own(copied):
        server = start(copied, free_port())
        _, err = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "takedowns.txt names what is still in the corpus" in err
