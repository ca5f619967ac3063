"""Questions that a large corpus is asked often: answered from an index alone, without statistics too."""

from __future__ import annotations

import re

import pytest
from builders import make_article, make_link, make_reading

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.likeness.shingles import fingerprint
from crawler.publish.plugin.views.feed import WITH_WORDS
from crawler.publish.words.hits import ALL_BY_DATE, BY_DATE, COUNT_ALL
from crawler.publish.words.sample import ALL
from crawler.publish.words.sample import WITH_WORDS as DRAWN
from crawler.publish.words.scope import FEW, PASSING
from crawler.publish.words.selection import Selection
from crawler.records import Kind, Target
from crawler.settings import Settings

LONG = " ".join(f"word{number}" for number in range(120))
# Whole tables, and the rows of an index that have a state which most of them have. Seeds are few.
GROWS = re.compile(
    r"SCAN (articles|pages|frontier|hosts|contents|entries|shown|blocks|samples|[afph])\b(?! VIRTUAL)"
    r"|blocks_place \(host=\?\)"
    r"|(articles|pages|frontier)_(reason|status) \((reason|status)=\?\)"
)
# But what a row of `frontier` is checked for where another has named it before it was there: never.
PLANNED = re.compile(r"(select|insert(?! into frontier)|update|delete|with)\b")
COMPARED = "and +reason is null"
NARROW = Selection("a", language="de", site="A", since="2026", relevance=0.5)
FACET = """select {column} as value, count(*) as count from (select * from {table}) where {column} is not null
group by {column} order by count desc, value limit 31"""
FACETS = [
    ("corpus", "site"), ("corpus", "language"), ("corpus where language = 'de'", "site"),
    ("articles", "language"), ("articles", "site"), ("articles", "reason"),
    ("articles where language = 'de'", "site"), ("articles where language = 'de'", "reason"),
    ("articles where site = 'A'", "language"), ("articles where site = 'A'", "reason"),
    ("articles where reason = 'gone'", "language"), ("articles where reason = 'gone'", "site"),
]  # fmt: skip


def touched(corpus: Corpus, sql: str) -> list[str]:
    """Return the steps of a plan that look at rows of articles rather than at an index alone."""
    values = NARROW.values | dict.fromkeys(
        ("ids", "limit", "offset", "counted", "most_hits", "few_texts", "share", "query"), 1
    )
    steps = [row[3] for row in corpus.connection.execute(f"explain query plan {sql}", values)]
    assert any("COVERING INDEX articles_" in step for step in steps), steps
    return [step for step in steps if step.split()[1] in ("a", "articles") and "COVERING" not in step]


@pytest.mark.parametrize("sql", [PASSING, FEW, COUNT_ALL, ALL_BY_DATE, BY_DATE])
def test_texts_are_chosen_by_index(corpus: Corpus, sql: str) -> None:
    assert touched(corpus, sql.format(where=NARROW.where, direction="desc")) == []


@pytest.mark.parametrize("sql", [f"select a.id {ALL}", f"select articles_fts.rowid {DRAWN}"])
def test_samples_are_drawn_by_index(corpus: Corpus, sql: str) -> None:
    assert touched(corpus, sql.format(where=NARROW.where)) == []


def test_a_feed_of_words_finds_what_was_kept_by_index(corpus: Corpus) -> None:
    (hits, _) = WITH_WORDS.split(")\nselect")
    assert touched(corpus, hits.removeprefix("with hits as (")) == []


@pytest.mark.parametrize(("table", "column"), FACETS)
def test_facets_are_counted_by_index(corpus: Corpus, table: str, column: str) -> None:
    assert touched(corpus, FACET.format(table=table, column=column)) == []


def test_counting_the_corpus_looks_at_no_other_table(corpus: Corpus) -> None:
    plan = corpus.connection.execute("explain query plan select count(*) from corpus").fetchall()
    assert len(plan) == 1


def test_refusals_of_a_host_are_found_by_index(corpus: Corpus) -> None:
    plan = corpus.connection.execute("explain query plan select * from refusals where host = 'a'").fetchall()
    assert any("frontier_refused (host=?)" in step[3] for step in plan)


def test_saving_and_claiming_go_through_nothing_that_grows(corpus: Corpus) -> None:
    run = Run.start(corpus, Settings().with_values("manners", delay=0.0))
    for number in range(4):
        corpus.frontier.add(Target(f"https://{number % 2}.example/{number}", priority=0.5))
    asked: list[str] = []
    corpus.connection.set_trace_callback(asked.append)
    # the second is nearly a copy of the first, so that their texts are compared
    for text in (LONG, f"{LONG} Nobody came.", LONG[::-1]):
        links = [make_link("https://0.example/linked"), make_link("https://1.example/menu", Kind.NAVIGATION)]
        fields = {"fingerprint": fingerprint(text), "links": links}
        run.save([make_reading(target, make_article(text), **fields) for target in run.claim(1)])
    corpus.connection.set_trace_callback(None)
    asked = [sql for sql in asked if PLANNED.match(sql)]
    assert any(COMPARED in sql for sql in asked)
    steps = {(row[3], sql) for sql in asked for row in corpus.connection.execute(f"explain query plan {sql}")}
    assert sorted({found for found in steps if GROWS.search(found[0])}) == []
