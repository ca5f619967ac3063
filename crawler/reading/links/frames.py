"""Elements around a heading: whether one is the whole block of it."""

from __future__ import annotations

import re

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
    names = shortened(*node.names)
    if mark(*names) is not Mark.RELATED or TITLE.search(" ".join(names)):
        return False
    if node.parent is None:
        return True
    return mark(*shortened(*node.parent.names)) is not Mark.RELATED


def shortened(classes: str, name: str) -> tuple[str, str]:
    """Return class and id as far as they are looked at."""
    if len(classes) + len(name) > LONGEST_NAMES:
        return classes[:LONGEST_NAMES], name[:LONGEST_NAMES]
    return classes, name
