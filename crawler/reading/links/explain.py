"""Why a link has its kind: what the decision saw, and what it would say were things otherwise.

Nothing is decided here: every answer comes from the code that judges links in a crawl.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from ...records import Kind, Link
from ..document import Document
from .addresses import ENOUGH, is_near, is_page_of, number_shape, shape, slug_shape, split
from .blocks import HEADLINE, LABEL
from .cues import DEEPEST, Answer, Cue
from .find import SCORES, Reader
from .grids import Grid, above, child_of, measure
from .grounds import Ground
from .headings import Stance, width
from .paths import step
from .places import PAID, TEASER, Place

SIBLING = "a-headline-of-several-words-20240102"  # an address like the page's own, made from it
SERVICE = "/login"  # an address that is no article's on any site
MOST = 50  # addresses of one question, and places of one address: a hostile page has thousands
HEADLINE_TEXT = "A headline of usual length"
STANCES = {
    Stance.RELATED: "under a heading such as “Related”",
    Stance.OTHER: "under a heading such as “Most read”",
    Stance.NEXT: "under a heading such as “Next article”",
    None: "with no heading or mark over it",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A heading or mark that speaks for a link."""

    sort: str
    """"heading", "label" or "mark"."""
    text: str
    """What a heading or label reads; empty for a mark."""
    says: str
    """What it says of the links; empty if nothing known."""
    element: str
    """Tag, id and classes of the element whose links it speaks for."""
    settled: bool
    """It was listened to."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A link at one place on the page: what it was taken for there, and on what evidence."""

    kind: Kind
    ground: Ground
    anchor: str
    heading: str
    position: int
    path: str
    voices: tuple[Voice, ...]
    facts: Mapping[str, bool | float | int]
    grid: Grid | None
    """Of the element it shares the article's column with, where that stands below the article."""
    otherwise: Mapping[str, Kind]
    """What would make it another kind → that kind."""
    counts: bool = False
    """The strongest of the places where its address stands."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one address that a page links to."""

    url: str
    link: Link | None
    """None for the page's own address, which is no link of it."""
    spots: tuple[Spot, ...]
    """Empty where only head or JSON-LD name it."""
    score: Mapping[str, float] = field(default_factory=dict)
    """What the score is the sum of."""
    address: Mapping[str, float] = field(default_factory=dict)
    """What the shape of the address is the sum of, before it is held to 0..1."""


class Survey:
    """All links of a page with the places where they stand."""

    def __init__(self, document: Document) -> None:
        """Judge the page."""
        self.reader = Reader(document)
        self.links = self.reader.read()
        self.found = dict(zip(self.reader.found, self.links, strict=True))
        self.keys = {link.url: key for key, link in self.found.items()}
        self.places = self.reader.judged()
        at = {place.index: place for place in self.places}
        self.by_key: dict[str, list[Place]] = {}
        for place in self.places:
            self.by_key.setdefault(place.key, []).append(place)
        self.winners = {key: at[place.index] for key, place in self.reader.strongest().items()}

    def ground(self, link: Link) -> Ground:
        """Return what settled the kind of a link."""
        place = self.winners.get(self.keys.get(link.url, ""))
        # an address in the text may be named in the head as more than it is there
        return place.ground if place and place.kind is link.kind else Ground.STATED

    def explain(self, wanted: str) -> Iterator[Explanation]:
        """Explain the links to an address in any form, or else those that have it as a part.

        The strongest come first.
        """
        pair = self.reader.resolve(wanted)
        urls = {place.key: place.url for place in self.places} | {
            key: link.url for key, link in self.found.items()
        }
        keys = [pair[1]] if pair and pair[1] in urls else list(self.containing(wanted, urls))
        found = self.found
        keys.sort(key=lambda key: -found[key].score if key in found else 0.0)
        for key in keys[:MOST]:
            yield self.explained(key, urls[key])

    def containing(self, part: str, urls: Mapping[str, str]) -> Iterator[str]:
        """Yield the addresses that a text is part of, or part of whose anchor it is."""
        part = part.strip().casefold()
        anchors: dict[str, str] = {}
        for place in self.places:
            href = self.reader.places.page.hrefs[place.index]
            anchors[place.key] = f"{anchors.get(place.key, '')}\n{href}\n{place.text}"
        for key, url in urls.items():
            if part and part in f"{url}{anchors.get(key, '')}".casefold():
                yield key

    def explained(self, key: str, url: str) -> Explanation:
        """Explain the links to one address."""
        link = self.found.get(key)
        places = sorted(self.by_key.get(key, ()), key=lambda place: self.winners[key] is not place)[:MOST]
        found = tuple(self.spot(place) for place in sorted(places, key=lambda place: place.index))
        if link is None:
            return Explanation(url, None, found)
        address = address_parts(link.url, self.reader.own)
        base = SCORES[link.kind]
        score = {str(link.kind): base, "address": round(link.score - base, 3)}
        return Explanation(url, link, found, score, address)

    def spot(self, place: Place) -> Spot:
        """Write down what a link is at one place, and why."""
        places = self.reader.places
        cue = places.blocks.cues[place.anchor]
        answer = places.answer(cue)
        return Spot(
            place.kind,
            place.ground,
            place.text,
            place.heading,
            place.index,
            self.reader.link(place).path,
            tuple(voices(cue, answer)),
            self.facts(place, answer),
            self.grid(place),
            dict(self.otherwise(place, answer)),
            counts=self.winners.get(place.key) is place,
        )

    def facts(self, place: Place, answer: Answer) -> dict[str, bool | float | int]:
        """Return what the decision asks about a link."""
        places, own = self.reader.places, self.reader.own
        inside, running, prose = places.stands(place.anchor)
        return {
            "in the article's element": places.is_within(place.index),
            "among its paragraphs": inside,
            "in running text": running,
            "after words of the text": prose,
            "alone in its block": places.is_alone(place.block or place.anchor.block),
            "characters": width(place.text),
            "headline": places.is_headline(place, TEASER if answer.doubtful else HEADLINE),
            "address shape": round(shape(place.url, own), 3),
            "shape needed": ENOUGH,
            "same site": is_near(place.url, own),
            "page of this article": is_page_of(place.url, own),
            "marked as paid": bool(PAID.search(place.rel)),
        }

    def grid(self, place: Place) -> Grid | None:
        """Return what the element around a link, below the article in its column, has of a grid."""
        places = self.reader.places
        main = places.blocks.main.node
        if main is None or place.index < main.last_anchor:
            return None
        column = above(main)
        top = child_of(column, place.anchor)
        if top is None:
            return None
        cards = [p for p in self.places if top.first_anchor <= p.index < top.last_anchor]
        return measure(places, top, cards)

    def otherwise(self, place: Place, answer: Answer) -> Iterator[tuple[str, Kind]]:
        """Yield changes that would make a link another kind, and that kind."""
        for change, changed, other in self.changes(place, answer):
            kind = self.reader.places.kind(changed, other)
            if kind is not place.kind:
                yield change, kind

    def changes(self, place: Place, answer: Answer) -> Iterator[tuple[str, Place, Answer]]:
        """Yield what could be otherwise, one thing at a time."""
        for said, change in STANCES.items():
            if said is not answer.stance:
                yield change, place.but(), Answer(said, answer.cue)
        if place.ground is Ground.GRID:  # that many cards decide together
            return
        if self.reader.own:
            sibling, service = (urljoin(self.reader.own, name) for name in (SIBLING, SERVICE))
            yield "with an address like this page's own", place.but(url=sibling), answer
            yield f"with an address such as {SERVICE}", place.but(url=service), answer
        yield "with the words of a headline", place.but(text=HEADLINE_TEXT), answer
        yield "marked as sponsored", place.but(rel="sponsored"), answer


def voices(cue: Cue | None, answer: Answer) -> Iterator[Voice]:
    """Yield who speaks for a link, the nearest first."""
    for _ in range(DEEPEST):
        if cue is None:
            return
        classes, name = cue.node.names
        element = step(cue.node.tag, name, classes)
        if cue.mark:
            yield Voice("mark", "", cue.mark.value, element, cue is answer.cue)
        else:
            said = cue.stance.name.lower() if cue.stance else ""
            sort = "label" if cue.rank == LABEL else "heading"
            yield Voice(sort, cue.heading, said, element, cue is answer.cue)
        cue = cue.outer


def address_parts(url: str, own: str) -> dict[str, float]:
    """Return what the shape of an address is the sum of; nothing for one of no article."""
    whole = shape(url, own)
    if not whole:
        return {}
    path = split(url)[1]
    words, number = slug_shape(path), number_shape("/" + "/".join(path))
    rest = whole - words - number
    parts = {"words": words, "number or date": number, "likeness to this page's": rest}
    return {name: round(value, 3) for name, value in parts.items() if round(value, 3)}
