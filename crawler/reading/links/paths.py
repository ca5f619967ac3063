"""Where in a page's template a block stands, told the same way on every page of the site."""

from __future__ import annotations

import re
from functools import lru_cache

from ..answers import Answers

LONGEST_PATH = 200  # characters; the outer end goes first, as it tells least
MOST_NAMES = 2  # of an element; designs with utility classes have dozens
LONGEST_NAMES = 500  # characters of a class attribute that are looked at
# Words only: names with digits or a generated part differ from page to page or build to build.
STABLE = re.compile(r"[A-Za-z]{3,}(?:[-_]{1,2}[A-Za-z]+)*")
GENERATED = re.compile(r"__?(?=[a-z]*[A-Z])[A-Za-z]{5,}$|[a-z][A-Z][a-z]?[A-Z]")


@lru_cache(maxsize=8192)
def step(tag: str, name: str, classes: str) -> str:
    """Return tag, id and first classes of an element."""
    names = [f"#{name}"] if is_stable(name) else []
    for token in classes[:LONGEST_NAMES].split():
        if len(names) == MOST_NAMES:
            break
        if is_stable(token):
            names.append(f".{token}")
    return tag + "".join(names)


@lru_cache(maxsize=8192)
def is_stable(name: str) -> bool:
    """Say whether a name was written by a person for a place in a template."""
    return bool(STABLE.fullmatch(name)) and (name.islower() or not GENERATED.search(name))


def join(outer: str, inner: str) -> str:
    """Put a step behind a path, and cut off outer steps that there is no room for."""
    path = f"{outer}>{inner}" if outer else inner
    if len(path) <= LONGEST_PATH:
        return path
    return path[-LONGEST_PATH:].partition(">")[2] or path[-LONGEST_PATH:]


def further(place: tuple[str, str, tuple[str, str]]) -> str:
    """Return the path down to an element, given the one to what is around it, its tag, classes and id."""
    outer, tag, (classes, name) = place
    return join(outer, step(tag, name, classes))


PATHS: Answers[tuple[str, str, tuple[str, str]], str] = Answers(further, 8192)
