"""Elements around a heading: whether one is the whole block of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import html

from .marks import Mark, mark
from .outline import Node

LONGEST_NAMES = 500  # characters of a class or id that are looked at
# Elements that a heading inside does not speak beyond.
SECTIONS = frozenset({"article", "aside", "footer", "nav", "section"})
TITLE = re.compile(r"head|title|caption|label|tit(?:re|ulo|el)", re.IGNORECASE)


def is_closed(node: Node) -> bool:
    """Say whether an element is the whole block of the heading inside it, rather than its frame."""
    if node.tag in SECTIONS:
        return True
    names = names_of(node.element, node.element.keys())
    if mark(*names) is not Mark.RELATED or TITLE.search(" ".join(names)):
        return False
    if node.parent is None:
        return True
    outer = node.parent.element
    return mark(*names_of(outer, outer.keys())) is not Mark.RELATED


def names_of(element: html.HtmlElement, told: Collection[str]) -> tuple[str, str]:
    """Return class and id of an element that has the attributes `told`."""
    classes = element.get("class", "") if "class" in told else ""
    name = element.get("id", "") if "id" in told else ""
    if len(classes) + len(name) > LONGEST_NAMES:
        return classes[:LONGEST_NAMES], name[:LONGEST_NAMES]
    return classes, name
