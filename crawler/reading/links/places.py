"""What a link is to the article, judged where it stands."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from ...records import Kind
from .addresses import CERTAIN, ENOUGH, SURE, Pair, is_near, is_page_of, shape
from .blocks import HEADLINE, Blocks
from .cues import Answer, Cue, hear
from .grounds import Ground
from .headings import LEADS_ON, Stance, width
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
TITLES = ("h2", "h3", "h4", "h5", "h6")
# Classes of a link to a picture in full size, whose text is a caption.
PICTURE = re.compile(r"photo|gallery|zoom|light_?b+ox|caption", re.IGNORECASE)
PAID = re.compile(r"\b(sponsored|nofollow)\b")
# What is asked of every link, under names of its own: finding it in its enum takes ten times as long.
NAVIGATION, RELATED, INLINE = Kind.NAVIGATION, Kind.RELATED, Kind.INLINE
STEPS = ("next", "prev")  # relations
NEXT, OTHER, TOPICS = Stance.NEXT, Stance.OTHER, Stance.TOPICS
UNSPOKEN, OTHER_LIST = Ground.UNSPOKEN, Ground.OTHER_LIST


class Place:
    """A link where it stands, and what was made of it."""

    # Filled in where it is made, as nodes are.
    __slots__ = (
        "anchor",
        "block",
        "ground",
        "heading",
        "index",
        "key",
        "kind",
        "rel",
        "shape",
        "teaser",
        "text",
        "url",
    )

    anchor: Node
    index: int
    url: str
    key: str
    """What is equal for all addresses of the page it leads to."""
    text: str
    rel: str
    heading: str
    block: Node | None
    """Element that holds the links of its block, if one is known."""
    kind: Kind
    ground: Ground
    """What settled its kind."""
    teaser: bool
    """It stands alone among the paragraphs, and nothing else speaks for it."""
    shape: float
    """How much its address looks like an article's."""

    def but(self, **changes: Any) -> Place:
        """Return the same link with some of this otherwise."""
        other = copy(self)
        for name, value in changes.items():
            setattr(other, name, value)
        return other


class Places:
    """Judges the links of one page."""

    def __init__(self, blocks: Blocks, pairs: list[Pair], own: str) -> None:
        """Take the page's blocks, the addresses of its anchors, and its own address."""
        self.page = blocks.page
        self.blocks = blocks
        self.pairs = pairs
        self.own = own
        self.answers: dict[Cue | None, Answer] = {}
        main = blocks.main.node
        self.within = range(main.first_anchor, main.last_anchor) if main else range(0)
        """Links in the element that holds the article's paragraphs."""

    def judge_all(self) -> list[Place]:
        """Judge every link."""
        anchors = zip(self.pairs, self.page.anchors, strict=True)
        places = [self.judge(index, pair, anchor) for index, (pair, anchor) in enumerate(anchors) if pair]
        teasers = [place for place in places if place.teaser]
        if len({place.key for place in teasers}) > MOST_TEASERS:
            for place in teasers:
                place.kind, place.ground = Kind.NAVIGATION, Ground.MANY_TEASERS
        return places

    def judge(self, index: int, pair: tuple[str, str], anchor: Node) -> Place:
        """Say what the link at an anchor is, whose address and its comparable form are given."""
        page, blocks = self.page, self.blocks
        url, key = pair
        cue = blocks.cues[anchor]
        answer = self.answers.get(cue)
        if answer is None:
            answer = self.answers[cue] = hear(cue)
        first, last = anchor.first_piece, anchor.last_piece
        # as most are: with one piece of text, in a list of another sort
        text = " ".join(page.pieces[first].split()) if last - first == 1 else page.text(first, last)
        text = text[:LONGEST_ANCHOR] or self.title(index)
        rel = blocks.rels.get(anchor)
        if rel is None:
            rel = anchor.element.get("rel", "").lower()
        place = Place()
        place.anchor = anchor
        place.index = index
        place.url = url
        place.key = key
        place.text = text
        place.rel = rel
        place.heading = answer.heading
        place.block = answer.cue.node if answer.cue else None
        place.kind = NAVIGATION
        place.ground = OTHER_LIST
        place.teaser = False
        place.shape = 0.0
        if answer.stance is OTHER and rel not in STEPS:
            return place
        kind = place.kind = self.kind(place, answer)
        if (kind is RELATED or kind is INLINE) and len(text) < HEADLINE:
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
        said = answer.stance
        if said is TOPICS:
            said = self.topics(place, answer)
        steps = said is NEXT or place.rel in STEPS
        if said is None and not steps:
            steps = len(place.text) <= LONGEST_STEP and LEADS_ON[place.text]
        if not steps and (said is OTHER or (said is None and place.index not in self.within)):
            place.ground = UNSPOKEN if said is None else OTHER_LIST
            return NAVIGATION  # as most are: the rest takes time
        inside, running, prose = self.stands(place.anchor)
        place.shape = shape(place.url, self.own)
        paid = PAID.search(place.rel) and ("sponsored" in place.rel or not is_near(place.url, self.own))
        if place.shape < ENOUGH or paid or is_page_of(place.url, self.own):
            place.ground = Ground.PROSE if prose and place.shape else Ground.UNLIKE
            return Kind.BODY if prose and place.shape else Kind.NAVIGATION
        least = TEASER if answer.doubtful else HEADLINE
        if said is Stance.RELATED and not prose and self.is_headline(place, least):
            alone = place.block is not None and self.is_alone(place.block)
            place.ground = Ground.PRESENTED_ALONE if inside and alone else Ground.PRESENTED
            return Kind.INLINE if inside and alone else Kind.RELATED
        if steps:
            place.ground = Ground.STEP
            return Kind.NEXT
        place.teaser = (inside or not place.heading) and not running and self.is_teaser(place)
        place.ground = Ground.TEASER if place.teaser else Ground.PROSE if running else Ground.LEFT
        return Kind.INLINE if place.teaser else Kind.BODY if running else Kind.NAVIGATION

    def topics(self, place: Place, answer: Answer) -> Stance:
        """Say what a link under “Related topics” leads to: an article, if it looks in all like one."""
        article = width(place.text) >= TEASER and shape(place.url, self.own) >= SURE
        return Stance.RELATED if article and not answer.doubtful else Stance.OTHER

    def stands(self, anchor: Node) -> tuple[bool, bool, bool]:
        """Say whether a link stands among the paragraphs, in running text, and after words of it."""
        inside = self.blocks.main.first <= anchor.first_piece < self.blocks.main.last
        running = inside and anchor.block.own >= PROSE
        return inside, running, running and anchor.first_piece > anchor.block.first_piece

    def is_within(self, index: int) -> bool:
        """Say whether a link stands in the element that holds the article's paragraphs."""
        return index in self.within

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
            and (self.is_line(place) or self.is_titled(place.anchor))
        )

    def is_line(self, place: Place) -> bool:
        """Say whether a link is a line of its own, or one of a few such lines."""
        block = place.anchor.block
        fits = self.is_bare(place.anchor) and TEASER <= width(place.text) <= LONGEST_HEADLINE
        return fits and (self.is_alone(block) or self.is_teasers(block))

    def is_titled(self, anchor: Node) -> bool:
        """Say whether a link is a card with a title: around all of it, or empty and laid over it."""
        if self.is_picture(anchor):
            return False
        node: Node | None = anchor
        laid = self.page.length(anchor) == 0
        for _ in range(CARD_DEPTH):
            if node is None or self.page.length(node) > LONGEST_ANCHOR or not self.is_alone(node):
                return False
            if next(node.element.iter(*TITLES), None) is not None:
                return self.page.length(node) >= TEASER
            node = node.parent if laid else None
        return False

    def is_teasers(self, block: Node) -> bool:
        """Say whether a block holds a few links, all of them headlines of the site's articles."""
        anchors = self.page.anchors[block.first_anchor : block.last_anchor]
        if len(anchors) > CARD_LINKS:
            return False
        pairs = self.pairs[block.first_anchor : block.last_anchor]
        return all(
            pair and shape(pair[0], self.own) >= SURE and self.page.length(anchor) >= TEASER
            for pair, anchor in zip(pairs, anchors, strict=True)
        )

    def is_bare(self, anchor: Node) -> bool:
        """Say whether a link has nothing in its block but a kicker before it, and is no picture's."""
        block = anchor.block
        if block.own > ALONE:
            before = self.page.text(block.first_piece, anchor.first_piece)
            if not before.endswith(":") or block.own - len(before) > ALONE:
                return False
        if anchor.first_piece == anchor.last_piece:
            return False  # its text is that of a picture
        return not self.is_picture(anchor)

    def is_picture(self, anchor: Node) -> bool:
        """Say whether classes call a link one to a picture in full size."""
        return any(PICTURE.search(node.element.get("class") or "") for node in (anchor, anchor.block))

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
