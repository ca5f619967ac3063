"""The plugin's own pages: what they show, to whom, and that hostile texts stay texts."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from served import CHINESE, GONE, HOSTILE, MENU, SCRIPT, START, TURNED, WEATHER, Site, fill

from crawler import citation
from crawler.publish import atom, changes
from crawler.publish.plugin import filters, spreadsheets
from crawler.publish.plugin.memory import memory
from crawler.publish.plugin.safe import harmless
from crawler.publish.plugin.visit import Visit
from crawler.reasons import Reason

# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")

WEB = re.compile("https?://(?!localhost/)")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SEEN_AT = "2026-03-01T00:00:00Z"
# A copy, an older version and a claim of rights, as a longer crawl would leave them.
MORE = f"""
insert into duplicates values (3, 1, 'near', 0.75);
insert into versions (article, seen_at, title, sha256, text)
values (1, '{SEEN_AT}', 'Ferry stays', 'x', 'The ferry stays in port.
Its captain, “Ada”, waved.');
insert into rights values (1, 'header', 'tdm-reservation', '1{SCRIPT}', 1);
insert into run_alarms values (1, 'evil.example', 'list', 3, 1.0, 0.0, '{SCRIPT} is silent');
insert into marks values (1, 1, '2026-03-02T00:00:00Z');
insert into crawlers values (1, 0, 'node{SCRIPT}', '{SEEN_AT}', '2026-03-01T00:00:10Z', 1, 2, 30, 12, 4000);
update runs set waiting = 3, lag = 0.25, dashboard = 'http://127.0.0.1:8265' where id = 1;
"""
PAGES = [
    "", "/-/new", "/-/new?seed=1", "/-/new?site=harbour.example", "/-/new?before=2020&below=7", "/-/seeds",
    "/-/seeds/1", "/-/sites", "/-/sites/harbour.example", "/-/runs", "/-/runs/1", "/-/refusals",
    "/-/refusals?reason=gone",
    "/-/refusals?reason=off-topic&below=9", "/-/why", "/-/why?url=1", f"/-/why?url={GONE}",
    "/-/why?url=nowhere", "/-/compare/1?with=2", f"/-/compare/1?until={SEEN_AT}", "/articles/1",
    "/articles/2",
    "/articles/3", "/articles/5", "/-/why?url=%3Cscript%3Ealert(15)%3C/script%3E", "/search?q=ferry",
]  # fmt: skip
ABSENT = [
    "/articles/99", "/articles/99999999999999999999", "/-/seeds/9", "/-/sites/nowhere.example",
    "/-/compare/1?with=99", "/-/compare/1", "/-/compare/1?until=x", "/-/seeds/99999999999999999999",
    "/-/runs/9", "/-/runs/99999999999999999999",
]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = fill(tmp_path_factory.mktemp("pages") / "corpus.db")
    connection = sqlite3.connect(path)
    connection.executescript(MORE)
    connection.close()
    return path


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[Site]:
    site = Site(db)
    yield site
    site.runner.close()


@pytest.mark.parametrize("path", PAGES)
def test_crawled_text_is_never_markup_and_nothing_comes_from_elsewhere(site: Site, path: str) -> None:
    answer = site.get(f"/corpus{path}")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy or path in ("", "/search?q=ferry")  # Datasette's own answers
    assert TURNED not in answer.text
    assert "\x1b" not in answer.text
    page = site.page(f"/corpus{path}")
    assert page.get("lang") == "en"
    assert page.find(".//script") is None
    for element in page.iter(etree.Element):
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        for name in ("href", "src", "action"):
            assert not (element.get(name) or "").lower().startswith(("javascript:", "data:"))
        if element.tag in ("link", "img", "form"):
            assert not WEB.match(element.get("href") or element.get("src") or element.get("action") or "")
    for link in page.iterfind(".//main//a[@href]"):
        assert link.get("rel") == "noopener noreferrer nofollow" or not WEB.match(link.get("href"))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_walked_by_landmarks(site: Site, path: str) -> None:
    page = site.page(f"/corpus{path}")
    assert len(page.findall(".//main")) == len(page.findall(".//main//h1")) == 1
    assert page.find('.//a[@class="skip"]').get("href") == f"#{page.find('.//main').get('id')}"
    for box in page.iterfind(".//main//input"):
        labelled = page.find(f'.//label[@for="{box.get("id")}"]') is not None
        assert labelled or box.get("type") == "hidden" or box.get("aria-label")
    numbers = [element.get("id") for element in page.iterfind(".//*[@id]")]
    assert len(numbers) == len(set(numbers))


def test_a_run_on_a_cluster_shows_its_crawlers(site: Site) -> None:
    page = site.page("/corpus/-/runs/1")
    (row,) = page.xpath('//div[@aria-label="Crawlers"]//tbody/tr')
    assert [cell.text_content() for cell in row] == ["0", f"node{SCRIPT}", "30", "3.00", "12", "2", "1"]
    assert page.xpath("//a[@href='http://127.0.0.1:8265']")
    assert "0.25 s after it was handed in; 3 waited" in page.text_content()


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_said_on_a_page(site: Site, path: str) -> None:
    answer = site.get(f"/corpus{path}")
    assert answer.status_code == 404
    assert 'class="places"' in answer.text


def test_every_link_leads_somewhere(site: Site) -> None:
    links = {link.get("href") for path in PAGES for link in site.page(f"/corpus{path}").iter("a")}
    ours = sorted(link for link in links if link and link.startswith("/corpus"))
    assert len(ours) > 40
    assert [link for link in ours if site.get(link).status_code not in (200, 302)] == []


def test_the_only_corpus_is_the_front_page(site: Site) -> None:
    answer = site.get("/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/corpus")


def test_home_says_how_large_and_what_is_new(site: Site) -> None:
    page = site.page("/corpus")
    figures = {figure.findtext("dt"): figure.findtext("dd") for figure in page.iterfind(".//dl/div")}
    assert (figures["articles"], figures["sites"]) == ("3", "3")
    titles = [title.text_content() for title in page.iterfind(".//main//h3")]
    assert {"Ferry sails", "渡桥重开"} < set(titles)
    assert "Rain" not in titles
    assert "3 articles" in page.find(".//aside").text_content()


def test_article(site: Site) -> None:
    page = site.page("/corpus/articles/1")
    reading = page.find('.//article[@class="reading"]')
    assert reading.findtext(".//h1") == "Ferry sails"
    assert reading.get("lang") == "en"
    assert [p.text for p in reading.findall("p")] == ["The ferry sails again.", "Its captain, “Ada”, waved."]
    for said in ("Ada Bell; Ben Orr", "Harbour Post", "14 March 2026", "Marked yes"):
        assert said in reading.text_content()
    links = {link.text: link.get("href") for link in reading.iter("a")}
    assert links["Original page"] == START
    assert site.get(links["JSON"]).json()["rows"][0]["title"] == "Ferry sails"
    text = page.text_content()
    for said in (
        "relevance",
        "tdm-reservation",
        "reserved",
        "near, 75 % in common",
        "@online{bell-2026-ferry-1,",
    ):
        assert said in text


def test_an_address_that_is_not_of_the_web_is_no_link(site: Site) -> None:
    reading = site.page(f"/corpus/articles/{site.number(HOSTILE)}").find('.//article[@class="reading"]')
    links = {link.text: link.get("href") for link in reading.iter("a")}
    assert links["Original page"] == HOSTILE  # where it was met, not javascript:alert(12)


def test_trail_has_anchors_headings_and_scores(site: Site) -> None:
    trail = site.page(f"/corpus/articles/{site.number(CHINESE)}").find('.//ol[@class="trail"]')
    said = [" ".join(step.text_content().split()) for step in trail]
    assert len(said) == 3
    assert f"related link under “Related {SCRIPT}” as “See {CHINESE}”" in said[2]
    assert "relevance 0.50" in said[2]


def test_graph_leads_to_the_neighbours(site: Site) -> None:
    for number, expected in (
        (1, {CHINESE, HOSTILE, WEATHER, START}),
        (site.number(CHINESE), {START, CHINESE}),
    ):
        boxes = site.page(f"/corpus/articles/{number}").findall(".//svg//a")
        assert {box.get("href") for box in boxes} == {
            f"/corpus/articles/{site.number(url)}" for url in expected
        }


def test_a_refused_article_says_why(site: Site) -> None:
    page = site.page(f"/corpus/articles/{site.number(WEATHER)}")
    assert Reason.OFF_TOPIC.meaning in page.find('.//p[@class="refused"]').text_content()


def test_more_like_it_shares_rare_words(tmp_path: Path) -> None:
    db = fill(tmp_path / "corpus.db")
    connection = sqlite3.connect(db)
    connection.execute("update articles set split_text = 'Captain Ada' where id = 2")
    connection.commit()
    connection.close()
    site = Site(db)
    page = site.page("/corpus/articles/1")
    more = page.find('.//section[@aria-labelledby="more"]')
    assert more.find(".//li/a").get("href") == "/corpus/articles/2"
    site.runner.close()


def test_what_changed_is_marked_word_by_word(site: Site) -> None:
    changed = site.page(f"/corpus/-/compare/1?until={SEEN_AT}").find('.//div[@class="reading changes"]')
    assert [gone.text.strip() for gone in changed.iter("del")] == ["stays in port"]
    assert [come.text.strip() for come in changed.iter("ins")] == ["sails again"]


@pytest.mark.parametrize(
    ("url", "reason"), [(GONE, Reason.GONE), (MENU, Reason.NAVIGATION), (WEATHER, Reason.OFF_TOPIC)]
)
def test_why_tells_what_was_refused(site: Site, url: str, reason: Reason) -> None:
    for asked in (url, site.number(url)):
        verdict = site.page(f"/corpus/-/why?url={asked}").find('.//p[@class="verdict refused"]')
        assert reason.meaning in verdict.text_content()


def test_refusals_by_reason_lead_to_the_addresses(site: Site) -> None:
    reasons = {row.findtext("td/a") for row in site.page("/corpus/-/refusals").iterfind(".//tbody/tr")}
    assert reasons == {"gone", "navigation", "off-topic"}
    assert "gone.example/story" in site.page("/corpus/-/refusals?reason=gone").text_content()


def feed_titles(site: Site, query: str) -> list[str]:
    answer = site.get(f"/corpus/-/feed{query}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert feed.findtext("a:updated", namespaces=ATOM)
    for entry in feed.findall("a:entry", ATOM):
        for link in entry.findall("a:link", ATOM):
            assert link.get("href").startswith(("http://", "https://"))
    return [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]


def test_feeds(site: Site) -> None:
    assert len(feed_titles(site, "")) == len(feed_titles(site, "?seed=1")) == 3
    assert feed_titles(site, "?seed=2") == []
    assert feed_titles(site, "?q=captain") == feed_titles(site, "?site=harbour.example") == ["Ferry sails"]
    assert feed_titles(site, "?q=停战") == ["渡桥重开"]
    assert feed_titles(site, "?q=rain") == []


def test_a_feed_is_well_formed_whatever_it_says() -> None:
    entry = atom.Entry("https://a.example/", "a\x00\x1b\ud800 <b>&", "2026-01-01T00:00:00Z", language='e"n')
    feed = atom.document(atom.Feed("https://a.example/f", "https://a.example/", "]]>", (entry,)), "2026")
    assert etree.fromstring(feed.encode()).findtext("a:entry/a:title", namespaces=ATOM) == "a <b>&"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"), ("+1|cmd", "'+1|cmd"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-1.5", "-1.5"), ("+3e8", "+3e8"), ("text = 1", "text = 1"), ("", ""), ("–dash", "–dash"),
    ],
)  # fmt: skip
def test_cells_are_no_formulas(cell: str, shown: str) -> None:
    assert spreadsheets.harmless_cell(cell) == shown


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_csv_is_cleaned_in_pieces_of_any_size(size: int) -> None:
    rows = [["a", "=b\r\n=c"], ['"=d"', "é"], ["-1", "=e"]]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    data, cleaner = written.getvalue().encode(), spreadsheets.Cleaner()
    pieces = [cleaner.take(data[at : at + size], is_last=False) for at in range(0, len(data), size)]
    cleaned = b"".join([*pieces, cleaner.take(b"", is_last=True)]).decode()
    expected = [["a", "'=b\r\n=c"], ['"=d"', "é"], ["-1", "'=e"]]
    assert list(csv.reader(io.StringIO(cleaned, newline=""))) == expected


@pytest.mark.parametrize("query", ["", "?_stream=1", "?_dl=1"])
def test_csv_of_tables_has_no_formulas(site: Site, query: str) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get(f"/corpus/articles.csv{query}").text, newline="")))
    assert len(rows) == 4
    assert [row["description"][:5] for row in rows if row["description"]] == ["'=HYP"]


def test_whoever_may_not_see_the_corpus_sees_no_page(db: Path) -> None:
    for allow in ({"databases": {"corpus": {"allow": {"id": "root"}}}}, {"allow": {"id": "root"}}):
        site = Site(db, metadata=allow)
        for path in (*(page for page in PAGES if page[:2] != "/s"), "/-/feed"):
            assert site.get(f"/corpus{path}").status_code == 403
        site.runner.close()


@pytest.fixture(scope="module")
def excerpts(db: Path) -> Iterator[Site]:
    config = {"excerpts_only": True, "excerpt_length": 12}
    site = Site(db, metadata={"plugins": {"corpuscle": config}})
    yield site
    site.runner.close()


def test_excerpts_only(excerpts: Site) -> None:
    page = excerpts.page("/corpus/articles/1")
    assert "The ferry s…" in page.find('.//article[@class="reading"]').text_content()
    assert "captain" not in page.text_content()
    assert "shows excerpts only" in page.text_content()


@pytest.mark.parametrize(
    "path",
    [
        "/corpus", "/corpus/-/new", "/corpus/-/feed", "/corpus/articles",
        f"/corpus/-/compare/1?until={SEEN_AT}",
        "/corpus/articles.csv", "/corpus/articles.json?_shape=array", "/corpus/corpus",
        "/corpus/articles/1.json",
        "/corpus/versions", "/corpus?sql=select+*+from+articles", "/corpus/articles_search.json",
        "/corpus?sql=select+*+from+articles_fts", "/corpus?sql=select+text+from+articles_search",
        "/corpus?sql=select+highlight(articles_fts,1,'','')+from+articles_fts('ferry')",
        "/corpus/articles?_where=text+like+'%25captain%25'", "/corpus/search?q=ferry", "/corpus/-/seeds",
    ],
)  # fmt: skip
def test_excerpts_only_leaves_no_other_way_to_the_text(excerpts: Site, path: str) -> None:
    excerpts.get("/corpus/articles/1")  # which reads it, on the same connections
    text = excerpts.get(path).text
    assert "waved" not in text
    assert "昨日重新开放" not in text


def test_robots_are_kept_away_unless_allowed(site: Site, db: Path) -> None:
    assert site.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    open_site = Site(db, metadata={"plugins": {"corpuscle": {"robots": "allow"}}})
    assert open_site.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
    open_site.runner.close()


def test_what_costs_is_remembered(site: Site) -> None:
    site.get("/corpus")
    known = memory(site.datasette)
    known.answers[("corpus", "select 1 as one")] = (float("inf"), [{"one": 7}])
    visit = Visit(site.datasette, None, "corpus")
    assert site.runner.run(known.rows(visit, "select 1 as one")) == [{"one": 7}]
    assert site.runner.run(known.rows(visit, "select 2 as one")) == [{"one": 2}]


def test_what_takes_too_long_is_given_up(site: Site) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    visit = Visit(site.datasette, None, "corpus")
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        site.runner.run(visit.rows(endless, limit_ms=30))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31m", "a␛[31m"), ("a\u202eb", "a[U+202E]b"), ("a\r\nb\tc", "a\nb\tc"), ("\x7f", "[U+007F]"),
        ("\u200fשלום\u200d", "\u200fשלום\u200d"), (7, 7), (None, None), ({"a": ["\x00"]}, {"a": ["␀"]}),
    ],
)  # fmt: skip
def test_misleading_characters_are_spelled_out(text: Any, shown: Any) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("day", "2026-03-04T10:20:30Z", "4 March 2026"), ("day", "2026-13-04", "2026-13-04"),
        ("day", None, ""),
        ("day", "spring", "spring"), ("moment", "2026-03-04T10:20:30Z", "4 March 2026, 10:20"),
        ("many", 1234567, "1\u202f234\u202f567"), ("many", None, "–"), ("score", -0.5, "−0.50"),
        ("place", "https://www.a.example/b%C3%A9/?q=1", "a.example/bé?q=1"), ("place", "x", "x"),
        ("place", "http://[a", "http://[a"), ("is_web", "javascript:1", False), ("is_web", "HTTPS://a", True),
    ],
)  # fmt: skip
def test_filters(name: str, value: Any, shown: Any) -> None:
    assert filters.FILTERS[name](value) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("中文字", 4, "中…")]
)
def test_cut_counts_wide_characters_twice(text: str, width: int, shown: str) -> None:
    assert filters.cut(text, width) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""), ("a b c", "a x c"), ("one\ntwo", "one\nthree\ntwo"), ("两国同意停战", "两国不同意停战"),
        ("a " * 3000, "b " * 3000), ("same", "same"), ("gone", ""), ("x\n\ny", "x\ny"),
    ],
)  # fmt: skip
def test_changes_give_back_both_texts(old: str, new: str) -> None:
    pieces = changes.changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.fate != "added") == f"{old}\n"
    assert "".join(piece.text for piece in pieces if piece.fate != "removed") == f"{new}\n"


def test_changes_are_found_by_the_character_where_words_have_no_spaces() -> None:
    assert [piece.text for piece in changes.changes("两国同意", "两国不同意") if piece.fate == "added"] == [
        "不"
    ]


def test_citation() -> None:
    article = {
        "id": 5, "title": "50 % of $1 {is} gone_", "author": "Ada Müller; Ben Orr", "site": "The Post",
        "published": "2026-01-02T10:00:00Z", "url": "https://a.example/x", "language": "en",
        "last_changed": "2026-02-03T00:00:00Z",
    }  # fmt: skip
    said = "Ada Müller, Ben Orr. “50 % of $1 {is} gone_”. The Post. 2026-01-02. https://a.example/x"
    assert citation.plain(article) == f"{said} (read 2026-02-03)."
    entry = citation.bibtex(article)
    assert entry.startswith("@online{muller-2026-gone-5,\n")
    assert r"title = {{50 \% of \$1 \{is\} gone\_}}" in entry
    assert "author = {{Ada Müller} and {Ben Orr}}" in entry
    bare = dict.fromkeys(article, None) | {"id": 6, "url": "https://b.example/", "last_changed": "2026-02-03"}
    assert citation.plain(bare) == "“Untitled”. https://b.example/ (read 2026-02-03)."
    assert citation.bibtex(bare).startswith("@online{untitled-6,\n")
