"""What paragraphs stand in: known once for all those of a page that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Self

from lxml import html

ABOVE = 3  # ancestors that make up a paragraph's place
CARD = 3  # ancestors that may be the box of a teaser
MOST_IN_CARD = 3  # paragraphs of a teaser; an article's own box has more
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Place:
    """What the paragraphs in one element stand in."""

    name: str
    linked: bool
    """Inside a link."""

    @classmethod
    def of(cls, element: html.HtmlElement) -> Self:
        """Look at an element and those around it."""
        steps = climb(element, ABOVE)
        # numbers in names count the articles of a page
        name = DIGITS.sub("", "<".join([f"{step.tag}.{step.get('class', '')}" for step in steps]))
        return cls(name, any(step.tag == "a" for step in steps))


@dataclass(eq=False)
class Surroundings:
    """What is known of the elements around paragraphs, which those of a page share."""

    site: str = ""
    """Host of the page."""
    boxes: dict[html.HtmlElement, bool | None] = field(default_factory=dict, repr=False)
    teased: dict[html.HtmlElement, bool] = field(default_factory=dict, repr=False)
    places: dict[html.HtmlElement, Place] = field(default_factory=dict, repr=False)

    def is_teased(self, element: html.HtmlElement) -> bool:
        """Say whether what stands in an element shares a small box with a heading that leads on."""
        found = self.teased.get(element)
        if found is None:
            boxes = map(self.is_box, climb(element, CARD))
            found = self.teased[element] = next((is_box for is_box in boxes if is_box is not None), False)
        return found

    def is_box(self, element: html.HtmlElement) -> bool | None:
        """Say whether an element is the box of a teaser; None where none of its first headings leads on."""
        if element not in self.boxes:
            headings = islice(element.iter("h2", "h3", "h4"), MOST_IN_CARD)
            leads = any(leads_on(heading, self.site) for heading in headings)
            self.boxes[element] = has_few(element) if leads else None
        return self.boxes[element]

    def place(self, element: html.HtmlElement) -> Place:
        """Return what paragraphs in an element stand in."""
        found = self.places.get(element)
        if found is None:
            found = self.places[element] = Place.of(element)
        return found


def climb(element: html.HtmlElement, most: int) -> list[html.HtmlElement]:
    """Return an element and those around it, so many in all: lxml's iterator takes longer to make."""
    steps = [element]
    while len(steps) < most and (outer := steps[-1].getparent()) is not None:
        steps.append(outer)
    return steps


def has_few(element: html.HtmlElement) -> bool:
    """Say whether an element has no more paragraphs than the box of a teaser."""
    return sum(1 for _ in islice(element.iter("p"), MOST_IN_CARD + 1)) <= MOST_IN_CARD


def leads_on(heading: html.HtmlElement, site: str) -> bool:
    """Say whether a heading holds or stands in a link to another page of a site."""
    link: Any = next(heading.iter("a"), None) if len(heading) else None
    if link is None:
        link = heading.getparent()
    href = link.get("href") or "#" if link is not None and link.tag == "a" else "#"
    return not href.startswith("#") and ("//" not in href or site in href)
