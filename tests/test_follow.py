"""Which links are followed, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import make_article, make_link, make_reading

from crawler.follow import Follow
from crawler.judges.relevance import Relevance
from crawler.reasons import Reason
from crawler.records import Kind, Seed, Target, Verdict
from crawler.settings import Crawl

SEED = Seed("x", "A ferry sank in the strait. Divers searched the wreck of the ferry.", language="en")
FOLLOW = Follow(Relevance.to([SEED], 0.03, 0.012), Crawl(depth=3))
SOURCE = Target("https://one.example/a", Kind.RELATED, 1)
OFF = (Verdict("relevance", 0.0, Reason.OFF_TOPIC),)


def on_page(link, *, depth=1, kind=Kind.RELATED, **fields):
    """The target of one link on an article, unless the fields say otherwise."""
    fields = {"article": make_article(), "links": (link,)} | fields
    follow = fields.pop("follow", FOLLOW)
    (target,) = follow(make_reading(replace(SOURCE, depth=depth, kind=kind), **fields))
    return target


def test_one_target_for_each_link_in_their_order():
    links = tuple(make_link(f"https://one.example/{n}") for n in range(5))
    targets = FOLLOW(make_reading(SOURCE, make_article(), links=links))
    assert [target.url for target in targets] == [link.url for link in links]
    assert {(target.depth, target.kind) for target in targets} == {(2, Kind.RELATED)}


PLAIN = make_link("https://one.example/b", anchor="More")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (PLAIN, None),
        (replace(PLAIN, nofollow=True), Reason.NOFOLLOW),
        (replace(PLAIN, kind=Kind.NAVIGATION), Reason.NAVIGATION),
        (replace(PLAIN, kind=Kind.BODY), None),
        (replace(PLAIN, url="https://one.example/b.pdf"), Reason.NOT_A_PAGE),
        (replace(PLAIN, url="https://one.example/b.pdf", nofollow=True), Reason.NOT_A_PAGE),
        (replace(PLAIN, url="https://one.example/" + "b/" * 20), Reason.TRAP),
        (replace(PLAIN, url="https://one.example/feed.json", kind=Kind.FEED, anchor="ferry"), None),
    ],
)
def test_refusal(link, expected):
    target = on_page(link)
    assert target.reason is expected
    assert (target.parts == {}) is (expected is not None)


@pytest.mark.parametrize(("depth", "expected"), [(2, None), (3, Reason.TOO_DEEP)])
def test_the_depth_budget(depth, expected):
    assert on_page(PLAIN, depth=depth).reason is expected


def test_navigation_is_followed_on_a_list_that_a_person_gave():
    menu = replace(PLAIN, kind=Kind.NAVIGATION)
    given = {"kind": Kind.SEED, "depth": 0}
    assert on_page(menu, **given, article=None, reason=Reason.NOT_AN_ARTICLE).reason is None
    assert on_page(menu, **given).reason is Reason.NAVIGATION
    assert on_page(menu, article=None, reason=Reason.NOT_AN_ARTICLE).reason is Reason.NAVIGATION


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (PLAIN, Reason.OFF_TRACK),
        (replace(PLAIN, anchor="Divers at the wreck"), None),
        (replace(PLAIN, heading="More on the ferry"), None),
        (replace(PLAIN, url="https://one.example/2026/ferry-sank"), None),
    ],
)
def test_a_step_through_an_off_topic_page_must_speak_for_itself(link, expected):
    assert on_page(link, verdicts=OFF).reason is expected


def test_breadth_follows_everything_in_the_order_of_depth():
    follow = replace(FOLLOW, settings=Crawl(depth=3, breadth=True))
    menu = replace(PLAIN, kind=Kind.NAVIGATION)
    assert on_page(menu, follow=follow, verdicts=OFF).reason is None
    assert on_page(replace(menu, nofollow=True), follow=follow).reason is Reason.NOFOLLOW
    assert on_page(menu, follow=follow, depth=3).reason is Reason.TOO_DEEP
    priorities = [on_page(menu, follow=follow, depth=depth).priority for depth in range(3)]
    assert priorities == sorted(priorities, reverse=True)
    assert on_page(menu, follow=follow).priority == on_page(PLAIN, follow=follow).priority


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"link": PLAIN}, {"link": replace(PLAIN, kind=Kind.INLINE)}),
        ({"link": replace(PLAIN, kind=Kind.INLINE)}, {"link": replace(PLAIN, kind=Kind.BODY)}),
        ({"link": replace(PLAIN, anchor="ferry")}, {"link": PLAIN}),
        ({"link": replace(PLAIN, score=0.9)}, {"link": PLAIN}),
        ({"link": PLAIN, "depth": 0}, {"link": PLAIN, "depth": 2}),
        (
            {"link": PLAIN, "verdicts": (Verdict("relevance", 0.2),)},
            {"link": PLAIN, "verdicts": (Verdict("relevance", 0.1),)},
        ),
    ],
)
def test_order(better, worse):
    assert on_page(**better).priority > on_page(**worse).priority


@pytest.mark.parametrize("kind", Kind)
def test_a_priority_is_a_share_and_the_sum_of_its_parts(kind):
    if kind is Kind.SEED:
        return
    for score in (0.0, 1.0):
        link = replace(PLAIN, kind=kind, score=score, anchor="ferry wreck")
        target = on_page(link, verdicts=(Verdict("relevance", score),), kind=Kind.SEED, depth=0)
        assert 0 <= target.priority <= 1
        if target.reason is None:
            assert target.priority == pytest.approx(min(max(sum(target.parts.values()), 0), 1), abs=0.01)
