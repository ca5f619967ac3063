"""Texts are stored once, with CJK characters apart: SQLite gives them back, and finds in them what it did."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from builders import claim, make_article, make_reading, rows
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.corpus.search import BETWEEN, CHARACTERS, FTS, split_text
from crawler.corpus.search import SEPARATOR as Z
from crawler.corpus.tables.articles import ARTICLES
from crawler.records import Target
from crawler.settings import Settings

ADD = """replace into articles (id, url, words, first_ms, read_by, digest, split_text)
values (1, '', 0, 0, '', 0, ?)"""
# What could be taken for a sign of ours, what characters of three, four and of other bytes are made of
ODD = [
    Z,
    Z * 2,
    "海",
    "か",
    "한",
    "\0",
    "\x1a",
    "\u200b",
    "ÿ",
    "\u200c",
    "\ufffe",
    "\uffff",
    "𠀀",
    "😀",
    "กา",
    "a",
]
PROSE = [Z, Z, "海", "峡", "か", "한", "々", "。", "、", ".", ":", " ", "\n", "b", "é", "9", "กา", "e\u0301"]
ANY = st.one_of(st.text(), st.lists(st.sampled_from(ODD)).map("".join))
# Of texts with every CJK character between two separators, and as they are stored
INDEXES = ("known", "stored")
PLACES = 'select term, col, "offset" from {index}_places order by 3'
SHOWN = """select highlight({index}, 1, '[', ']'), snippet({index}, 1, '[', ']', ' … ', 5) from {index}
where {index} match ?"""


@pytest.fixture(scope="module")
def articles() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(ARTICLES.sql)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def indexes() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for index in INDEXES:
        sql = FTS.replace("articles_fts", index).replace(
            ",\n  content = 'articles_search', content_rowid = 'id'", ""
        )
        connection.execute(sql)
        connection.execute(f"create virtual table {index}_places using fts5vocab({index}, instance)")
    yield connection
    connection.close()


def stored_and_read(articles: sqlite3.Connection, text: str) -> tuple[str, str]:
    articles.execute(ADD, (split_text(text),))
    stored, read = articles.execute("select split_text, text from articles").fetchone()
    return stored, read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(ANY)
@example(Z)
@example(Z * 3 + "海" + Z * 3)
@example("海" + Z)
@example("ก" + Z + "ข")
@example("\0海" + Z + "\0")
def test_a_text_comes_back_as_it_was(articles: sqlite3.Connection, text: str) -> None:
    assert stored_and_read(articles, text)[1] == text


@pytest.mark.parametrize("text", ["", "plain", "été", "กา", "\u200c", "𠀀", "\0"])
def test_only_what_has_cjk_or_separators_is_stored_otherwise(articles: sqlite3.Connection, text: str) -> None:
    assert stored_and_read(articles, text) == (text, text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("海峡", f"{Z}海{Z}峡"),
        ("海。「峡」", "海。「峡」"),
        ("the 海", "the 海"),
        ("iPhoneの海", f"{Z}iPhone{Z}の{Z}海"),
        ("海 峡谷\n。", f"{Z}海 峡{Z}谷\n。"),
        (f"a{Z}b", f"{Z}a{Z}{Z}b"),
        (f"海{Z}峡", f"{Z}海{Z}{Z}峡"),
        (f"{Z}海{Z}{Z}", f"{Z}{Z}{Z}海{Z}{Z}{Z}{Z}"),
    ],
)
def test_one_of_the_texts_own_is_doubled_and_none_of_ours_beside_it(text: str, stored: str) -> None:
    assert split_text(text) == stored


def test_what_was_written_by_hand_as_it_stands_is_read_so(articles: sqlite3.Connection) -> None:
    articles.execute(ADD, ("a 海峡",))
    assert articles.execute("select text from articles").fetchone() == ("a 海峡",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PROSE), max_size=60).map("".join),
    st.sampled_from(["海", "b", '"海 峡"', "9 OR か"]),
)
def test_words_stand_and_show_where_they_did(indexes: sqlite3.Connection, text: str, asked: str) -> None:
    known = re.sub(CHARACTERS, f"{Z}\\g<0>{Z}", text)
    for index, content in zip(INDEXES, (known, split_text(text)), strict=True):
        indexes.execute(f"delete from {index}")
        indexes.execute(f"insert into {index} (title, text) values ('', ?)", (content,))
    known, stored = (indexes.execute(PLACES.format(index=index)).fetchall() for index in INDEXES)
    assert stored == known
    known, stored = (shown(indexes, index, asked) for index in INDEXES)
    assert [whole for whole, _ in stored] == [whole for whole, _ in known]
    # of texts with full stops FTS5 rather shows the beginnings of sentences: now before CJK, too
    assert stored == known or re.search(r"[.:]\s", text)


def shown(indexes: sqlite3.Connection, index: str, asked: str) -> list[list[str]]:
    found = indexes.execute(SHOWN.format(index=index), (asked,)).fetchall()
    return [[text.replace(Z, "") for text in row] for row in found]


def test_separators_are_part_of_no_word(indexes: sqlite3.Connection) -> None:
    separators = re.findall(
        f"[{BETWEEN}]", "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, 0x10000)))
    )
    assert len(separators) > 130
    indexes.execute("delete from known")
    indexes.execute("insert into known (title, text) values ('', ?)", ("a".join(["", *separators, ""]),))
    assert {term for term, _, _ in indexes.execute(PLACES.format(index="known"))} == {"a"}
    assert len(indexes.execute(PLACES.format(index="known")).fetchall()) == len(separators) + 1


def test_saved_texts_are_read_by_plain_sqlite_and_searched(corpus: Corpus) -> None:
    texts = {
        "https://zh.example/": f"渡轮在黎明前{Z}穿过海峡，ferry。",
        "https://th.example/": f"เรือ{Z}ข้าม ferry",
    }
    targets = claim(corpus, *map(Target, texts))
    saver = Saver(corpus.frontier, Settings())
    saver.save([make_reading(target, make_article(texts[target.url])) for target in targets])
    plain = sqlite3.connect(corpus.path)
    for table in ("articles", "corpus"):
        assert dict(plain.execute(f"select url, text from {table}").fetchall()) == texts
    found = (
        "select text from articles where id in (select rowid from articles_fts where articles_fts match ?)"
    )
    assert plain.execute(found, ('"海 峡"',)).fetchall() == [(texts["https://zh.example/"],)]
    assert len(plain.execute(found, ("ferry",)).fetchall()) == 2
    plain.close()
    # the same again changes nothing, and another text leaves the one before it whole
    saver.save([make_reading(target, make_article(texts[target.url])) for target in targets])
    assert rows(corpus, "select count(*) from versions") == [(0,)]
    saver.save([make_reading(targets[0], make_article("海鸥飞过了另一个安静的港口，没有人看见它们。"))])
    assert rows(corpus, "select text from versions") == [(texts[targets[0].url],)]
    corpus.connection.execute("insert into articles_fts(articles_fts, rank) values ('integrity-check', 1)")
