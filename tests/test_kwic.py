"""Concordances and hits: what is found, filtered, counted and put in order, in small."""

from __future__ import annotations

import pytest
from builders import claim, make_article, make_reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.publish.words import hits, scope
from crawler.publish.words.concordance import concordance
from crawler.publish.words.hits import find
from crawler.publish.words.selection import Selection, selection
from crawler.reasons import Reason
from crawler.records import Target, Verdict
from crawler.settings import Settings

TEXTS = {
    "one": make_article(
        "The old ferry crossed.\nA new ferry waits; ferries wait.", title="Harbour", language="en",
        site="Post", published="2026-01-05",
    ),
    "two": make_article(
        "No ferry today.", title="Ferry", language="en", site="Post", published="2026-02-10T08:00"
    ),
    "zwei": make_article(
        "Die Fähre fährt. Der ferry heißt Fähre.", title="Fähre", language="de", site="Blatt"
    ),
    "zh": make_article(
        "渡轮在黎明前穿过海峡。渡轮停了。", title="海峡", language="zh", published="2025-12-31"
    ),
    "off": make_article("A ferry of no interest.", title="Off", language="en", published="2026-03-01"),
}  # fmt: skip
SCORES = {"one": 0.9, "two": 0.6, "zwei": 0.5, "zh": 0.8, "off": 0.1}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Corpus(tmp_path_factory.mktemp("kwic") / "corpus.db", create=True) as corpus:
        targets = claim(corpus, *(Target(f"https://{name}.example/") for name in TEXTS))
        names = [target.url.removeprefix("https://").partition(".")[0] for target in targets]
        reasons = {"off": Reason.OFF_TOPIC}
        Saver(corpus.frontier, Settings()).save(
            [
                make_reading(
                    target, TEXTS[name], verdicts=(Verdict("relevance", SCORES[name], reasons.get(name)),)
                )
                for name, target in zip(names, targets, strict=True)
            ]
        )
        yield corpus.connection


def names(cards):
    return [card["url"].removeprefix("https://").partition(".")[0] for card in cards]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "ferry"}, {"one", "two", "zwei"}),
        ({"q": "ferry", "kept": "refused"}, {"off"}),
        ({"q": "ferry", "kept": "all"}, {"one", "two", "zwei", "off"}),
        ({"q": "ferry", "language": "en"}, {"one", "two"}),
        ({"q": "ferry", "site": "Blatt"}, {"zwei"}),
        ({"q": "ferry", "since": "2026-02"}, {"two"}),
        ({"q": "ferry", "until": "2026-02-10"}, {"one", "two"}),
        ({"q": "ferry", "until": "2026-01"}, {"one"}),
        ({"q": "ferry", "relevance": "0.6"}, {"one", "two"}),
        ({"q": "ferry", "seed": "1"}, set()),
        ({"q": "ferry -today"}, {"one", "zwei"}),
        ({"q": "黎明"}, {"zh"}),
        ({"language": "zh"}, {"zh"}),
        ({"since": "2026"}, {"one", "two"}),
        ({"q": "?!"}, set()),
        ({}, {"one", "two", "zwei", "zh"}),
    ],
)
@pytest.mark.parametrize("most_hits", [scope.MOST_HITS, 1])
def test_find(library, monkeypatch, asked, expected, most_hits):
    monkeypatch.setattr(scope, "MOST_HITS", most_hits)
    chosen = selection(lambda name: asked.get(name, ""))
    for order in hits.ORDERS:
        found = find(library, chosen, order)
        if found.is_whole:
            assert set(names(found.cards)) == expected
            assert (found.count, found.is_exact) == (len(expected), True)
        else:
            assert not chosen.narrowed
            assert set(names(found.cards)) <= expected


def test_order_and_pages(library, monkeypatch):
    asked = Selection("ferry", kept="all")
    assert names(find(library, asked, "newest").cards) == ["off", "two", "one", "zwei"]
    assert names(find(library, asked, "oldest").cards) == ["one", "two", "off", "zwei"]
    assert names(find(library, asked).cards)[0] == "two", "a word of the headline weighs more"
    monkeypatch.setattr(hits, "PER_PAGE", 3)
    assert names(find(library, asked, "newest", 2).cards) == ["zwei"]
    assert find(library, asked, "newest", 3).cards == []
    monkeypatch.setattr(hits, "COUNTED", 2)
    found = find(library, Selection(kept="all"))
    assert (found.count, found.is_exact) == (2, False)


@pytest.mark.parametrize("words", ["fer*", '"old ferry"', "渡轮"])
def test_phrases_and_beginnings_in_too_many_texts_are_not_ranked(library, monkeypatch, words):
    asked = Selection(words, kept="all")
    everything = find(library, asked)
    assert everything.is_ranked
    monkeypatch.setattr(hits, "RANKED", everything.count - 1)
    latest = find(library, asked)
    assert (latest.is_ranked, latest.is_whole, latest.count) == (False, True, everything.count)
    assert [card["id"] for card in latest.cards] == sorted((c["id"] for c in everything.cards), reverse=True)
    assert find(library, Selection("ferry", kept="all")).is_ranked


def test_marks_stand_around_what_was_found(library):
    (card,) = find(library, Selection("渡轮")).cards
    assert card["snippet"][:4] == ["", "渡轮", "在黎明前穿过海峡。", "渡轮"]
    (card,) = find(library, Selection("ferry -old", language="en")).cards
    assert card["title"] == ["", "Ferry", ""]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("old ferry", {("", "old"), ("The old ", "ferry"), ("The old ferry crossed. A new ", "ferry")}),
        ('"new ferry"', {("The old ferry crossed. A ", "new ferry")}),
        ("ferrie*", {("The old ferry crossed. A new ferry waits; ", "ferries")}),
        ("fahre", {("Die ", "Fähre"), ("Die Fähre fährt. Der ferry heißt ", "Fähre")}),
        ("停", {("渡轮在黎明前穿过海峡。渡轮", "停")}),
        ("渡轮", {("", "渡轮"), ("渡轮在黎明前穿过海峡。", "渡轮")}),
        ("nothing", set()),
    ],
)
def test_lines(library, asked, expected):
    found = concordance(library, Selection(asked), 80)
    if asked == "old ferry":
        expected = (expected - {("", "old")}) | {("The ", "old")}
    assert {(line.left, line.word) for line in found.lines} == expected
    for line in found.lines:
        text = f"{line.left}{line.word}{line.right}"
        assert any(text == article.text.replace("\n", " ") for article in TEXTS.values())


def test_lines_are_sorted_by_their_neighbours(library):
    asked = Selection("ferry", language="en")
    left = concordance(library, asked, 50, "left")
    assert [line.before[0] for line in left.lines] == ["new", "no", "old"]
    right = concordance(library, asked, 50, "right")
    assert [line.behind[0] for line in right.lines] == ["crossed", "today", "waits"]
    assert dict(right.neighbours())["found"] == [("ferry", 3)]
    assert (right.texts, right.count) == (2, 2)


def test_a_narrow_line_ends_between_words(library):
    lines = concordance(library, Selection("crossed"), 12).lines
    assert [(line.left, line.right) for line in lines] == [("old ferry ", ". A new")]


ANY = st.text() | st.sampled_from(["\ud800", "\0", '"', "9" * 30, "nan", "-1", "2026-13", "refused", "a* OR"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["q", "seed", "language", "site", "since", "relevance", "kept"]), ANY))
def test_any_input_is_answered(library, asked):
    chosen = selection(lambda name: asked.get(name, ""))
    assert find(library, chosen).count >= 0
    assert concordance(library, chosen, 30).texts >= 0
