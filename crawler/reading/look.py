"""A closer look at a page that was read: what a person asks and a crawl does not keep."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, fields

from ..records import Article, Page
from .decode import decode
from .document import Document, parse
from .links.explain import Survey
from .links.feeds import is_feed
from .text.extract import extracted, slim

SECOND = "second extraction taken"


@dataclass(frozen=True, slots=True)
class Mended:
    """Lines that the article's mends touched, as the extractor gave them."""

    cut: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    """Lines that are several now."""

    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what became of lines, and these lines."""
        for one in fields(self):
            yield one.name, getattr(self, one.name)


@dataclass(slots=True)
class Look:
    """What a second reading of a page shows; `document` is None for feeds and broken pages."""

    text: str = field(default="", repr=False)
    """The page, decoded."""
    encoding: str = ""
    document: Document | None = None
    survey: Survey | None = None
    mended: Mended = field(default_factory=Mended)


def look(page: Page, article: Article | None) -> Look:
    """Go through a page again, and keep what reading it throws away. Only for pages that were read before."""
    found = Look()
    found.text, found.encoding = decode(page.body, page.headers.get("content-type"))
    if is_feed(found.text):
        return found
    document = parse(found.text, page.final_url or page.url)
    if not isinstance(document, Document):
        return found
    found.document = document
    found.survey = Survey(document)
    if article:
        found.mended = mended(document, article)
    return found


def mended(document: Document, article: Article) -> Mended:
    """Compare the article's text with what the extractor gave."""
    if not article.mends:
        return Mended()
    before = extracted(slim(copy(document.tree)), thorough=SECOND in article.mends)
    return compared(before, article.text.split("\n"))


def compared(before: list[str], after: list[str]) -> Mended:
    """Return the lines that are gone, new, or in parts, however they are spaced."""
    old, new = list(map(key, before)), list(map(key, after))
    was, now = "".join(old), "".join(new)
    lines = set(new)
    changed = [(line, squeezed) for line, squeezed in zip(before, old, strict=True) if squeezed not in lines]
    return Mended(
        tuple(line for line, squeezed in changed if squeezed not in now),
        tuple(line for line, squeezed in zip(after, new, strict=True) if squeezed not in was),
        tuple(line for line, squeezed in changed if squeezed in now),
    )


def key(line: str) -> str:
    """Return what is equal however a line is spaced, its list mark left out."""
    return "".join(line.removeprefix("- ").split())
