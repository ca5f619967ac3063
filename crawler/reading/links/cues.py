"""Headings and marks that speak for links, and what they come to together."""

from __future__ import annotations

from dataclasses import dataclass

from .headings import Stance, offers_more
from .marks import Mark
from .outline import Node

DEEPEST = 30  # cues asked for one link; beyond, the page is hostile
# Python 3.11 takes ten times as long to find a member in its enum as to find a name; asked of every cue.
AD, LABEL, OTHER, RELATED = Mark.AD, Mark.LABEL, Mark.OTHER, Mark.RELATED
SAYS_RELATED, SAYS_OTHER = Stance.RELATED, Stance.OTHER
MENU = 2  # marks of another list between a heading and a link that outweigh the heading; one does not


@dataclass(slots=True, eq=False)
class Cue:
    """A heading or mark that speaks for the links after or inside it; nobody changes one."""

    node: Node
    """Element that holds the links."""
    outer: Cue | None
    """Who speaks for that element."""
    mark: Mark | None = None
    stance: Stance | None = None
    heading: str = ""
    rank: int = 0
    """1..6 for headings, 0 for marks."""


def heading_over(cue: Cue | None) -> Cue | None:
    """Return the nearest heading among those who speak."""
    for _ in range(DEEPEST):
        if cue is None or cue.rank:
            return cue
        cue = cue.outer
    return None


@dataclass(slots=True, eq=False)
class Answer:
    """What all who speak for a link come to; nobody changes one."""

    stance: Stance | None = None
    cue: Cue | None = None
    """Who settled it."""
    heading: str = ""
    """Visible heading of the block."""
    doubtful: bool = False
    """A heading said “related” among marks of menus and footers."""


def hear(cue: Cue | None) -> Answer:
    """Hear all who speak for a link, the nearest first.

    Headings outweigh a mark: “Most read” in a block of class `related` is just that, and so is
    “Today in the paper”. Nothing outweighs an advertisement, or the mark of a tag or author on a card.
    """
    marked = headed = None
    heading, denied, inner = "", False, 0
    for _ in range(DEEPEST):
        if cue is None:
            break
        mark = cue.mark
        if mark is not None:
            if mark is OTHER:  # as most are
                inner += headed is None
            elif mark is AD or (mark is LABEL and marked is None and headed is None):
                return Answer(SAYS_OTHER, cue, heading)
            elif mark is RELATED and headed is not None and is_another(headed):
                denied = True
            if marked is None:
                marked = cue
        elif headed is None:
            headed, heading = cue, "" if marked else cue.heading
        cue = cue.outer
    if denied:
        return Answer(None, headed, headed.heading if headed else "")
    return settled(marked, headed, heading, inner)


def settled(marked: Cue | None, headed: Cue | None, heading: str, inner: int) -> Answer:
    """Weigh the nearest mark and the nearest heading, with so many marks of another list inside of that."""
    if inner >= MENU and headed and headed.stance is SAYS_RELATED:
        return Answer(SAYS_OTHER, marked, heading)
    if headed and headed.stance:
        return Answer(headed.stance, headed, headed.heading, marked is not None and marked.mark is OTHER)
    if marked and marked.mark:
        return Answer(marked.mark.stance, marked, heading)
    return Answer(None, headed, heading)


def is_another(cue: Cue) -> bool:
    """Say whether a heading gives a block a title of its own, neither known nor “More of …”."""
    return cue.stance is None and not offers_more(cue.heading)
