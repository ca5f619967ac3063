"""Who speaks for each link of a page: the heading over it, or the marks around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .addresses import has_index
from .cues import Cue, heading_over
from .frames import LONGEST_NAMES, is_closed, shortened
from .headings import LONGEST_HEADING, Stance, stance, width
from .marks import MARKS, NAVIGATION, Mark, mark, mark_of_tag
from .outline import ASIDES, Node, Outline
from .prose import PARAGRAPH, find_main

RANKS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LABEL = 4  # rank of a heading that is not written as one
HEADLINE = 15  # characters; shorter links lead to sections and tags rather than to articles
CLIMB = 12  # elements between a heading and what holds its links; 7 is the most seen
HIGH = 5  # of them, where what holds the links is around the article, too
FAR = 300  # characters between a heading and its first link: an introduction may come between
NEAR = 80  # the same for a label
SHORT = 30  # characters of a heading over a single link; titles of cards are longer
NEIGHBOURS = 4  # addresses in a block for the previous and the next article
CARD = 12  # links looked at to tell a card from a block
BUTTON = 2  # links from a card's button to its picture or headline
# Names of their own, as finding one in its enum takes ten times as long.
RELATED, CARD_LABEL, OTHER = Stance.RELATED, Mark.LABEL, Mark.OTHER
BLOCK = 3  # articles a heading without a known word needs under it to be more than a card's title
SENTENCE = 30  # characters before its full stop that make a line prose rather than a label
FULL_STOPS, ELLIPSES = ".。", ".…"

CLASS, ID = b"class", b"id"  # as lxml makes them of strings, each time

Key = str | None


class Blocks:
    """Goes down the page once and lets each element inherit who speaks for it."""

    def __init__(self, page: Outline, keys: list[Key]) -> None:
        """Take an outline and, for each of its anchors, what its address is known by."""
        self.page = page
        self.keys = keys
        self.main = find_main(page)
        self.cues: dict[Node, Cue | None] = {}
        """Who speaks for each element that holds links."""
        self.said: dict[Node, Cue] = {}
        """What headings said so far, by the element they said it in."""
        self.tabs: dict[str, str] = {}
        """Titles of tabs, by the id of what they show."""
        self.rels: dict[Node, str] = {}
        """What links whose marks were read say of what they lead to, in small letters."""
        anchors = len(page.anchors)
        self.most = anchors // 2 if anchors > 2 * CARD else anchors
        """Links in an element that may speak for them: what is around everything says nothing."""
        self.strong = list(strong_links(page, keys))
        """Those that may lead to an article, by the length of their text."""
        self.go_down()

    def go_down(self) -> None:  # noqa: C901, PLR0912  (a call for each element takes as long as reading its marks)
        """Let tag, class, id, title and text of each element speak for what is in it or follows it."""
        page, cues, said, middle, most = self.page, self.cues, self.said, self.main.middle, self.most
        tabs = {index for index, key in enumerate(self.keys) if key is None and is_place(page.hrefs[index])}
        for node in page.nodes:
            links = node.last_anchor - node.first_anchor
            if links:
                tag, parent = node.tag, node.parent
                cue = None if parent is None else said.get(parent) or cues[parent]
                if cue is not None and cue.stance is RELATED and tag in ASIDES:
                    cue = cue.outer if self.follows_list(node, cue) else cue
                # what is around everything says nothing, nor does what is around the prose
                if links <= most and not node.first_piece <= middle < node.last_piece:
                    element = node.element
                    # to look into this list is faster than to ask for what is not there
                    told = element.keys()
                    classes = element.get(CLASS, "") if "class" in told else ""
                    more = not classes or len(told) > 1
                    name = element.get(ID, "") if more and "id" in told else ""
                    node.named = classes, name
                    found = None
                    if classes or name:
                        if len(classes) + len(name) > LONGEST_NAMES:
                            classes, name = shortened(classes, name)
                        found = mark(classes, name) if name else MARKS[classes]
                    if found is None and (tag in NAVIGATION or (more and "role" in told)):
                        found = mark_of_tag(tag, element.get("role"))
                    # most are those of menus
                    if found is not None and (tag != "a" if found is OTHER else self.fits(found, node, cue)):
                        cue = Cue(node, cue, found)
                    if tag == "a":
                        self.rels[node] = element.get("rel", "").lower() if more and "rel" in told else ""
                    elif more and ("aria-label" in told or "data-title" in told or (name and self.tabs)):
                        cue = self.read_title(node, cue, name)
                cues[node] = cue
            if node.own:
                self.read_text(node)
            elif node.tag in RANKS:
                self.read_linked(node)
            elif tabs and node.link == node.first_anchor and node.link in tabs:
                self.tabs[page.hrefs[node.link][1:]] = page.text(node.first_piece, node.last_piece)

    def read_title(self, node: Node, cue: Cue | None, name: str) -> Cue | None:
        """Let the title of an element speak for what is in it, its own or that of the tab that shows it."""
        get = node.element.get
        title = get("aria-label") or get("data-title") or (self.tabs.get(name) if name else None)
        if title and len(title) <= LONGEST_HEADING and (answer := stance(title)):
            return Cue(node, cue, None, answer, title, LABEL)
        return cue

    def fits(self, found: Mark, node: Node, cue: Cue | None) -> bool:
        """Say whether a mark can be meant for the links of this element."""
        if found is CARD_LABEL:
            return not self.has_headline(node.first_anchor, node.last_anchor)
        if found is Mark.NEXT:
            return len(self.addresses(node.first_anchor, node.last_anchor)) <= NEIGHBOURS
        if found is Mark.RELATED:
            return not (cue and cue.mark is Mark.SITEWIDE) and not self.is_button(node)
        return node.tag != "a"

    def is_button(self, node: Node) -> bool:
        """Say whether a link is a “Read more” of a card that links to its article elsewhere, too."""
        if node.link is None:
            return False
        around = self.keys[max(0, node.link - BUTTON) : node.link + BUTTON + 1]
        return around.count(self.keys[node.link]) > 1

    def read_text(self, node: Node) -> None:
        """Let a heading or a label speak for what follows it."""
        page, first = self.page, node.first_piece
        if page.blocks[first] is not node:
            return
        linked = node.first_anchor < node.last_anchor
        stop = page.anchors[node.first_anchor].first_piece if linked else node.last_piece
        last = first + 1
        while last < stop and page.blocks[last] is node:
            last += 1
        size = page.offsets[last] - page.offsets[first]
        rank = RANKS.get(node.tag, 0)
        if size > LONGEST_HEADING:
            self.pause(node)
        elif linked and not rank:
            self.lead(node, page.text(first, last), node.own - size)
        elif self.gap(node) <= (FAR if rank else NEAR):
            text = page.text(first, node.last_piece if page.length(node) <= LONGEST_HEADING else last)
            answer = None if not rank and is_sentence(text) else stance(text)
            if rank or answer:
                self.speak(node, answer, text, rank)

    def read_linked(self, node: Node) -> None:
        """Let a heading that is a link itself speak, unless it is the headline of a card."""
        page = self.page
        if node.last_anchor - node.first_anchor > 1 or page.length(node) > SHORT:
            return
        text = page.text(node.first_piece, node.last_piece)
        if (answer := stance(text)) and self.gap(node) <= FAR:
            self.speak(node, answer, text, RANKS[node.tag])

    def pause(self, node: Node) -> None:
        """Let prose end what a heading before it said."""
        if node.own >= PARAGRAPH and node.parent:
            self.said.pop(node.parent, None)

    def lead(self, node: Node, text: str, rest: int) -> None:
        """Let the first words of a block speak for the links after them, unless it is prose."""
        if rest < PARAGRAPH and (answer := stance(text)):
            self.said[node] = Cue(node, self.cues[node], None, answer, text, LABEL)

    def gap(self, node: Node) -> int:
        """Return the characters from a heading to the next link that may lead to an article."""
        place = bisect_left(self.strong, node.last_anchor)
        if place == len(self.strong):
            return FAR + 1
        offsets = self.page.offsets
        anchor = self.page.anchors[self.strong[place]]
        return offsets[anchor.first_piece] - offsets[node.last_piece]

    def addresses(self, first: int, last: int) -> set[Key]:
        """Return the addresses of a stretch of links, a few of them."""
        return set(self.keys[first : min(last, first + CARD)])

    def has_headline(self, first: int, last: int) -> bool:
        """Say whether a stretch of links has one that may lead to an article."""
        place = bisect_left(self.strong, first)
        return place < len(self.strong) and self.strong[place] < last

    def headlines(self, first: int, last: int) -> set[Key]:
        """Return the addresses that a stretch of links may lead to articles at, a few of them."""
        place = bisect_left(self.strong, first)
        return {self.keys[i] for i in self.strong[place : place + CARD] if i < last}

    def speak(self, node: Node, answer: Stance | None, text: str, rank: int) -> None:
        """Give a heading its say in the nearest element that holds links after it."""
        climbed, holder = [node], node.parent
        start = self.behind_title(node, text)
        while holder and len(climbed) < CLIMB:
            climbed.append(holder)
            found = self.headlines(start, holder.last_anchor)
            if len(found) > 1 or any(key and not has_index(key) for key in found):
                break
            if is_closed(holder):
                return  # its block is empty: filled by a script, or not at all
            if answer is not RELATED and self.has_headline(holder.first_anchor, node.first_anchor):
                return  # it comes after the links it belongs to, as on a card
            holder = holder.parent
        if len(climbed) > HIGH and answer is RELATED and holder and self.main.under(holder):
            return  # the page goes on after a block that is empty
        if holder is None or not self.may_speak(node, answer, rank, holder):
            return
        cue = Cue(holder, self.cues.get(holder), None, answer, text, rank or LABEL)
        for element in climbed:
            self.said[element] = cue

    def behind_title(self, node: Node, text: str) -> int:
        """Return the first link after a heading that is not just the heading again."""
        start = node.last_anchor
        place = bisect_left(self.strong, start)
        if place < len(self.strong) and self.strong[place] == start:
            anchor = self.page.anchors[start]
            if self.page.text(anchor.first_piece, anchor.last_piece).startswith(text):
                return start + 1
        return start

    def may_speak(self, node: Node, answer: Stance | None, rank: int, holder: Node) -> bool:
        """Say whether a heading is one over a block of links rather than part of something."""
        if self.main.under(holder) and node.first_piece < self.main.first:
            return False  # what follows it is the article
        if answer is RELATED:
            return True
        if answer is Stance.NEXT:
            return len(self.headlines(node.last_anchor, holder.last_anchor)) <= NEIGHBOURS
        if answer is None:
            return self.may_end(node, rank, holder)
        if len(self.headlines(holder.first_anchor, holder.last_anchor)) > 1:
            return True
        return rank > 0 and self.page.length(node) <= SHORT  # else it is the title of a card

    def may_end(self, node: Node, rank: int, holder: Node) -> bool:
        """Say whether a heading without a known word ends what a known one said before it."""
        before = self.said.get(holder)
        if before and before.stance:
            return rank <= before.rank
        if len(self.headlines(holder.first_anchor, holder.last_anchor)) == 1:
            return False  # the title of a card
        over = heading_over(self.cues.get(holder))
        if over is None or over.stance is None:
            return True
        after = self.headlines(node.last_anchor, holder.last_anchor)
        return len(after) >= BLOCK and (rank <= over.rank or self.follows_list(holder, over))

    def follows_list(self, node: Node, over: Cue) -> bool:
        """Say whether an element comes after links that a heading has spoken for already."""
        return len(self.headlines(over.node.first_anchor, node.first_anchor)) >= BLOCK


def strong_links(page: Outline, keys: list[Key]) -> Iterator[int]:
    """Yield the links that may lead to an article, by the length of their text."""
    offsets = page.offsets
    for index, (key, anchor) in enumerate(zip(keys, page.anchors, strict=True)):
        if not key:
            continue
        size = offsets[anchor.last_piece] - offsets[anchor.first_piece]
        # An empty link is a picture, or laid over its whole card.
        if size >= HEADLINE or not size or (size >= HEADLINE // 2 and is_wide(page, anchor)):
            yield index


def is_wide(page: Outline, anchor: Node) -> bool:
    """Say whether the text of a link is long enough where a character is a syllable."""
    first, last = anchor.first_piece, anchor.last_piece
    is_plain = last - first == 1 and page.pieces[first].isascii()
    return not is_plain and width(page.text(first, last)) >= HEADLINE


def is_place(href: str) -> bool:
    """Say whether an address is that of a place on the page itself."""
    return href[0] == "#" != href


def is_sentence(text: str) -> bool:
    """Say whether a line is prose: “More on this when I am back.”; a label has no full stop, or is short."""
    return len(text) > SENTENCE and text[-1] in FULL_STOPS and text[-2] not in ELLIPSES
