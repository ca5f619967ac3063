"""Marks, and judging anew what is stored."""

from __future__ import annotations

import pytest
from builders import claim, make_article, make_reading, open_run, rows

from crawler.corpus import Corpus
from crawler.corpus.judged.judging import Judging
from crawler.corpus.judged.marks import Marks, UnknownArticleError
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Target, Verdict
from crawler.settings import Duplicates, Settings

TITLES = ("Ferry sank", "Bakery opened", "Ferry found")


def about(word):
    """A relevance judge that seeks one word in titles."""

    def judge(article):
        found = word in article.title
        reason = None if found else Reason.OFF_TOPIC
        return Verdict("relevance", float(found), reason, word, {"word": float(found)})

    return judge


@pytest.fixture
def stored(corpus: Corpus) -> Corpus:
    """Three articles in a block of one page, judged by who seeks ferries."""
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    block = "insert into blocks (host, kind, heading, path) values ('one.example', 'related', '', '')"
    corpus.frontier.know_host("one.example")
    corpus.connection.execute(block)
    for number, title in enumerate(TITLES):
        target = Target(f"https://one.example/{number}", Kind.RELATED, 1, 1.0, block=1)
        (claimed,) = claim(corpus, target)
        article = make_article(f"{title}, said number {number} of the crew", title=title, tags=("a", "b"))
        saver.save([make_reading(claimed, article, verdicts=(about("Ferry")(article),))])
    return corpus


def state(corpus):
    """Everything that follows from verdicts."""
    return {
        "kept": [title for (title,) in rows(corpus, "select title from corpus order by id")],
        "reasons": [reason for (reason,) in rows(corpus, "select reason from frontier order by id")],
        "hosts": rows(corpus, "select articles from hosts")[0][0],
        "blocks": rows(corpus, "select kept from blocks")[0][0],
    }


FERRIES = {
    "kept": ["Ferry sank", "Ferry found"],
    "reasons": [None, "off-topic", None],
    "hosts": 2,
    "blocks": 2,
}
BAKERIES = {
    "kept": ["Bakery opened"],
    "reasons": ["off-topic", None, "off-topic"],
    "hosts": 1,
    "blocks": 1,
}


def judging(corpus, judge):
    return Judging(corpus.connection, [judge], Duplicates())


def quiet(done, total):
    """Nobody watches."""


def test_judging_anew_with_the_same_judges_changes_nothing(stored):
    before = list(stored.connection.iterdump())
    judged = judging(stored, about("Ferry")).all(quiet)
    assert (judged.articles, judged.came, judged.went) == (3, 0, 0)
    assert judged.before == judged.after == {"kept": 2, "off-topic": 1}
    assert list(stored.connection.iterdump()) == before


def test_judging_anew_with_others_moves_everything_that_follows(stored):
    assert state(stored) == FERRIES
    heard = []
    judged = judging(stored, about("Bakery")).all(lambda *counts: heard.append(counts))
    assert state(stored) == BAKERIES
    assert (judged.came, judged.went) == (1, 2)
    assert heard[-1] == (3, 3)
    assert [finding for finding in stored.examine() if finding.problem] == []
    verdicts = "select score, reason, evidence, parts from verdicts where article = 2"
    assert rows(stored, verdicts) == [(1.0, None, "Bakery", '{"word": 1.0}')]
    judging(stored, about("Ferry")).all(quiet)
    assert state(stored) == FERRIES


def test_a_mark_outweighs_the_judge(stored):
    Marks(stored.connection).set({1: False, 2: True})
    judging(stored, about("Ferry")).some([1, 2])
    assert state(stored)["kept"] == ["Bakery opened", "Ferry found"]
    judging(stored, about("Ferry")).all(quiet)
    assert state(stored)["kept"] == ["Bakery opened", "Ferry found"]
    Marks(stored.connection).set({1: None, 2: None})
    judging(stored, about("Ferry")).some([1, 2])
    assert state(stored) == FERRIES


def test_a_judge_sees_the_article_that_was_stored(stored):
    seen = []

    def watch(article):
        seen.append(article)
        return Verdict("relevance", 1.0)

    judging(stored, watch).all(quiet)
    assert [article.title for article in seen] == list(TITLES)
    assert {(article.tags, article.extractor, article.paywalled) for article in seen} == {
        (("a", "b"), "test", None)
    }


def test_marks_are_listed_last_one_first(stored):
    marks = Marks(stored.connection)
    marks.set({1: True})
    marks.set({2: False, 1: True})
    assert {(mark.article, mark.relevant, mark.title) for mark in marks} == {
        (1, True, "Ferry sank"),
        (2, False, "Bakery opened"),
    }
    assert marks.all() == {1: True, 2: False}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("2", 2), ("https://one.example/1", 2), ("http://www.one.example/1/#top", 2)],
)
def test_an_article_is_found_by_number_and_by_any_form_of_its_address(stored, name, expected):
    assert Marks(stored.connection).find(name) == expected


@pytest.mark.parametrize("name", ["9", "0", "", "²", "9" * 40, "https://one.example/none", "nonsense", "\0"])
def test_an_unknown_article(stored, name):
    with pytest.raises(UnknownArticleError):
        Marks(stored.connection).find(name)
