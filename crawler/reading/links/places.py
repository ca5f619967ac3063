"""What a link is to the article, judged where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...records import Kind
from .addresses import CERTAIN, ENOUGH, SURE, is_near, is_page_of, shape
from .blocks import HEADLINE, Blocks
from .cues import Answer, Cue, hear
from .headings import Stance, leads_on, width
from .outline import Node

TEASER = 25  # characters of a link that stands alone between paragraphs; headlines have more
LONGEST_HEADLINE = 160  # characters; longer links are notices
LONGEST_ANCHOR = 500  # characters kept; a link around a whole card has up to 400
MOST_TEASERS = 10  # on a page; where more stand alone, the page is a list
SHORTEST = 6  # characters of a headline, where all else speaks for one
ALONE = 5  # characters besides its link that a teaser may have
PROSE = 40  # characters around a link that make it one in running text
LONGEST_STEP = 60  # characters of “Next article: …”
CARD_DEPTH = 6  # elements from a link out to its card
CARD_LINKS = 6  # picture, headline, summary, button
CARD_PIECES = 10  # of text: kicker, headline, summary
PAID = re.compile(r"\b(sponsored|nofollow)\b")

Pair = tuple[str, str] | None


@dataclass(slots=True)
class Place:
    """A link where it stands, and what was made of it."""

    anchor: Node
    index: int
    url: str
    key: str
    """What is equal for all addresses of the page it leads to."""
    text: str
    rel: str
    kind: Kind = Kind.NAVIGATION
    teaser: bool = False
    """It stands alone among the paragraphs, and nothing else speaks for it."""
    heading: str = ""
    block: Node | None = None
    """Element that holds the links of its block, if one is known."""
    shape: float = 0.0
    """How much its address looks like an article's."""


class Places:
    """Judges the links of one page."""

    def __init__(self, blocks: Blocks, pairs: list[Pair], own: str) -> None:
        """Take the page's blocks, the addresses of its anchors, and its own address."""
        self.page = blocks.page
        self.blocks = blocks
        self.pairs = pairs
        self.own = own
        self.answers: dict[Cue | None, Answer] = {}

    def judge_all(self) -> list[Place]:
        """Judge every link."""
        places = [self.judge(index, *pair) for index, pair in enumerate(self.pairs) if pair]
        teasers = [place for place in places if place.teaser]
        if len(teasers) > MOST_TEASERS:
            for place in teasers:
                place.kind = Kind.NAVIGATION
        return places

    def judge(self, index: int, url: str, key: str) -> Place:
        """Say what the link at one anchor is."""
        anchor = self.page.anchors[index]
        answer = self.answer(self.blocks.cues[anchor])
        text = self.page.text(anchor.first_piece, anchor.last_piece)[:LONGEST_ANCHOR] or self.title(index)
        rel = (anchor.element.get("rel") or "").lower()
        place = Place(anchor, index, url, key, text, rel, heading=answer.heading)
        place.block = answer.cue.node if answer.cue else None
        place.kind = self.kind(place, answer)
        if place.kind in (Kind.RELATED, Kind.INLINE) and len(text) < HEADLINE:
            place.text = self.card(place) or text
        return place

    def answer(self, cue: Cue | None) -> Answer:
        """Return what all come to who speak for a link, for many links the same."""
        found = self.answers.get(cue)
        if found is None:
            found = self.answers[cue] = hear(cue)
        return found

    def kind(self, place: Place, answer: Answer) -> Kind:
        """Weigh who speaks for a link, its address, its words and where it stands."""
        anchor, said = place.anchor, answer.stance
        steps = said is Stance.NEXT or place.rel in ("next", "prev")
        if said is None and not steps:
            steps = len(place.text) <= LONGEST_STEP and leads_on(place.text)
        if not steps and (said is Stance.OTHER or (said is None and not self.is_within(place.index))):
            return Kind.NAVIGATION  # as most are: the rest takes time
        inside = self.blocks.main.first <= anchor.first_piece < self.blocks.main.last
        running = inside and anchor.block.own >= PROSE
        prose = running and anchor.first_piece > anchor.block.first_piece
        place.shape = shape(place.url, self.own)
        paid = PAID.search(place.rel) and ("sponsored" in place.rel or not is_near(place.url, self.own))
        if place.shape < ENOUGH or paid or is_page_of(place.url, self.own):
            return Kind.BODY if prose and place.shape else Kind.NAVIGATION
        least = TEASER if answer.doubtful else HEADLINE
        if said is Stance.RELATED and not prose and self.is_headline(place, least):
            alone = place.block is not None and self.is_alone(place.block)
            return Kind.INLINE if inside and alone else Kind.RELATED
        if steps:
            return Kind.NEXT
        place.teaser = not running and self.is_teaser(place)
        return Kind.INLINE if place.teaser else Kind.BODY if running else Kind.NAVIGATION

    def is_within(self, index: int) -> bool:
        """Say whether a link stands in the element that holds the article's paragraphs."""
        main = self.blocks.main.node
        return main is not None and main.first_anchor <= index < main.last_anchor

    def is_headline(self, place: Place, least: int) -> bool:
        """Say whether a link has the words of a headline, itself or on its card."""
        size = width(place.text)
        if place.anchor.block.own >= ALONE and size < TEASER:
            return False  # “by Jane Doe”, “in Politics”
        if size >= least or width(self.card(place)) >= (TEASER if place.text else least):
            return True
        enough = SURE if self.is_doubled(place.index) else CERTAIN
        return least <= HEADLINE and size >= SHORTEST and place.shape >= enough

    def is_doubled(self, index: int) -> bool:
        """Say whether a link close by leads to the same address, as picture and headline do."""
        around = self.pairs[max(0, index - 2) : index] + self.pairs[index + 1 : index + 3]
        return self.pairs[index] in around

    def is_alone(self, block: Node) -> bool:
        """Say whether only one address is linked from a block."""
        first, last = block.first_anchor, block.last_anchor
        return last - first <= CARD_LINKS and len(set(self.pairs[first:last]) - {None}) == 1

    def is_teaser(self, place: Place) -> bool:
        """Say whether a link is a headline that stands alone among the paragraphs."""
        return (
            self.is_within(place.index)
            and place.shape >= SURE
            and is_near(place.url, self.own)
            and place.anchor.block.own <= ALONE
            and TEASER <= width(place.text) <= LONGEST_HEADLINE
            and self.is_alone(place.anchor.block)
        )

    def card(self, place: Place) -> str:
        """Return the text of the largest element around a link that links nowhere else."""
        node, own = place.anchor, self.pairs[place.index]
        for _ in range(CARD_DEPTH):
            outer = node.parent
            if outer is None or outer.last_anchor - outer.first_anchor > CARD_LINKS:
                break
            if outer is place.block and place.heading:
                break
            if any(pair not in (own, None) for pair in self.pairs[outer.first_anchor : outer.last_anchor]):
                break
            node = outer
        last = min(node.last_piece, node.first_piece + CARD_PIECES)
        return self.page.text(node.first_piece, last)[:LONGEST_HEADLINE]

    def title(self, index: int) -> str:
        """Return what a link without text is called."""
        get = self.page.anchors[index].element.get
        return " ".join((self.page.alts[index] or get("title") or get("aria-label") or "").split())
