"""Words in numbers: tokens as the index has them, keyness, collocations, time, and their pages."""

from __future__ import annotations

import asyncio
import json
import math
import sqlite3

import pytest
from builders import claim, make_article, make_reading
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.corpus.search import SEPARATOR, split
from crawler.publish.words import sample
from crawler.publish.words.collocations import collocations, log_dice
from crawler.publish.words.keyness import keywords, log_likelihood, log_ratio
from crawler.publish.words.plot import nice_step, plot
from crawler.publish.words.sample import draw, draw_others
from crawler.publish.words.selection import Selection
from crawler.publish.words.series import series
from crawler.publish.words.tokens import Counts, count, folded, tokens, with_pairs
from crawler.records import Target
from crawler.settings import Settings

# Datasette 0.65 never closes the connections of its threads
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database")

SEA = "The grey ferry crossed the cold strait while herons slept on the quay."
LAND = "A slow train crossed the plain while farmers slept in the barn."


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "corpus.db"
    articles = [
        make_article(f"{SEA} Number {n}.", title="Sea", language="en", published=f"2026-0{1 + n // 5}-1{n}")
        for n in range(8)
    ]
    articles += [make_article(f"{LAND} Number {n}.", title="Land", language="fr") for n in range(8)]
    articles += [
        make_article("渡轮穿过海峡。渡轮停了。", title="海峡", language="zh", published="2026-01-02")
    ]
    with Corpus(path, create=True) as corpus:
        targets = claim(corpus, *(Target(f"https://{n}.example/") for n in range(len(articles))))
        pairs = zip(targets, articles, strict=True)
        Saver(corpus.frontier, Settings()).save([make_reading(target, article) for target, article in pairs])
        corpus.connection.execute("update articles set reason = null")  # they are nearly the same
    return path


@pytest.fixture
def connection(db):
    connection = sqlite3.connect(db)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry's 2nd trip!", ["the", "ferry", "s", "2nd", "trip"]),
        ("snake_case", ["snake", "case"]),
        ("l’été", ["l", "été"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("停战iPhone の", ["停", "战", "", "iphone", "の", ""]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_pairs_stop_where_characters_do():
    assert with_pairs(tokens("停战。渡桥 x 日")) == ["停", "战", "渡", "桥", "x", "日", "停战", "渡桥"]


@given(st.text(alphabet=st.sampled_from("abÉéüÑ9 '-_.海峡フ한й हिन्दी"), max_size=40))
def test_tokens_are_those_of_the_index(text):
    index = sqlite3.connect(":memory:")
    index.execute(
        """create virtual table texts using fts5(text,
        tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'")"""
    )
    index.execute("create virtual table words using fts5vocab(texts, row)")
    index.execute("insert into texts values (?)", (split(text) or text,))
    found = {word for (word,) in index.execute("select term from words")}
    index.close()
    assert {folded(token) for token in tokens(text) if token} == found


def test_counts_know_words_by_any_spelling():
    counts = count(["Été, été, ete", "été 停战"])
    assert (counts.texts, counts.words) == (2, 6)
    assert (counts.times["ete"], counts.within["ete"], counts.times["停战"]) == (4, 2, 1)
    assert counts.spellings() == {"ete": "été"}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((10, 10, 1000, 1000), 0.0),
        ((10, 20, 1000, 2000), 0.0),
        # by hand: 2 (30 ln(30/20) + 10 ln(10/20))
        ((30, 10, 1000, 1000), 2 * (30 * math.log(1.5) + 10 * math.log(0.5))),
        ((10, 0, 1000, 1000), 20 * math.log(2)),
    ],
)
def test_log_likelihood(figures, expected):
    assert log_likelihood(*figures) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [((20, 10, 1000, 1000), 1.0), ((10, 40, 1000, 1000), -2.0), ((4, 0, 100, 100), 3.0)],
)
def test_log_ratio(figures, expected):
    assert log_ratio(*figures) == pytest.approx(expected)


def test_log_dice_is_14_for_words_always_together():
    assert log_dice(50, 50, 50) == 14
    assert log_dice(25, 50, 50) == 13


def test_keywords_are_typical_and_spread():
    here = count(["ferry strait the"] * 10 + ["unique " * 50])
    there = count(["train plain the"] * 10 + ["café barn"] * 3)
    found = {word.word: word for word in keywords(here, there)}
    assert "unique" not in found, "it stands in one text only"
    assert "the" not in found
    assert found["train"].ratio < 0 < found.get("ferry", found["train"]).ratio or "ferry" not in found
    assert keywords(Counts(), there) == []


def test_samples_are_whole_or_stand_for_all(connection, monkeypatch):
    sea = Selection("ferry")
    assert len(draw(connection, sea).ids) == 8
    others = draw_others(connection, sea, Selection(), draw(connection, sea))
    assert (len(others.ids), others.size, others.is_whole) == (9, 9, True)
    assert not set(others.ids) & set(draw(connection, sea).ids)
    english = Selection(language="en")
    assert draw_others(connection, english, Selection(), draw(connection, english)).size == 9
    monkeypatch.setattr(sample, "MOST_HITS", 4)
    part = draw(connection, Selection(language="en"), 4)
    assert 0 < len(part.ids) < 8
    assert part.size == 8
    assert part.weight == 8 / len(part.ids)


def test_collocations(connection):
    found = collocations(connection, Selection("ferry"), 2)
    assert found.nodes == 8
    beside = {word.word: (word.beside, word.left, word.right) for word in found.collocates}
    assert beside["grey"] == (8, 8, 0)
    assert beside["crossed"] == (8, 0, 8)
    assert "strait" not in beside
    grey, crossed = (next(w for w in found.collocates if w.word == word) for word in ("grey", "crossed"))
    assert grey.log_dice == 14 > crossed.log_dice, "others cross, too"
    assert grey.frequency == 8
    assert crossed.frequency == 16
    assert collocations(connection, Selection(), 2).collocates == []


def test_series(connection):
    months = series(connection, Selection("ferry"), "month").periods
    assert [(month.name, month.texts, month.with_word, month.times) for month in months] == [
        ("2026-01", 6, 5, 5),
        ("2026-02", 3, 3, 3),
    ]
    assert months[1].per_million == pytest.approx(1e6 * 3 / months[1].words)
    weeks = series(connection, Selection("渡轮"), "week").periods
    assert next((week.name, week.until, week.times) for week in weeks) == ("2025-12-29", "2026-01-04", 2)
    assert [year.name for year in series(connection, Selection("ferry"), "year").periods] == ["2026"]


def test_plot_begins_at_zero_and_fits():
    drawn = plot(["a", "b", "c"], [0.0, 12.0, 31.0])
    assert [tick.label for tick in drawn.y_ticks] == ["0", "10", "20", "30", "40"]
    assert drawn.points[0].y == drawn.bottom
    assert drawn.left == drawn.points[0].x < drawn.points[1].x < drawn.points[2].x == drawn.right
    assert plot([], []).points == []
    assert [nice_step(least) for least in (0.7, 1, 3, 11, 0)] == [1, 1, 5, 20, 1]


PAGES = [
    f"/corpus/-/{page}?{asked}"
    for page in ("search", "kwic", "words", "words?show=time", "words?show=typical", "words?show=beside")
    for asked in (
        "q=ferry", "", "q=%22(*", "q=%00", "q=%ED%A0%80", "q=" + "x" * 5000, "q=渡轮",
        "q=ferry&seed=" + "9" * 40,
        "q=ferry&relevance=nan&since=never&kept=odd&sort=odd&width=0&at=0&window=x&unit=x&least=0",
        "language=fr", "q=ferry&at=999999999999", "q=ferry&format=csv", "q=ferry&format=json",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def get(db):
    runner = asyncio.Runner()
    datasette = Datasette([str(db)])
    yield lambda path: runner.run(
        datasette.client.get(path.replace("?", "\0", 1).replace("?", "&").replace("\0", "?"))
    )
    runner.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer(get, path):
    answer = get(path)
    assert answer.status_code == 200, answer.text
    assert SEPARATOR not in answer.text
    if "html" in answer.headers["content-type"]:
        page = html.document_fromstring(answer.text)
        assert all(cell.get("scope") for cell in page.iter("th"))
        assert all(table.find("caption") is not None for table in page.iter("table"))
        assert not list(page.iter("script"))


def test_numbers_lead_to_texts(get):
    page = html.document_fromstring(get("/corpus/-/words?q=ferry&show=time").text)
    links = [a.get("href") for a in page.findall(".//tbody//a")]
    assert len(page.findall(".//circle")) == len(links) == 2
    assert [len(html.document_fromstring(get(link).text).findall(".//main//article")) for link in links] == [
        3,
        5,
    ]
    page = html.document_fromstring(get("/corpus/-/words?language=en").text)
    words = [a.text_content() for a in page.findall(".//tbody/tr/th/a")]
    assert {"ferry", "strait", "herons"} <= set(words)


def test_what_takes_too_long_is_said(get, monkeypatch):
    def interrupted(*_):
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr("crawler.publish.plugin.views.search.find", interrupted)
    answer = get("/corpus/-/search?q=ferry")
    assert answer.status_code == 503
    assert "too long" in answer.text


def test_the_canned_query_counts_texts_by_month(get):
    rows = get("/corpus/word_by_month.json?q=ferry&_shape=array").json()
    assert [(row["month"], row["with_word"], row["texts"]) for row in rows] == [
        ("2026-01", 5, 6),
        ("2026-02", 3, 3),
    ]


def test_data(get):
    lines = get("/corpus/-/kwic?q=ferry&format=json").json()
    assert (len(lines["rows"]), lines["texts"]) == (8, 8)
    assert lines["rows"][0]["word"] == "ferry"
    one_a_line = get("/corpus/-/kwic?q=ferry&format=ndjson").text.splitlines()
    assert [json.loads(line) for line in one_a_line] == lines["rows"]
    csv = get("/corpus/-/words?q=ferry&format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.text.splitlines()[0].startswith("word,beside,left,right,")
    found = get("/corpus/-/search?q=ferry&format=json").json()
    assert (found["count"], found["is_exact"]) == (8, True)
    assert "[ferry]" in found["rows"][0]["snippet"]
