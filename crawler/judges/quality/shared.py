"""What articles of one site have in common: lines that belong to the site, not to the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .flags import Flag, Sign

FEWEST_ARTICLES = 3  # two may be one story told twice
LEAST_SHARE = 0.2  # of a site's articles; a line of a series stands in fewer
SHORTEST = 12  # characters; shorter lines are subheadings such as "Background"


def shared_lines(texts: Iterable[str]) -> frozenset[str]:
    """Return the lines that stand in at least three texts and in a fifth of them."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(set(lines_of(text)))
    fewest = max(FEWEST_ARTICLES, LEAST_SHARE * total)
    return frozenset(line for line, n in counts.items() if n >= fewest)


def lines_of(text: str) -> list[str]:
    """Return the lines that are long enough to tell."""
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if len(line) >= SHORTEST]


def boilerplate(text: str, shared: frozenset[str]) -> Sign:
    """Return the share of characters in lines that other articles have too."""
    found = [line for line in lines_of(text) if line in shared] if shared else []
    share = sum(map(len, found)) / len(text) if found else 0.0
    return Sign(Flag.BOILERPLATE, share, tuple(dict.fromkeys(found)))
