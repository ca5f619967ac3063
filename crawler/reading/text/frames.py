"""What on a page may hold its article, by names and tags.

The names are trafilatura's (Apache 2.0), which looks for them by an XPath for each level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml import html

from .words import any_of

HOLDERS = ("article", "div", "main", "section")
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
CLASSES = (
    re.compile(
        r"^(?:post|entry)\Z|post[-_]text|post-body|post-?entry|post[-_]?content|postContent"
        r"|post_inner_wrapper|article-?text|articleText|(?:entry|page|text|article|art)-content"
        r"|article__content|article(?:-|__)?body|articleBody|ArticleContent|body-text|article__container"
    ),
    re.compile(
        r"^(?:postarea|art-postcontent|text|cell|story)\Z|(?i:fulltext)|^article |post-bodycopy"
        r"|story-?content|(?:theme|blog|section|single)-content|single-post|main-column|wpb_text_column"
        r"|story-body|field-body"
    ),
    re.compile(r"^content\Z|content[-_]main|content(?:-|__)body|[Mm]ain-[Cc]ontent|[Pp]age-[Cc]ontent"),
)
"""Level → classes; names are less and less sure of the article."""
IDS = (
    re.compile(
        r"^articleContent\Z|(?:entry|article|art)-content|article__content|article(?:-|__)?body"
        r"|articleBody|body-text"
    ),
    re.compile(r"^(?:article|story)\Z|^primary|story-body"),
    re.compile(r"^content\Z|content-main|content-body|contentBody|[Mm]ain-[Cc]ontent"),
)
"""Level → ids."""


def frames(tree: html.HtmlElement, tags: Sequence[str] = HOLDERS) -> Iterator[html.HtmlElement]:
    """Yield what may hold the article, what is surer of it first; each is looked for when it is asked for."""

    def first(is_frame: Callable[[html.HtmlElement], bool]) -> Iterator[html.HtmlElement]:
        return islice(filter(is_frame, tree.iterdescendants(*tags)), 1)

    yield from first(lambda element: element.get("itemprop") == "articleBody" or is_named(element, 0))
    yield from islice(tree.iterdescendants("article"), 1)
    yield from first(lambda element: element.get("role") == "article" or is_named(element, 1))
    yield from first(lambda element: is_named(element, 2))
    yield from first(is_main)


def is_named(element: html.HtmlElement, level: int) -> bool:
    """Say whether class or id are those of a frame of a level."""
    classes, identity = element.get("class"), element.get("id")
    return bool(
        (classes and HOLDING.search(classes) and CLASSES[level].search(classes))
        or (identity and HOLDING.search(identity) and IDS[level].search(identity))
    )


def is_main(element: html.HtmlElement) -> bool:
    """Say whether an element calls itself the main one."""
    names = (element.get(name, "") for name in ("class", "id", "role"))
    return element.tag == "main" or any(name.startswith("main") for name in names)
