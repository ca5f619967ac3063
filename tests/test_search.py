"""Full-text search: words with and without accents, CJK by the character, any query at all."""

from __future__ import annotations

import re

import pytest
from builders import claim, make_article, make_reading, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.corpus.search import SEPARATOR, cjk, fts_query, split
from crawler.records import Target
from crawler.settings import Settings

TEXTS = {
    "fr": make_article("L’été, le café du port reste ouvert.", title="Déjà vu"),
    "de": make_article("Die Fähre überquert die Meerenge.", title="Größe"),
    "zh": make_article("渡轮在黎明前穿过海峡，船上没有人睡觉。", title="海峡"),
    "ja": make_article("夜明け前、フェリーはiPhoneの海峡を渡った。", title="夜"),
    "ko": make_article("여객선이 해협을 건넜다.", title="해협"),
    "hi": make_article("नाव ने जलडमरूमध्य पार किया।", title="नाव"),
    "en": make_article("The ferry crossed the strait; ferries cross it daily.", title="Crossing"),
}
FIND = "select rowid from articles_fts where articles_fts match ? order by rowid"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Corpus(tmp_path_factory.mktemp("search") / "corpus.db", create=True) as corpus:
        targets = claim(corpus, *(Target(f"https://{name}.example/") for name in TEXTS))
        readings = [make_reading(t, TEXTS[t.url.removeprefix("https://")[:2]]) for t in targets]
        Saver(corpus.frontier, Settings()).save(readings)
        yield corpus


def found(corpus, query):
    sql = "select url from articles where id in (select rowid from articles_fts where articles_fts match ?)"
    return {url.removeprefix("https://")[:2] for (url,) in rows(corpus, sql, fts_query(query))}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ete", {"fr"}),
        ("ÉTÉ", {"fr"}),
        ("deja cafe", {"fr"}),
        ("fahre", {"de"}),
        ("grosse", set()),
        ("Größe", {"de"}),
        ("海", {"zh", "ja"}),
        ("海峡", {"zh", "ja"}),
        ("峡海", set()),
        ("黎明", {"zh"}),
        ("船上没有人", {"zh"}),
        ("夜", {"ja"}),
        ("フェリー", {"ja"}),
        ("iphone", {"ja"}),
        ("iPhoneの海峡", {"ja"}),
        ("해협", {"ko"}),
        ("해", {"ko"}),
        ("ferry", {"en"}),
        ("ferr*", {"en"}),
        ('"crossed the strait"', {"en"}),
        ('"strait the crossed"', set()),
        ("“crossed the strait”", {"en"}),
        ("ferry AND NOT strait", set()),
        ("title:ferry", set()),
        ("Fähre OR ferry", {"de", "en"}),
        ("iphone OR 해협 OR", {"ja", "ko"}),
        ("OR AND NOT", set()),
        ("海峡 -iPhone", {"zh"}),
        ("海峡 NOT iPhone", {"zh"}),
        ('海峡 -"夜明け前"', {"zh"}),
        ("-ferry", set()),
        ("ferry AND strait", {"en"}),
        ("strait ferry OR 해협 -daily", {"ko"}),
        ("well-known OR cross-it", {"en"}),
        ('"crossed the', {"en"}),
        ('"crossed the str"*', {"en"}),
        ("»crossed the strait«", {"en"}),
        ("「海峡」", {"zh", "ja"}),
        ("ferry's", set()),
        ("(ferry) [strait]", {"en"}),
        ("जलडमरूमध्य", {"hi"}),
        ("जलडम*", {"hi"}),
        ("जल", set()),
        ("ferry " * 500, {"en"}),
        ("", set()),
        (None, set()),
        ("!?", set()),
        ("ferry !?", {"en"}),
        ("*", set()),
    ],
)
def test_find(library, query, expected):
    assert found(library, query) == expected


ODD = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ['"', "*", "(", ")", "AND", "NEAR(", "a", "海", "^", "-", ":", "+", "\0", " ", "\ud800"]
        )
    ).map("".join),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ODD)
def test_no_query_is_a_syntax_error(library, query):
    library.connection.execute(FIND, (fts_query(query),)).fetchall()
    if query.isprintable() and "\ud800" not in query:  # what SQLite can be asked at all
        library.connection.execute(f"{FIND.replace('?', 'escape_fts(?)')}", (query,)).fetchall()


def test_the_index_follows_the_articles(corpus):
    (target,) = claim(corpus, Target("https://en.example/"))
    saver = Saver(corpus.frontier, Settings())
    saver.save([make_reading(target, make_article("about herons 鹭"))])
    assert found(corpus, "herons 鹭") == {"en"}
    saver.save([make_reading(target, make_article("about egrets"))])
    assert found(corpus, "herons") == found(corpus, "鹭") == set()
    assert found(corpus, "egrets") == {"en"}
    corpus.connection.execute("delete from verdicts")
    corpus.connection.execute("delete from versions")
    corpus.connection.execute("delete from samples")
    corpus.connection.execute("delete from fingerprints")
    corpus.connection.execute("delete from articles")
    assert rows(corpus, FIND, '"egrets"') == []
    assert [finding for finding in corpus.examine() if "index" in finding.check and finding.problem] == []


def test_articles_are_indexed_again_when_what_is_indexed_changes(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path, create=True) as corpus:
        (target,) = claim(corpus, Target("https://en.example/"))
        Saver(corpus.frontier, Settings()).save([make_reading(target, make_article("about herons"))])
        corpus.connection.executescript(
            """drop view articles_search;
create view articles_search as select id, title, '' as text from articles;
insert into articles_fts(articles_fts) values ('rebuild');"""
        )
        assert found(corpus, "herons") == set()
    with Corpus(path) as corpus:
        assert found(corpus, "herons") == {"en"}


def test_a_title_weighs_more(corpus):
    one, two = claim(corpus, Target("https://a/"), Target("https://b/"))
    readings = [
        make_reading(one, make_article("heron " * 3, title="birds")),
        make_reading(two, make_article("something else altogether", title="heron")),
    ]
    Saver(corpus.frontier, Settings()).save(readings)
    sql = "select rowid from articles_fts where articles_fts match 'heron' order by rank"
    assert rows(corpus, sql) == [(two.id,), (one.id,)]


@pytest.mark.parametrize("text", [None, "", "plain", "été"])
def test_only_cjk_is_stored_apart(text):
    assert split(text) is None


@given(st.text(alphabet=st.sampled_from("aé 海峡フかな한\n.")))
def test_split_changes_nothing_but_spaces(text):
    apart = split(text)
    assert (apart is None) is (cjk().search(text) is None)
    if apart is not None:
        assert apart.replace(SEPARATOR, "") == text
        words = re.findall(r"\w+", apart)
        assert all(len(word) == 1 or not cjk().search(word) for word in words)
