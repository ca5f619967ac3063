"""Copies and excerpts in a corpus: found in whichever order they come, nothing lost, counters right."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import combinations

import pytest
from builders import assert_counted, claim, make_article, make_page, make_reading, open_run, rows

from crawler.corpus.copies.buckets import articles
from crawler.corpus.copies.duplicates import Duplicates
from crawler.corpus.copies.rebuild import rebuild
from crawler.corpus.copies.samples import COMMON, Samples, candidates
from crawler.corpus.save import Saver
from crawler.likeness.rivals import compare
from crawler.likeness.shingles import fingerprint
from crawler.reasons import Reason
from crawler.records import Target, Verdict
from crawler.settings import Settings

DICE = random.Random(5)
VOCABULARY = ["".join(DICE.choices("abcdefghiklmnoprstu", k=6)) for _ in range(3000)]


def words(number, seed):
    """Words of no language, the same for a seed."""
    return random.Random(seed).choices(VOCABULARY, k=number)


def changed(text, share, seed=1):
    """A text with a share of its words replaced."""
    dice = random.Random(seed)
    return [dice.choice(VOCABULARY) if dice.random() < share else word for word in text]


STORY = words(300, "story")
OTHER = words(300, "other")
NEAR = changed(STORY, 0.1)


class Shelf:
    """Saves texts by a name, each on a host of its own."""

    def __init__(self, corpus, settings=None):
        self.corpus = corpus
        self.saver = Saver(corpus.frontier, settings or Settings(), open_run(corpus))
        self.targets = {}

    def put(self, name, text, **fields):
        """Save a text; return its reason. Whatever happened, nothing is wrong."""
        reason = self.save(name, text, **fields)
        self.check()
        return reason

    def save(self, name, text, *, fetched_at="2026-03-01T00:00:00.000Z", verdicts=(), **fields):
        """Save a text; return its reason."""
        url = fields.pop("url", f"https://{name}.example/{name}")
        if name not in self.targets:
            (self.targets[name],) = claim(self.corpus, Target(url))
        target = self.targets[name]
        article = make_article(" ".join(text), **fields)
        reading = make_reading(
            target,
            article,
            page=make_page(url, fetched_at=fetched_at),
            verdicts=verdicts,
            fingerprint=fingerprint(article.text),
        )
        (reason,) = self.saver.save([reading])
        return reason

    def name(self, article):
        return next(name for name, target in self.targets.items() if target.id == article)

    def pairs(self):
        """Copy, original and kind of each pair, by name."""
        stored = rows(self.corpus, "select article, original, kind from duplicates order by 1, 2")
        return [(self.name(article), self.name(original), kind) for article, original, kind in stored]

    def kept(self):
        return {self.name(article["id"]) for article in self.corpus.articles()}

    def check(self):
        """Whatever happened: nothing dangles, and everything is counted once."""
        assert [finding for finding in self.corpus.examine() if finding.problem] == []
        assert_counted(self.corpus)
        kept = len(list(self.corpus.articles()))
        assert rows(self.corpus, "select count(*) from frontier where status = 'done'") == [(kept,)]
        left_out = rows(self.corpus, "select count(*) from frontier where reason = 'duplicate'")
        assert rows(self.corpus, "select count(*) from articles where reason = 'duplicate'") == left_out
        assert rows(self.corpus, "select count(*) from verdicts where judge = 'duplicates'") == left_out
        assert rows(self.corpus, "select count(*) from fingerprints") == [(kept,)]


@pytest.fixture
def shelf(corpus):
    return Shelf(corpus)


COPIES = {
    "exact": (STORY, "exact"),
    "another case": ([word.upper() for word in STORY], "exact"),
    "words changed": (NEAR, "near"),
    "more words changed": (changed(STORY, 0.2), "near"),
    "paragraphs moved": (STORY[150:] + STORY[:150], "near"),
    "a few lines added": (OTHER[:40] + STORY, "near"),
    "cut short": (STORY[:200], "excerpt"),
    "a passage": (STORY[100:180], "excerpt"),
    "a passage with changes": (changed(STORY[50:200], 0.05), "excerpt"),
}


@pytest.mark.parametrize(("text", "kind"), COPIES.values(), ids=COPIES)
def test_a_copy_is_left_out(shelf, text, kind):
    assert shelf.put("story", STORY) is None
    assert shelf.put("other", OTHER) is None
    assert shelf.put("copy", text) is Reason.DUPLICATE
    assert shelf.pairs() == [("copy", "story", kind)]
    assert shelf.kept() == {"story", "other"}


TEXTS_OF_THEIR_OWN = {
    "another text": OTHER,
    "a phrase in common": STORY[:9] + OTHER,
    "a quotation in common": STORY[100:130] + OTHER,
    "too short to tell": ["abc", "def"],
    "no words": ["…"],
    "nothing": [],
}


@pytest.mark.parametrize("text", TEXTS_OF_THEIR_OWN.values(), ids=TEXTS_OF_THEIR_OWN)
def test_a_text_of_its_own_is_kept(shelf, text):
    shelf.put("story", STORY)
    assert shelf.put("own", text) is None
    assert shelf.pairs() == []


def test_a_passage_in_another_text_is_recorded_and_both_are_kept(shelf):
    shelf.put("story", STORY)
    assert shelf.put("report", OTHER[:150] + STORY[100:170] + OTHER[150:]) is None
    assert shelf.pairs() == [("story", "report", "excerpt")]
    assert rows(shelf.corpus, "select similarity between 0.2 and 0.25 from duplicates") == [(1,)]
    assert shelf.kept() == {"story", "report"}


def test_a_longer_text_takes_the_place_of_its_excerpt(shelf):
    shelf.put("teaser", STORY[:100], published="2026-01-01")
    assert shelf.put("story", STORY, published="2026-02-02") is None
    assert shelf.pairs() == [("teaser", "story", "excerpt")]
    assert shelf.kept() == {"story"}
    assert rows(shelf.corpus, "select status, reason from frontier where host = 'teaser.example'") == [
        ("refused", "duplicate")
    ]
    assert rows(shelf.corpus, "select host, articles from hosts order by host") == [
        ("story.example", 1),
        ("teaser.example", 0),
    ]
    assert rows(shelf.corpus, "select pages, articles, refused from runs where id = ?", shelf.saver.run) == [
        (2, 1, 1)
    ]
    assert rows(shelf.corpus, "select evidence from verdicts") == [("part of https://story.example/story",)]


DATES = [
    ("2026-01-02", "2026-01-01", "second"),
    ("2026-01-01", "2026-01-02", "first"),
    ("2026-01-01", "2026-01-01", "first"),
    (None, "2026-01-01", "second"),
    ("nonsense", "2026-01-01", "second"),
    ("2026-01-01", None, "first"),
    (None, None, "first"),
    ("2026-01-01T12:00:00+09:00", "2026-01-01T05:00:00+00:00", "first"),
    ("2026-01-01T12:00:00Z", "2026-01-01T09:00:00Z", "second"),
    ("2026-01-01", "2026-01-01T09:00:00", "second"),
    ("0001-01-01T00:00:00+09:00", "2026-01-01", "second"),
]


@pytest.mark.parametrize(("first", "second", "original"), DATES)
@pytest.mark.parametrize("copy", [STORY, NEAR], ids=["exact", "near"])
def test_the_original_is_the_older_one_in_whichever_order_they_come(shelf, first, second, original, copy):
    shelf.put("first", STORY, published=first)
    shelf.put("second", copy, published=second, fetched_at="2026-03-02T00:00:00.000Z")
    assert shelf.kept() == {original}
    ((article, named, _),) = shelf.pairs()
    assert (article, named) == (({"first", "second"} - {original}).pop(), original)


def test_the_original_is_the_one_that_the_other_names(shelf):
    shelf.put("copy", STORY, published="2026-01-01", canonical="http://www.story.example/story/?utm_source=x")
    assert shelf.put("story", NEAR, published="2026-02-01") is None
    assert shelf.pairs() == [("copy", "story", "near")]


def test_an_address_of_the_same_site_that_a_page_names_is_fetched_too(shelf):
    url = "https://one.example/amp-version-of-a-story"
    shelf.put("story", STORY, url=url, canonical="https://news.one.example/a-story")
    ((status, via, hops, parts),) = rows(
        shelf.corpus,
        "select c.status, via, hops, parts from frontier join chances c using (id) where c.url like '%news%'",
    )
    assert (status, via, hops) == ("queued", shelf.targets["story"].id, 1)
    assert "canonical" in parts
    assert shelf.kept() == {"story"}


@pytest.mark.parametrize(
    "canonical", ["https://elsewhere.example/", "https://m.story.example/story/", "mailto:x", "http://[", ""]
)
def test_other_addresses_that_a_page_names_are_not(shelf, canonical):
    shelf.put("story", STORY, canonical=canonical)
    assert rows(shelf.corpus, "select count(*) from frontier") == [(1,)]


def test_copies_follow_when_their_original_finds_one(shelf):
    shelf.put("third", STORY, published="2026-01-03")
    shelf.put("fourth", changed(STORY, 0.05), published="2026-01-04")
    shelf.put("fifth", STORY, published="2026-01-05")
    assert shelf.put("first", changed(STORY, 0.05, seed=2), published="2026-01-01") is None
    assert shelf.kept() == {"first"}
    assert {original for _, original, _ in shelf.pairs()} == {"first"}
    assert len(shelf.pairs()) == 3


def test_a_copy_is_kept_when_its_original_changes(shelf):
    shelf.put("story", STORY)
    shelf.put("copy", STORY)
    shelf.put("near", NEAR)
    assert shelf.put("story", OTHER) is None
    assert shelf.kept() == {"story", "copy"}
    assert shelf.pairs() == [("near", "copy", "near")]


def test_a_copy_is_no_exact_one_when_its_original_changes_in_a_word(shelf):
    """One word in the end stands in one run, which is in no sample."""
    words = next(
        [*STORY, word]
        for word in VOCABULARY
        if fingerprint(" ".join([*STORY, word])) == fingerprint(" ".join(STORY))
    )
    shelf.put("story", STORY)
    shelf.put("copy", STORY)
    shelf.put("story", words)
    assert shelf.pairs() == [("copy", "story", "near")]


def test_an_article_is_found_by_the_text_that_it_has(shelf):
    """Whatever becomes of it, its samples are those of one of its texts, and of no earlier one."""
    shelf.put("story", STORY)
    loud = [word.upper() for word in STORY]
    before = rows(shelf.corpus, "select * from samples")
    assert shelf.put("story", loud) is None
    assert rows(shelf.corpus, "select * from samples") == before
    assert rows(shelf.corpus, "select text from fingerprints") == [(None,)]
    assert shelf.put("story", OTHER) is None
    assert shelf.put("other", STORY) is None
    assert shelf.put("copy", loud) is Reason.DUPLICATE
    assert shelf.pairs() == [("copy", "other", "exact")]


def test_a_copy_is_kept_when_its_original_is_turned_down(shelf):
    shelf.put("story", STORY)
    shelf.put("copy", STORY)
    off = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
    assert shelf.put("story", STORY, verdicts=off) is Reason.OFF_TOPIC
    assert shelf.kept() == {"copy"}
    assert shelf.pairs() == []


def test_what_was_turned_down_is_no_original(shelf):
    off = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)
    shelf.put("story", STORY, verdicts=off)
    assert shelf.put("copy", NEAR) is None
    assert shelf.pairs() == []


def test_a_copy_that_changed_is_one_no_more(shelf):
    shelf.put("story", STORY)
    shelf.put("copy", NEAR)
    assert shelf.put("copy", OTHER) is None
    assert shelf.pairs() == []
    assert shelf.put("copy", STORY) is Reason.DUPLICATE


def test_saving_again_changes_nothing(shelf):
    texts = {"story": STORY, "near": NEAR, "part": STORY[:90], "report": OTHER + STORY[:80]}
    results = [shelf.put(name, text) for name, text in texts.items()]
    tables = ("articles", "duplicates", "fingerprints", "samples", "verdicts", "frontier")
    before = [rows(shelf.corpus, f"select * from {table} order by 1, 2") for table in tables]
    assert [shelf.put(name, text) for name, text in texts.items()] == results
    assert [rows(shelf.corpus, f"select * from {table} order by 1, 2") for table in tables] == before


def test_who_chases_whom_in_a_circle_comes_to_rest(shelf):
    """Older, older, and a part of: each of three is left out for another."""
    long, middle, short = STORY[:100], STORY[:88], STORY[:75]
    shelf.put("long", long, published="2026-01-02")
    shelf.put("middle", middle, published="2026-01-01")
    shelf.put("short", short, published="2026-01-01")
    assert len(shelf.kept()) == 1


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_each_text_is_there_once(shelf, seed):
    dice = random.Random(seed)
    sources = [words(200, f"{seed} {number}") for number in range(3)]
    texts = {}
    for _ in range(30):
        name = f"page{dice.randrange(12)}"
        source, start = dice.choice(sources), dice.choice((0, 0, 60))
        texts[name] = changed(source, dice.choice((0, 0.05, 0.1)), dice.random())[start : start + 140]
        if dice.random() < 0.2:
            texts[name] += dice.choice(sources)
        published = f"2026-01-{dice.randrange(1, 28):02}"
        shelf.put(name, texts[name], published=published, title=name)
    duplicates = Duplicates(shelf.corpus.connection, Settings().duplicates)
    rivals = {name: duplicates.load(shelf.targets[name].id) for name in shelf.kept()}
    for one, other in combinations(rivals.values(), 2):
        pair = compare(one, other, (duplicates.runs(one), duplicates.runs(other)), duplicates.limits)
        assert pair is None or not pair.is_left_out


def test_a_phrase_that_everyone_has_leads_nowhere(shelf):
    boilerplate = words(30, "boilerplate")
    for number in range(COMMON + 4):
        assert shelf.put(f"page{number}", words(70, number) + boilerplate) is None
    assert shelf.pairs() == []
    mine = fingerprint(" ".join(words(70, "new") + boilerplate))
    having = Samples(shelf.corpus.connection).having(mine)
    assert max(map(len, having.articles.values())) == COMMON
    assert candidates(0, having) == []


def test_a_thousandth_copy_is_found_like_the_first(shelf):
    for number in range(COMMON * 2):
        shelf.put(f"copy{number}", changed(STORY, 0.1, seed=number), published="2026-01-01")
    assert shelf.kept() == {"copy0"}


def test_clusters_have_their_original_once(shelf):
    shelf.put("story", STORY)
    shelf.put("near", NEAR)
    shelf.put("part", STORY[:90])
    shelf.put("lonely", OTHER)
    stored = rows(shelf.corpus, "select cluster, article, kind, size from clusters order by article")
    assert [(shelf.name(cluster), shelf.name(article), *rest) for cluster, article, *rest in stored] == [
        ("story", "story", "original", 3),
        ("story", "near", "near", 3),
        ("story", "part", "excerpt", 3),
    ]


def test_excerpts_are_kept_by_setting(corpus):
    shelf = Shelf(corpus, Settings().with_values("duplicates", keep_excerpts=True))
    shelf.put("story", STORY)
    assert shelf.put("part", STORY[:100]) is None
    assert shelf.put("near", NEAR) is Reason.DUPLICATE
    assert shelf.pairs() == [("part", "story", "excerpt"), ("near", "story", "near")]


def test_everything_is_kept_by_setting(corpus):
    saver = Saver(corpus.frontier, Settings().with_values("duplicates", find=False), open_run(corpus))
    targets = claim(corpus, Target("https://a/"), Target("https://b/"))
    assert saver.save([make_reading(one, make_article(" ".join(STORY))) for one in targets]) == [None, None]
    assert rows(corpus, "select * from duplicates") == []
    assert rows(corpus, "select * from samples") == []


def test_a_rebuild_comes_to_the_same(shelf):
    texts = {"later": NEAR, "part": STORY[:90], "story": STORY, "report": OTHER + STORY[:80], "other": OTHER}
    for number, (name, text) in enumerate(texts.items()):
        shelf.put(name, text, published=f"2026-01-{9 - number:02}")
    tables = ("duplicates", "fingerprints", "samples", "hosts", "frontier")
    before = [rows(shelf.corpus, f"select * from {table} order by 1, 2") for table in tables]
    reasons = rows(shelf.corpus, "select id, reason from articles")
    told = []
    rebuild(shelf.corpus.connection, Settings().duplicates, lambda *counts: told.append(counts))
    assert [rows(shelf.corpus, f"select * from {table} order by 1, 2") for table in tables] == before
    assert rows(shelf.corpus, "select id, reason from articles") == reasons
    assert told == [(5, 5)]
    shelf.check()


def test_a_rebuild_follows_the_settings(shelf):
    shelf.put("story", STORY)
    shelf.put("near", NEAR)
    shelf.put("part", STORY[:90])
    limits = Settings().with_values("duplicates", keep_excerpts=True).duplicates
    rebuild(shelf.corpus.connection, limits)
    assert shelf.kept() == {"story", "part"}
    shelf.check()
    rebuild(shelf.corpus.connection, Settings().with_values("duplicates", find=False).duplicates)
    assert shelf.kept() == {"story", "near", "part"}
    assert rows(shelf.corpus, "select count(*) from duplicates") == [(0,)]


CHANGES = {
    "no trigger saw its text change": """drop trigger fingerprint_keeps_text;
        update articles set split_text = 'something else' where id = 1""",
    "its samples are of another scheme": "update fingerprints set scheme = 0, checksum = 1 where article = 1",
    "it was deleted": """pragma foreign_keys = off; delete from verdicts; delete from articles where id = 1;
        pragma foreign_keys = on""",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_article_leaves_the_index_when_nobody_knows_its_samples(shelf, change):
    shelf.put("story", STORY)
    shelf.put("other", OTHER)
    with closing(sqlite3.connect(shelf.corpus.path)) as connection:
        connection.executescript(change)
    third = words(300, "third")
    shelf.save("story", third)
    found = [
        owner
        for (entries,) in rows(shelf.corpus, "select entries from samples")
        for owner in articles(entries)
    ]
    samples = {1: fingerprint(" ".join(third)).samples, 2: fingerprint(" ".join(OTHER)).samples}
    assert Counter(found) == {article: len(known) for article, known in samples.items()}
    assert shelf.save("copy", STORY) is None


def test_what_has_samples_of_another_scheme_leaves_the_index_at_once(shelf):
    """It would be read for each of them else."""
    for number in range(4):
        shelf.put(f"page{number}", words(80, number))
    shelf.corpus.connection.execute("update fingerprints set scheme = 0 where article < 4")
    shelf.save("page0", words(80, "new"))
    assert rows(shelf.corpus, "select article from fingerprints order by 1") == [(1,), (4,)]
    assert any(finding.remedy == "corpuscle judge" for finding in shelf.corpus.examine() if finding.problem)
    rebuild(shelf.corpus.connection, Settings().duplicates)
    shelf.check()


@pytest.mark.parametrize(
    "damage",
    [
        "delete from fingerprints where article = 1",
        "delete from samples; delete from fingerprints where article = 2",
        "update fingerprints set scheme = 0",
        "update articles set reason = 'off-topic' where id = 1",
        "delete from duplicates",
        "insert into samples values (1, x'0000000063')",
        "update articles set split_text = 'another' where id = 1",
    ],
)
def test_the_doctor_sees_what_is_wrong(shelf, damage):
    for name, text in {"story": STORY, "other": OTHER, "near": NEAR}.items():
        shelf.put(name, text)
    shelf.corpus.connection.executescript(damage)
    assert any(finding.remedy == "corpuscle judge" for finding in shelf.corpus.examine() if finding.problem)
