"""What comes along below a text that is copied off a page: “Related Pages”, “Share”, tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.links.headings import stance

LONGEST = 120  # characters of a headline below a heading such as “Related articles”
MOST = 0.5  # of all characters; a text without full stops is not one long tail
SENTENCE = re.compile(r"[.。…।۔][\"'”’»)]*$")
LEGAL = re.compile(
    r"©|\(c\)|copyright\b|print$|all rights reserved|alle rechte vorbehalten",
    re.IGNORECASE,
)


def without_trailers(paragraphs: Sequence[str]) -> list[str]:
    """Cut a text above the first line of its tail that belongs to the site, not to the article.

    A tail is made of such lines and of headlines below them; a sentence ends it. What is all there is, is
    no tail.
    """
    end = len(paragraphs)
    left = MOST * sum(map(len, paragraphs))
    for index in range(len(paragraphs) - 1, -1, -1):
        line = paragraphs[index].strip("*=-_ \t[]»›>")
        left -= len(line)
        if LEGAL.match(line) or (stance(line) and not SENTENCE.search(line)):
            end = index
        if left < 0 or len(line) > LONGEST or (SENTENCE.search(line) and end != index):
            break
    return list(paragraphs[: end or None])
