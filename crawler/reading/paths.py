"""Where in a page's template a block stands, told the same way on every page of the site."""

from __future__ import annotations

import re

from .outline import Node

LONGEST_PATH = 200
MOST_NAMES = 2  # of an element; designs with utility classes have dozens
# Words only: names with digits or a generated ending differ from page to page or build to build.
STABLE = re.compile(r"[A-Za-z]+(?:[-_]{1,2}[A-Za-z]+)*")
GENERATED = re.compile(r"__?(?=\w*[A-Z])(?=\w*[a-z])\w{5,}$|^[A-Za-z]{1,3}$|[a-z][A-Z][a-z]?[A-Z]")


def step(node: Node) -> str:
    """Return tag, id and first classes of an element."""
    get = node.element.get
    name = get("id") or ""
    names = [f"#{name}"] if is_stable(name) else []
    names += [f".{token}" for token in (get("class") or "")[:LONGEST_PATH].split() if is_stable(token)]
    return node.tag + "".join(names[:MOST_NAMES])


def is_stable(name: str) -> bool:
    """Say whether a name was written by a person for a place in a template."""
    return bool(STABLE.fullmatch(name)) and not GENERATED.search(name)


def path_of(node: Node) -> str:
    """Return the path down to an element, its outer end cut off where it is too long."""
    steps: list[str] = []
    room = LONGEST_PATH
    outer: Node | None = node
    while outer and outer.tag not in ("html", "body"):
        name = step(outer)
        room -= len(name) + 1
        if room < 0:
            break
        steps.append(name)
        outer = outer.parent
    return ">".join(reversed(steps))
