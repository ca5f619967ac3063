"""What on a page may hold its article, by names and tags.

The names are trafilatura's (Apache 2.0), which looks for them by an XPath for each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import html

from .words import any_of, remembered

HOLDERS = ("article", "div", "main", "section")
SURE, ARTICLE, NAMED, CONTENT, MAIN = 1, 2, 4, 8, 16  # levels: names are less and less sure of the article
# Without one of these in it, no name is one of the frames'.
HOLDING = re.compile(
    any_of(
        (
            "post",
            "entry",
            "ext",
            "EXT",
            "rticle",
            "body",
            "ontent",
            "story",
            "main",
            "cell",
            "column",
            "primary",
        )
    )
)
CLASSES = {
    SURE: re.compile(
        r"^(?:post|entry)\Z|post[-_]text|post-body|post-?entry|post[-_]?content|postContent"
        r"|post_inner_wrapper|article-?text|articleText|(?:entry|page|text|article|art)-content"
        r"|article__content|article(?:-|__)?body|articleBody|ArticleContent|body-text|article__container"
    ),
    NAMED: re.compile(
        r"^(?:postarea|art-postcontent|text|cell|story)\Z|(?i:fulltext)|^article |post-bodycopy"
        r"|story-?content|(?:theme|blog|section|single)-content|single-post|main-column|wpb_text_column"
        r"|story-body|field-body"
    ),
    CONTENT: re.compile(
        r"^content\Z|content[-_]main|content(?:-|__)body|[Mm]ain-[Cc]ontent|[Pp]age-[Cc]ontent"
    ),
    MAIN: re.compile("^main"),
}
"""Level → classes."""
IDS = {
    SURE: re.compile(
        r"^articleContent\Z|(?:entry|article|art)-content|article__content|article(?:-|__)?body"
        r"|articleBody|body-text"
    ),
    NAMED: re.compile(r"^(?:article|story)\Z|^primary|story-body"),
    CONTENT: re.compile(r"^content\Z|content-main|content-body|contentBody|[Mm]ain-[Cc]ontent"),
    MAIN: re.compile("^main"),
}
"""Level → ids."""
ROLES = {NAMED: re.compile(r"^article\Z"), MAIN: re.compile("^main")}
TAGS = {"article": ARTICLE, "main": MAIN}


def frames(tree: html.HtmlElement, tags: Sequence[str] = HOLDERS) -> Iterator[html.HtmlElement]:
    """Yield what may hold the article, what is surer of it first; each is looked for when it is asked for."""
    level = SURE
    while found := surest(tree, tags, level):
        level, frame = found
        yield frame
        level *= 2


def surest(tree: html.HtmlElement, tags: Sequence[str], least: int) -> tuple[int, html.HtmlElement] | None:
    """Return the first frame of the surest level from one on, and its level; one walk is for all levels."""
    found = None
    best = 2 * MAIN
    for element in tree.iterdescendants(*tags):
        level = levels_of(element) & -least
        level &= -level
        if 0 < level < best:
            best, found = level, element
            if level == least:
                break
    return None if found is None else (best, found)


def levels_of(element: html.HtmlElement) -> int:
    """Return the levels that an element is a frame of, added up."""
    levels = TAGS.get(element.tag, 0)
    for name, value in element.items():  # all at once: lxml takes as long for each that is asked for
        if name == "class":
            levels |= levels_of_class(value)
        elif name == "id":
            levels |= levels_of_id(value)
        elif name == "role":
            levels |= levels_in(value, ROLES)
        elif name == "itemprop" and value == "articleBody":
            levels |= SURE
    return levels


@remembered
def levels_of_class(classes: str) -> int:
    """Return the levels of a class, added up."""
    return levels_in(classes, CLASSES) if HOLDING.search(classes) else 0


@remembered
def levels_of_id(identity: str) -> int:
    """Return the levels of an id, added up."""
    return levels_in(identity, IDS) if HOLDING.search(identity) else 0


def levels_in(name: str, patterns: Mapping[int, re.Pattern[str]]) -> int:
    """Return the levels whose pattern is in a name, added up."""
    return sum(level for level, pattern in patterns.items() if pattern.search(name))
