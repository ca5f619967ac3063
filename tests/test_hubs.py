"""Lists are no articles, but the database knows them as what leads to articles."""

from __future__ import annotations

import pytest
from builders import claim, make_article, make_link, make_page, make_reading, open_run, rows

from crawler.corpus.save import Saver
from crawler.reasons import HUBS, Reason
from crawler.records import Kind, Target, Verdict
from crawler.settings import Settings

ALL = "select url, host, reason, articles from hubs order by url"


@pytest.fixture
def saver(corpus):
    return Saver(corpus.frontier, Settings(), open_run(corpus))


def test_lists_and_feeds_are_hubs(corpus, saver):
    reasons = [Reason.NOT_AN_ARTICLE, Reason.FEED, Reason.SEARCH_RESULTS, Reason.LOGIN, None]
    targets = claim(corpus, *(Target(f"https://{n}.example/") for n in range(len(reasons))))
    article = make_article()
    saver.save(
        [
            make_reading(target, None if reason else article, page=make_page(target.url), reason=reason)
            for target, reason in zip(targets, reasons, strict=True)
        ]
    )
    assert rows(corpus, ALL) == [
        ("https://0.example/", "0.example", "not-an-article", 0),
        ("https://1.example/", "1.example", "feed", 0),
    ]


def test_a_hub_counts_the_kept_articles_it_links_to(corpus, saver):
    (hub,) = claim(corpus, Target("https://a.example/"))
    links = tuple(make_link(f"https://a.example/{n}", Kind.NAVIGATION) for n in range(3))
    saver.save([make_reading(hub, links=links, reason=Reason.NOT_AN_ARTICLE)])
    kept, short, _ = sorted(claim(corpus), key=lambda target: target.url)
    too_short = (Verdict("length", 1, Reason.TOO_SHORT),)
    saver.save(
        [
            make_reading(kept, make_article("one")),
            make_reading(short, make_article("two"), verdicts=too_short),
        ]
    )
    assert rows(corpus, ALL) == [("https://a.example/", "a.example", "not-an-article", 1)]


def test_a_hub_that_waits_to_be_asked_again_is_still_one(corpus, saver):
    (hub,) = claim(corpus, Target("https://a.example/"))
    saver.save([make_reading(hub, reason=Reason.FEED)])
    corpus.connection.execute("update frontier set state = 'q', reason = null")
    assert rows(corpus, ALL) == [("https://a.example/", "a.example", "feed", 0)]


def test_hubs_are_said_by_the_reader():
    assert {reason.stage for reason in HUBS} == {"reading"}
