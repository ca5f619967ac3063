"""Questions that a large corpus is asked often: answered from an index alone, without statistics too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from builders import make_article, make_link, make_page, make_reading
from subjects import SEED

from crawler.archive.record import pack
from crawler.corpus import Corpus, Due, Stop
from crawler.corpus.forbidden.lists import QUEUED
from crawler.corpus.judged import learning
from crawler.corpus.reprioritise import SLICE
from crawler.corpus.run import Run
from crawler.corpus.why import TRAIL
from crawler.likeness.shingles import fingerprint
from crawler.publish.plugin.views.feed import WITH_WORDS
from crawler.publish.queries import WHY
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
    r"(SCAN|SEARCH) (articles|pages|frontier|hosts|contents|entries|shown|blocks|samples|budgets|visits"
    r"|captures|site_files|verdicts|[abefhpv])\b"
    r"(?! VIRTUAL| USING .*(\(|INDEX (blocks_tried|frontier_(again|claimed)|hosts_(ready|crowded))\b))"
    r"|blocks_place \(host=\?\)"
    r"|(articles|pages)_(reason|status) \((reason|status)=\?\)"
    r"|(visits\w*|KEY) \(run>"
)
# Whoever takes a few of many has an order in which they are found; but for what one run or moment had, and
# for what is due, of which lists come first.
TAKES_FEW = re.compile(r"\blimit \S+$")
SORTED = re.compile("TEMP B-TREE FOR (RIGHT PART OF )?ORDER BY")
SORTED_FEW = re.compile(r"\((run=\?|reason=\? AND first_seen<\?|due_ms>\? AND due_ms<\?|due_ms<\?)\)")
LATEST = re.compile(r"select coalesce\(max\(id\), 0\) from \w+$")
# But what a row is checked for where another has named it before it was there: never.
PLANNED = re.compile(r"(select|insert(?! into (blocks|frontier|hosts|runs|seeds))|update|delete|with)\b")
COMPARED = "and +reason is null"
IN_ARCHIVE = "indexed by captures_body"
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
    assert any("frontier_refused (host_id=?)" in step[3] for step in plan)


def growing(corpus: Corpus, asked: list[str]) -> list[tuple[str, str]]:
    """Return those steps of the plans of statements that go through what grows with a corpus."""
    found = []
    for sql in sorted(set(filter(PLANNED.match, asked))):
        steps = [row[3] for row in corpus.connection.execute(f"explain query plan {sql}")]
        if LATEST.match(sql) or (TAKES_FEW.search(sql) and any(map(SORTED_FEW.search, steps))):
            continue
        pattern = SORTED if TAKES_FEW.search(sql) else GROWS
        found += [(step, sql) for step in steps if pattern.search(step)]
    return found


@contextmanager
def traced(corpus: Corpus) -> Iterator[list[str]]:
    """Note every statement that is sent."""
    asked: list[str] = []
    corpus.connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        corpus.connection.set_trace_callback(None)


def saved(run: Run) -> None:
    """Claim and save three pages, of which one is nearly a copy of another, so that texts are compared."""
    for text in (LONG, f"{LONG} Nobody came.", LONG[::-1]):
        links = [make_link("https://0.example/linked"), make_link("https://1.example/menu", Kind.NAVIGATION)]
        fields = {"fingerprint": fingerprint(text), "links": links}
        for target in run.claim(1):
            record = pack(target, make_page(target.url, body=text.encode()), 1)
            run.save([make_reading(target, make_article(text), record=record, **fields)])


def test_saving_and_claiming_go_through_nothing_that_grows(corpus: Corpus) -> None:
    run = Run.start(corpus, Settings().with_values("manners", delay=0.0))
    for number in range(4):
        corpus.frontier.add(Target(f"https://{number % 2}.example/{number}", priority=0.5))
    with traced(corpus) as asked:
        saved(run)
    run.finish(Stop.PAGES)
    assert any(COMPARED in sql for sql in asked)
    assert any(IN_ARCHIVE in sql for sql in asked)
    assert growing(corpus, asked) == []


@pytest.mark.parametrize("due", [None, Due(follow=True), Due(everything=True)], ids=["new", "both", "known"])
def test_a_run_begins_and_ends_without_a_walk_through_what_grows(corpus: Corpus, due: Due | None) -> None:
    settings = Settings().with_values("manners", delay=0.0)
    corpus.plant([SEED], [f"https://{number}.example/" for number in range(6)])
    first = Run.start(corpus, settings)
    saved(first)
    first.finish(Stop.PAGES)
    Run.start(corpus, settings).claim(1)  # and dies, so that the next one takes up its claim
    with traced(corpus) as asked:
        corpus.plant([SEED], ["https://again.example/"])
        corpus.queries_left()
        corpus.has_ready()
        corpus.has_due(due or Due())
        run = Run.start(corpus, settings, due)
        corpus.topic()
        saved(run)
        run.learn()
        run.next_at()
        run.widen()
        run.exhausted()
        run.finish(Stop.FRONTIER)
        corpus.report()
    for name in ("LIKELIEST", "OTHERS"):
        assert any(getattr(learning, name).partition(" <= ")[0] in sql for sql in asked)
    assert growing(corpus, asked) == []


def test_what_is_queued_and_blocked_is_found_by_index(corpus: Corpus) -> None:
    assert growing(corpus, [QUEUED.replace("?1", "'[]'")]) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from queries join frontier using (id) where status = 'queued'",
        "update frontier set state = 'q' where status = 'done'",
        "select id from articles where reason is null or reason = 'off-topic' order by id desc limit 5000",
        "select id from articles order by relevance desc, id desc limit 600",
        "select kind, sum(tries) from blocks group by kind",
        "select count(*) from visits where run > 3",
        "update site_files set expires_at = '' where status > 'a'",
        "update budgets set spent = not spent where fetched > 4",
        "select min(next_at) from hosts where fetched > 3",
    ],
)
def test_a_walk_would_be_seen(corpus: Corpus, sql: str) -> None:
    assert growing(corpus, [sql]) != []


@pytest.mark.parametrize(("sql", "values"), [(TRAIL, (1,)), (WHY.sql, {"url": "1"}), (SLICE, (0, 1000))])
def test_the_link_that_led_to_an_address_is_looked_up_and_not_all_links(corpus, sql, values):
    steps = [row[3] for row in corpus.connection.execute(f"explain query plan {sql}", values)]
    assert "SEARCH e USING PRIMARY KEY (content=? AND target=?) LEFT-JOIN" in steps
    assert [
        step for step in steps if re.search(r"MATERIALIZE links|AUTOMATIC|SCAN [secab]\b|_status", step)
    ] == []


@pytest.mark.parametrize(("kind", "anchor"), [("body", "first"), ("related", "second")])
def test_of_two_links_to_an_address_that_counts_which_it_was_found_by(corpus, kind, anchor):
    run = Run.start(corpus, Settings().with_values("manners", delay=0.0))
    corpus.frontier.add(Target("https://a.example/list", priority=0.9))
    (target,) = run.claim(1)
    twice = "https://a.example/story-of-a-town"
    links = [make_link(twice, Kind.BODY, anchor="first"), make_link(twice, Kind.RELATED, anchor="second")]
    run.save([make_reading(target, make_article(LONG), links=links)])
    found_by = "update frontier set block = (select id from blocks where kind = ?) where url = ?"
    corpus.connection.execute(found_by, (kind, twice))
    found = corpus.why(twice)
    assert (len(found.trail), found.last.anchor) == (2, anchor)


def test_what_a_statement_changes_is_copied_in_memory_while_a_run_saves(corpus: Corpus) -> None:
    """To take it back: in a file that is most of what is written."""

    def place() -> int:
        (found,) = corpus.connection.execute("pragma temp_store").fetchone()
        return int(found)

    run = Run.start(corpus, Settings())
    in_run = place()
    run.finish(Stop.FRONTIER)
    assert (in_run, place()) == (2, 0)
