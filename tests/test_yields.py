"""What links have yielded, and how it changes what comes next."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, make_article, make_link, make_reading, open_run, rows

from crawler.corpus import Corpus
from crawler.corpus.reprioritise import PAGES_BETWEEN, Reprioritiser
from crawler.corpus.save import Saver
from crawler.corpus.yields import Learned, Yields
from crawler.focus.chance import chance
from crawler.reasons import Reason
from crawler.records import Kind, Reading, Target, Verdict
from crawler.settings import Focus, Settings

PARTS = {"kind": 0.0, "page": 0.5}
ON = (Verdict("relevance", 0.9),)
OFF = (Verdict("relevance", 0.1, Reason.OFF_TOPIC),)


@pytest.fixture
def saver(corpus: Corpus) -> Saver:
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def page(source: Target, *links: Any, verdicts: Any = ON, article: Any = True, **fields: Any) -> Reading:
    """A page whose links are followed with PARTS."""
    targets = tuple(
        Target(link.url, link.kind, source.depth + 1, chance(PARTS), PARTS, via=source.id) for link in links
    )
    text = make_article(f"text of {source.url}", title=fields.pop("title", "A title")) if article else None
    return make_reading(
        source, text, links=links, targets=targets, verdicts=verdicts if article else (), **fields
    )


def grow(corpus: Corpus, saver: Saver, good: int, bad: int) -> None:
    """A page with two blocks: what the first leads to is kept, what the second leads to is not."""
    (seed,) = claim(corpus, Target("https://one.example/seed", priority=1.0))
    links = [make_link(f"https://one.example/good{n}", heading="Related", path="a") for n in range(good)]
    links += [make_link(f"https://one.example/bad{n}", heading="Recommended", path="b") for n in range(bad)]
    saver.save([page(seed, *links)])
    for target in claim(corpus):
        saver.save([page(target, verdicts=ON if "good" in target.url else OFF)])


def test_blocks_and_kinds_are_counted(corpus, saver):
    grow(corpus, saver, 3, 2)
    counted = "select heading, kind, tries, kept, share from yields order by heading desc"
    assert rows(corpus, counted) == [("Related", "related", 3, 3, 1.0), ("Recommended", "related", 2, 0, 0.0)]
    again = Yields(corpus.connection, Focus())
    assert again.kinds == saver.yields.kinds
    assert (again.all.tries, again.all.kept) == (5, 3)


def test_a_page_read_again_is_no_second_try(corpus, saver):
    grow(corpus, saver, 1, 0)
    target = Target("https://one.example/good0", Kind.RELATED, 1, id=2, block=1)
    saver.save([page(target)])
    assert rows(corpus, "select tries, kept from yields") == [(1, 1)]


def test_failures_teach_nothing_and_pages_without_text_do(corpus, saver):
    (seed,) = claim(corpus, Target("https://one.example/seed", priority=1.0))
    saver.save([page(seed, make_link("https://one.example/a"), make_link("https://one.example/b"))])
    one, other = claim(corpus)
    saver.save(
        [make_reading(one, page=make_reading(one).page.__class__(one.url, status=404, reason=Reason.GONE))]
    )
    assert rows(corpus, "select tries from yields") == []
    saver.save([page(other, article=None, reason=Reason.NO_TEXT)])
    assert rows(corpus, "select tries, kept from yields") == [(1, 0)]


def test_a_block_that_yields_comes_before_one_that_does_not(corpus, saver):
    grow(corpus, saver, 6, 6)
    (seed,) = claim(corpus, Target("https://one.example/other", priority=1.0))
    saver.save(
        [
            page(
                seed,
                make_link("https://two.example/x", heading="Related", path="a", anchor="same words"),
                make_link("https://two.example/y", heading="Recommended", path="b", anchor="same words"),
            )
        ]
    )
    found = dict(rows(corpus, "select url, priority from frontier where host = 'two.example'"))
    assert found["https://two.example/x"] > found["https://two.example/y"] + 0.2
    (parts,) = rows(corpus, "select parts from chances where url = 'https://two.example/x'")
    assert '"block"' in parts[0]
    assert '"page":0.5' in parts[0]


def test_words_learned_weigh_links(saver):
    yields = saver.yields
    for n in range(30):
        yields.lexicon.learn(f"ferry {n}", "", is_near=True)
        yields.lexicon.learn(f"bakery {n}", "", is_near=False)
    learned = Learned(yields)
    assert learned(Kind.RELATED, None, "x.example", "The ferry")["words"] > 0.5
    assert learned(Kind.RELATED, None, "x.example", "The bakery")["words"] < -0.5


def test_what_is_queued_is_weighed_anew_when_enough_was_learned(corpus, saver):
    (seed,) = claim(corpus, Target("https://one.example/seed", priority=1.0))
    waiting = make_link("https://late.example/x", heading="Recommended", path="b")
    saver.save([page(seed, waiting)])
    before = priority(corpus, waiting.url)
    learner = Reprioritiser(corpus.connection, saver.yields)
    for _ in range(PAGES_BETWEEN - 1):
        saver.yields.count(Target("https://one.example/", Kind.RELATED), 1, kept=False)
    assert not learner.is_due
    saver.yields.count(Target("https://one.example/", Kind.RELATED), 1, kept=False)
    assert learner.is_due
    while learner.is_due:
        learner.step()
    assert priority(corpus, waiting.url) < before - 0.2
    (best,) = rows(corpus, "select best from hosts where host = 'late.example'")[0]
    assert best == priority(corpus, waiting.url)
    assert not learner.is_due


def priority(corpus: Corpus, url: str) -> float:
    return rows(corpus, "select priority from frontier where url = ?", url)[0][0]


def test_a_block_that_is_the_same_on_every_page_belongs_to_the_site(corpus, saver):
    everywhere = [make_link(f"https://one.example/top{n}", heading="Related", path="side") for n in range(4)]
    for number in range(8):
        (target,) = claim(corpus, Target(f"https://one.example/story{number}", priority=1.0))[:1]
        own = make_link(f"https://one.example/own{number}", heading="Related", path="below")
        saver.save([page(target, *everywhere, own)])
    blocks = dict(rows(corpus, "select path, sitewide from blocks"))
    assert blocks == {"side": 1, "below": 0}
    assert rows(corpus, "select distinct kind from edges where path = 'side'") == [("navigation",)]
    (target,) = claim(corpus, Target("https://one.example/last", priority=1.0))[:1]
    new = make_link("https://one.example/new", heading="Related", path="side")
    saver.save([page(target, new)])
    assert rows(corpus, "select reason from frontier where url = ?", new.url) == [("navigation",)]


def test_what_was_rolled_back_was_not_learned(corpus, saver):
    grow(corpus, saver, 2, 0)
    before = saver.yields.all.tries
    (target,) = claim(corpus, Target("https://one.example/next", priority=1.0))
    broken = page(target, make_link("https://one.example/z"))
    with corpus.connection:
        corpus.connection.execute(
            "create trigger stop before insert on verdicts begin select raise(abort, 'x'); end"
        )
    saver.save([broken])
    assert saver.yields.all.tries == before
