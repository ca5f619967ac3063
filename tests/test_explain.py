"""Why a link has its kind: told by the code that decides it, for the same pages as the decision."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from crawler.reading.document import Document, parse
from crawler.reading.links.explain import Explanation, Survey
from crawler.reading.links.find import find_links
from crawler.reading.links.grounds import Ground
from crawler.records import Kind

CASES = sorted(path.parent for path in Path(__file__).parent.glob("pages/*/expected.json"))
OWN = "https://site.example/news/2024/a-bridge-is-repaired-4711"
PROSE = "<p>" + "The council met and voted, after hours of debate, to repair the bridge. " * 2 + "</p>"
ADDRESS = "/news/2024/who-pays-for-the-bridge-4700"
ONE = f'<a href="{ADDRESS}">Who pays for the old bridge</a>'
# A kind, and the grounds it can rest on.
GROUNDS = {
    Kind.RELATED: {Ground.PRESENTED, Ground.GRID, Ground.STATED},
    Kind.INLINE: {Ground.PRESENTED_ALONE, Ground.TEASER},
    Kind.NEXT: {Ground.STEP, Ground.STATED},
    Kind.BODY: {Ground.PROSE},
    Kind.NAVIGATION: {
        Ground.OTHER_LIST, Ground.UNSPOKEN, Ground.UNLIKE, Ground.LEFT, Ground.MANY_TEASERS,
    },
    Kind.FEED: {Ground.STATED},
}  # fmt: skip


def survey(body: str, head: str = "", url: str = OWN) -> Survey:
    page = parse(f"<html><head>{head}</head><body>{body}</body></html>", url)
    assert isinstance(page, Document)
    return Survey(page)


def explained(body: str, wanted: str = ADDRESS) -> Explanation:
    (explanation,) = survey(f"<article>{PROSE * 3}</article>{body}").explain(wanted)
    return explanation


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_link_of_a_page_is_explained_as_it_was_decided(case):
    text = (case / "page.html").read_text("utf-8")
    own = text.partition('rel="canonical" href="')[2].partition('"')[0]
    document = parse(text, own)
    assert isinstance(document, Document)
    found = Survey(document)
    assert found.links == find_links(document)
    for link in found.links:
        assert found.ground(link) in GROUNDS[link.kind]
        (explanation,) = found.explain(link.url)
        assert explanation.link == link
        assert sum(explanation.score.values()) == pytest.approx(link.score)
        counting = [spot for spot in explanation.spots if spot.counts]
        if found.ground(link) is not Ground.STATED:
            assert [spot.kind for spot in counting] == [link.kind]
        assert all(link.kind is not other for spot in counting for other in spot.otherwise.values())
        json.dumps([spot.facts for spot in explanation.spots])


@pytest.mark.parametrize(
    ("body", "ground", "voices"),
    [
        (f"<h2>Related</h2><p>{ONE}</p>", Ground.PRESENTED, [("heading", "related", True)]),
        (
            f'<div class="related"><h3>Most popular</h3><p>{ONE}</div>',
            Ground.OTHER_LIST,
            [("heading", "other", True), ("mark", "related", False)],
        ),
        (f'<p class=tags><a href="{ADDRESS}">Bridge</a>', Ground.OTHER_LIST, [("mark", "label", True)]),
        (f"<nav>{ONE}</nav>", Ground.OTHER_LIST, [("mark", "other", True)]),
        (f"<div><p>{ONE}</p></div>", Ground.UNSPOKEN, []),
        (
            f"<h3>Related</h3><p>{ONE.replace('<a', '<a rel=sponsored')}</p>",
            Ground.UNLIKE,
            [("heading", "related", True)],
        ),
        (f'<div class="prev-post">{ONE}</div>', Ground.STEP, [("mark", "next", True)]),
    ],
)
def test_who_speaks_and_who_is_heard(body, ground, voices):
    (spot,) = explained(body).spots
    assert spot.ground is ground
    assert [(voice.sort, voice.says, voice.settled) for voice in spot.voices] == voices


def test_what_would_make_it_another_kind():
    (spot,) = explained(f"<h2>Related</h2><p>{ONE}</p>").spots
    assert spot.otherwise["under a heading such as “Most read”"] is Kind.NAVIGATION
    assert spot.otherwise["with no heading or mark over it"] is Kind.NAVIGATION
    assert spot.otherwise["under a heading such as “Next article”"] is Kind.NEXT
    assert spot.otherwise["marked as sponsored"] is Kind.NAVIGATION
    (spot,) = explained(f"<p>{ONE}</p>").spots
    assert spot.otherwise["under a heading such as “Related”"] is Kind.RELATED
    (spot,) = explained(f"<h2>Related</h2><p>{ONE.replace(ADDRESS, '/a-b')}</p>", "/a-b").spots
    assert (spot.ground, spot.facts["address shape"] < spot.facts["shape needed"]) == (Ground.UNLIKE, True)
    assert spot.otherwise["with an address like this page's own"] is Kind.RELATED


@pytest.mark.parametrize(
    "wanted",
    [
        f"https://site.example{ADDRESS}",
        f"http://www.site.example{ADDRESS}/?utm_source=x",
        ADDRESS,
        "who-pays-for-the-bridge-4700",
        "PAYS FOR THE OLD",
        "bridge-4700",
    ],
)
def test_a_link_is_known_by_any_form_of_its_address_or_a_part(wanted):
    assert explained(f"<h2>Related</h2><p>{ONE}</p>", wanted).url == f"https://site.example{ADDRESS}"


def test_a_whole_address_is_not_a_part_of_others():
    found = survey(f"{ONE}{ONE.replace('4700', '47001')}")
    assert len(list(found.explain(ADDRESS))) == 1
    assert len(list(found.explain("bridge-4700"))) == 2
    body = f"<article>{PROSE * 3}</article><nav>{ONE}</nav><h2>Related</h2><p>{ONE.replace('00', '01')}"
    found = survey(body)
    assert [one.link.kind for one in found.explain("bridge")] == [Kind.RELATED, Kind.NAVIGATION]
    assert list(found.explain("nowhere")) == list(found.explain(" ")) == []


def test_every_place_of_an_address_is_told_and_the_strongest_counts():
    explanation = explained(f"<nav>{ONE}</nav><div><h2>Related</h2><p>{ONE}</p></div><footer>{ONE}</footer>")
    assert [(spot.kind, spot.counts) for spot in explanation.spots] == [
        (Kind.NAVIGATION, False),
        (Kind.RELATED, True),
        (Kind.NAVIGATION, False),
    ]


def test_the_page_itself_is_no_link_and_head_links_have_no_place():
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    found = survey(f'<a href="{OWN}#top">Top of the page</a>', head)
    assert [explanation.link for explanation in found.explain(OWN)] == [None]
    (feed,) = found.explain("/feed")
    assert (feed.link.kind, feed.spots) == (Kind.FEED, ())


def test_a_grid_of_cards_is_counted():
    card = '<p><a href="/news/2024/story-of-the-bridge-{0}"><img src=x>The story of bridge number {0}</a></p>'
    cards = "".join(card.format(number) for number in range(4701, 4706))
    found = survey(f"<div><div><article>{PROSE * 3}</article></div><div>{cards}</div></div>")
    (explanation,) = found.explain("/news/2024/story-of-the-bridge-4703")
    (spot,) = explanation.spots
    assert (spot.kind, spot.ground) == (Kind.RELATED, Ground.GRID)
    assert (spot.grid.addresses, spot.grid.headlines, spot.grid.pictured) == (5, 5, 5)
    assert spot.otherwise["under a heading such as “Most read”"] is Kind.NAVIGATION


@pytest.mark.parametrize("href", ["/news/story-{0}", "/news/a-story-told-again"])
def test_a_page_of_thousands_of_links_is_explained_in_time(href):
    link = f'<p><a href="{href}"><img src=x>Story number {{0}} of many</a></p>'
    started = time.process_time()
    found = survey(f"<div>{PROSE * 9}</div><div>{''.join(link.format(n) for n in range(3000))}</div>")
    explanations = list(found.explain("story"))
    assert 0 < sum(len(explanation.spots) for explanation in explanations) <= 50
    for one in found.links:
        found.ground(one)
    # measured 0.6 s; what is quadratic here takes minutes
    assert time.process_time() - started < 15
