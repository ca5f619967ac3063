"""Which links are followed, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import make_article, make_link, make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.focus.chance import chance
from crawler.focus.follow import Follow, astray
from crawler.reasons import Reason
from crawler.records import Kind, Seed, Target, Verdict
from crawler.settings import Crawl, Focus


class Ferries:
    """Seeks whatever speaks of ferries."""

    def of_words(self, words, language=None):  # noqa: ARG002
        return 1.0 if "ferry" in words.lower() else 0.0


FOLLOW = Follow(Ferries(), Crawl(depth=3), Focus())
SOURCE = Target("https://one.example/a", Kind.RELATED, 1)
OFF = (Verdict("relevance", 0.1, Reason.OFF_TOPIC),)
ON = (Verdict("relevance", 0.9),)


def on_page(link, *, depth=1, kind=Kind.RELATED, came_astray=0, **fields):
    """The target of one link on an article, unless the fields say otherwise."""
    fields = {"article": make_article(), "links": (link,)} | fields
    follow = fields.pop("follow", FOLLOW)
    source = replace(SOURCE, depth=depth, kind=kind, astray=came_astray)
    (target,) = follow(make_reading(source, **fields))
    return target


def test_one_target_for_each_link_in_their_order():
    links = tuple(make_link(f"https://one.example/{n}") for n in range(5))
    targets = FOLLOW(make_reading(SOURCE, make_article(), links=links))
    assert [target.url for target in targets] == [link.url for link in links]
    assert {(target.depth, target.kind) for target in targets} == {(2, Kind.RELATED)}


PLAIN = make_link("https://one.example/b", anchor="More")
MENU = replace(PLAIN, kind=Kind.NAVIGATION)
HEADLINE = replace(MENU, anchor="Harbour closed after storm damage")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (PLAIN, None),
        (replace(PLAIN, nofollow=True), Reason.NOFOLLOW),
        (MENU, Reason.NAVIGATION),
        (HEADLINE, None),
        (replace(MENU, anchor="台風で港が閉鎖、船は欠航に"), None),
        (replace(MENU, anchor="天気"), Reason.NAVIGATION),
        (replace(PLAIN, kind=Kind.BODY), None),
        (replace(PLAIN, url="https://one.example/b.pdf"), Reason.NOT_A_PAGE),
        (replace(PLAIN, url="https://one.example/b.pdf", nofollow=True), Reason.NOT_A_PAGE),
        (replace(PLAIN, url="https://one.example/" + "b/" * 20), Reason.TRAP),
        (replace(PLAIN, url="https://one.example/feed.json", kind=Kind.FEED), None),
    ],
)
def test_refusal(link, expected):
    target = on_page(link)
    assert target.reason is expected
    assert (target.parts == {}) is (expected is not None)


@pytest.mark.parametrize(("depth", "expected"), [(2, None), (3, Reason.TOO_DEEP)])
def test_the_depth_budget(depth, expected):
    assert on_page(PLAIN, depth=depth).reason is expected


def test_a_list_that_a_person_gave_is_as_good_as_a_related_block():
    given = {"kind": Kind.SEED, "depth": 0, "article": None, "reason": Reason.NOT_AN_ARTICLE}
    met = given | {"kind": Kind.BODY, "depth": 1}
    assert on_page(MENU, **given).parts.get("kind") == on_page(PLAIN, **met).parts.get("kind")
    assert on_page(MENU, **given).reason is None
    assert on_page(MENU, **met).reason is Reason.NAVIGATION
    assert on_page(MENU, kind=Kind.SEED, depth=0).reason is Reason.NAVIGATION


@pytest.mark.parametrize(
    ("verdicts", "before", "expected"),
    [(ON, 0, 0), (ON, 2, 0), (OFF, 0, 1), (OFF, 2, 3), ((), 2, 2), ((Verdict("relevance"),), 1, 1)],
)
def test_off_topic_pages_in_a_row_are_counted(verdicts, before, expected):
    reading = make_reading(replace(SOURCE, astray=before), make_article(), verdicts=verdicts)
    assert astray(reading) == expected


def test_a_tunnel_through_off_topic_pages_ends():
    assert on_page(PLAIN, verdicts=OFF, came_astray=1).astray == 2
    assert on_page(PLAIN, verdicts=OFF, came_astray=1).reason is None
    assert on_page(PLAIN, verdicts=OFF, came_astray=2).reason is Reason.OFF_TRACK
    feed = replace(PLAIN, url="https://one.example/feed.xml", kind=Kind.FEED)
    assert on_page(feed, verdicts=OFF, came_astray=2).reason is None


def test_breadth_follows_everything_in_the_order_of_depth():
    follow = replace(FOLLOW, crawl=Crawl(depth=3, breadth=True))
    lost = {"follow": follow, "verdicts": OFF, "came_astray": 9}
    assert on_page(MENU, **lost).reason is None
    assert on_page(replace(MENU, nofollow=True), **lost).reason is Reason.NOFOLLOW
    assert on_page(MENU, **lost, depth=3).reason is Reason.TOO_DEEP
    priorities = [on_page(MENU, **lost, depth=depth).priority for depth in range(3)]
    assert priorities == sorted(priorities, reverse=True)
    assert on_page(MENU, **lost).priority == on_page(PLAIN, **lost).priority


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"link": PLAIN}, {"link": replace(PLAIN, kind=Kind.NEXT)}),
        ({"link": replace(PLAIN, kind=Kind.INLINE)}, {"link": replace(PLAIN, kind=Kind.BODY)}),
        ({"link": replace(PLAIN, kind=Kind.BODY)}, {"link": HEADLINE}),
        ({"link": replace(PLAIN, anchor="ferry")}, {"link": PLAIN}),
        ({"link": replace(PLAIN, heading="More on the ferry")}, {"link": PLAIN}),
        ({"link": replace(PLAIN, url="https://one.example/2026/ferry-sank")}, {"link": PLAIN}),
        ({"link": replace(PLAIN, score=0.9)}, {"link": PLAIN}),
        ({"link": PLAIN, "depth": 0}, {"link": PLAIN, "depth": 2}),
        ({"link": PLAIN, "verdicts": ON}, {"link": PLAIN, "verdicts": OFF}),
        ({"link": PLAIN, "verdicts": ON}, {"link": PLAIN, "article": None}),
    ],
)
def test_order(better, worse):
    assert on_page(**better).priority > on_page(**worse).priority


@pytest.mark.parametrize(
    ("near", "far"),
    [("/2026/11/20/x", "/2019/11/20/x"), ("/2026-11-20-x", "/x"), ("/news/20261120/x", "/news/201611/x")],
)
def test_what_is_near_in_time_to_a_seed_comes_first(near, far):
    seed = Seed("x", "text", published="2026-11-22T08:00:00+01:00")
    follow = Follow.make(Ferries(), Crawl(), Focus(), [seed])
    assert follow.dates == (date(2026, 11, 22),)
    first, second = (
        on_page(replace(PLAIN, url=f"https://one.example{path}"), follow=follow) for path in (near, far)
    )
    assert first.parts["date"] > second.parts.get("date", 0.0)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.SEED, Kind.ARCHIVE)])
@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_priority_is_the_chance_that_its_parts_come_to(kind, score):
    link = replace(PLAIN, kind=kind, score=score, anchor="The ferry and its wreck")
    target = on_page(link, verdicts=(Verdict("relevance", score),), kind=Kind.SEED, depth=0)
    assert 0 < target.priority < 1
    assert target.priority == chance(target.parts)


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        (Kind.NAVIGATION, "/events/2040/05/", Reason.TRAP),
        (Kind.NAVIGATION, "/events?date=1970-01", Reason.TRAP),
        (Kind.NEXT, "/events/2040/05/", Reason.TRAP),
        (Kind.NEXT, "/archive/1954/03/storm", None),
        (Kind.RELATED, "/archive/1954/03/storm", None),
        (Kind.NAVIGATION, "/events/2028/05/", None),
    ],
)
def test_a_calendar_ends_where_time_does(kind, path, expected):
    link = replace(HEADLINE, kind=kind, url=f"https://one.example{path}")
    assert on_page(link, follow=replace(FOLLOW, year=2026)).reason is expected


def test_what_is_remembered_of_an_address_holds_for_every_page():
    link = replace(PLAIN, url="https://one.example/events/1970/05/")
    follow = replace(FOLLOW, year=2026)
    menu = replace(link, kind=Kind.NAVIGATION, anchor="Harbour closed after storm damage")
    assert on_page(menu, follow=follow).reason is Reason.TRAP
    assert on_page(link, follow=follow).reason is None
    assert on_page(replace(link, nofollow=True), follow=follow).reason is Reason.NOFOLLOW
    assert on_page(link, follow=follow, depth=3).reason is Reason.TOO_DEEP
    assert on_page(menu, follow=follow).reason is Reason.TRAP
    assert list(follow.addresses) == [link.url]


def test_addresses_longer_than_any_page_has_are_not_remembered():
    follow = replace(FOLLOW)
    link = replace(PLAIN, url="https://one.example/" + "b" * 3_000)
    assert on_page(link, follow=follow).reason is Reason.TRAP
    assert not follow.addresses


class Letters:
    """Makes of each line in each language another closeness."""

    def of_words(self, words, language=None):
        return sum(map(ord, f"{words}{language}")) % 101 / 100


LINES = st.sampled_from(
    ["", "More", "Harbour closed after storm damage", "Ferry sails again this week", "天気"]
)
PLACES = st.sampled_from(
    ["a", "b-c-d-4711", "2031/02/", "list.pdf", "a/a/a/a/a", "2019/11/ferry-sails", "x" * 600]
)
LINKS = st.builds(
    lambda place, kind, heading, anchor, score: make_link(
        f"https://one.example/{place}", kind, heading=heading, anchor=anchor, score=score
    ),
    PLACES,
    st.sampled_from([Kind.RELATED, Kind.NAVIGATION, Kind.FEED]),
    LINES,
    LINES,
    st.sampled_from([0.02, 0.9]),
)
PAGES = st.builds(
    lambda links, language, depth, verdicts: make_reading(
        replace(SOURCE, depth=depth), make_article(language=language), links=tuple(links), verdicts=verdicts
    ),
    st.lists(LINKS, max_size=6),
    st.sampled_from([None, "en", "de"]),
    st.integers(0, 3),
    st.sampled_from([ON, OFF]),
)


@settings(max_examples=150, deadline=None)
@given(pages=st.lists(PAGES, min_size=2, max_size=6), room=st.sampled_from([1, 2, 1000]))
def test_targets_do_not_depend_on_what_was_followed_before(pages, room):
    def new():
        return Follow(Letters(), Crawl(depth=3), Focus(), (date(2019, 11, 20),), year=2026)

    with pytest.MonkeyPatch.context() as patch:
        for limit in ("MOST_REMEMBERED", "MOST_SAID"):
            patch.setattr(f"crawler.focus.follow.{limit}", room)
        used = new()
        for page in (*pages, *reversed(pages)):
            assert used(page) == new()(page)
        assert len(used.addresses) <= room
        assert len(used.said) <= room


@pytest.mark.parametrize("long", [{"anchor": "ferry " * 100}, {"url": f"https://one.example/?a={'b' * 500}"}])
def test_links_longer_than_any_teaser_are_not_remembered(long):
    follow = replace(FOLLOW)
    link = replace(PLAIN, **long)
    assert on_page(link, follow=follow) == on_page(link, follow=follow)
    assert not follow.said
    on_page(PLAIN, follow=follow)
    assert len(follow.said) == 1
