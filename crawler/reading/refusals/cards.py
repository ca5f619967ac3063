"""Cards: the repeated boxes by which a list presents other pages."""

from __future__ import annotations

from itertools import islice
from typing import Any

from ..text.around import CARD, MOST_IN_CARD
from ..text.paragraphs import Paragraph

HEADLINE = 15  # characters of a link that can be one
FEWEST_TWINS = 2  # boxes like it beside a card
MOST_LINKS, MOST_TWINS = 6, 12  # looked at


def is_teaser(paragraph: Paragraph) -> bool:
    """Say whether a paragraph presents another page: under its linked headline, or in a card with a link."""
    return paragraph.teaser or in_card(paragraph)


def in_card(paragraph: Paragraph) -> bool:
    """Say whether a paragraph shares a box with a link that has a line of its own, and the box has twins."""
    for _, box in zip(range(CARD), paragraph.element.iterancestors(), strict=False):
        if sum(1 for _ in islice(box.iter("p"), MOST_IN_CARD + 1)) > MOST_IN_CARD:
            return False
        if any(leads_on(link, paragraph) for link in islice(box.iter("a"), MOST_LINKS)) and has_twins(box):
            return True
    return False


def leads_on(link: Any, paragraph: Paragraph) -> bool:
    """Say whether a link beside a paragraph is the headline of another page of the site."""
    href = (link.get("href") or "#").strip()
    if href.startswith("#") or ("//" in href and paragraph.around.site not in href):
        return False
    text = "".join(link.text_content().split())
    line = link.getparent()
    alone = line is None or len("".join(line.text_content().split())) <= len(text) + HEADLINE
    above = (step for _, step in zip(range(CARD), link.iterancestors(), strict=False))
    return len(text) >= HEADLINE and alone and paragraph.element not in above


def has_twins(box: Any) -> bool:
    """Say whether an element stands among others of its kind."""
    above = box.getparent()
    if above is None:
        return False
    kind = (box.get("class") or "").split()[:1]
    others = (twin for twin in above.iterchildren(box.tag) if twin is not box)
    twins = (twin for twin in others if (twin.get("class") or "").split()[:1] == kind)
    return sum(1 for _ in islice(twins, MOST_TWINS)) >= FEWEST_TWINS
