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
class Box:
    """What an element holds that may be the box of a teaser."""

    leads: bool
    """One of its first headings leads to another page."""
    paragraphs: int
    """One more than a teaser has stands for any number."""

    @classmethod
    def of(cls, element: html.HtmlElement, site: str) -> Self:
        """Look into an element of a site's page."""
        headings = islice(element.iter("h2", "h3", "h4"), MOST_IN_CARD)
        leads = any(leads_on(heading, site) for heading in headings)
        return cls(leads, sum(1 for _ in islice(element.iter("p"), MOST_IN_CARD + 1)))


@dataclass(frozen=True, slots=True)
class Place:
    """What the paragraphs in one element stand in."""

    name: str
    linked: bool
    """Inside a link."""

    @classmethod
    def of(cls, element: html.HtmlElement) -> Self:
        """Look at an element and those around it."""
        steps = [element, *islice(element.iterancestors(), ABOVE - 1)]
        # numbers in names count the articles of a page
        name = DIGITS.sub("", "<".join([f"{step.tag}.{step.get('class', '')}" for step in steps]))
        return cls(name, any(step.tag == "a" for step in steps))


@dataclass(eq=False)
class Surroundings:
    """What is known of the elements around paragraphs, which those of a page share."""

    site: str = ""
    """Host of the page."""
    boxes: dict[html.HtmlElement, Box] = field(default_factory=dict, repr=False)
    places: dict[html.HtmlElement, Place] = field(default_factory=dict, repr=False)

    def box(self, element: html.HtmlElement) -> Box:
        """Return what an element holds."""
        found = self.boxes.get(element)
        if found is None:
            found = self.boxes[element] = Box.of(element, self.site)
        return found

    def place(self, element: html.HtmlElement) -> Place:
        """Return what paragraphs in an element stand in."""
        found = self.places.get(element)
        if found is None:
            found = self.places[element] = Place.of(element)
        return found


def leads_on(heading: html.HtmlElement, site: str) -> bool:
    """Say whether a heading holds or stands in a link to another page of a site."""
    link: Any = next(heading.iter("a"), None)
    if link is None:
        link = heading.getparent()
    href = link.get("href") or "#" if link is not None and link.tag == "a" else "#"
    return not href.startswith("#") and ("//" not in href or site in href)
