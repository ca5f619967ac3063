"""A closer look at a page that was read: what a person asks and a crawl does not keep."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import ParamSpec, TypeVar

from ..records import Article, Page
from .article import read_article
from .decode import decode
from .document import Document, parse
from .language import language_of
from .links.explain import Survey
from .links.feeds import is_feed
from .links.find import find_links
from .metadata.claims import gather
from .metadata.fields import read_metadata
from .text.extract import extracted, slim

SECOND = "second extraction taken"
P = ParamSpec("P")
T = TypeVar("T")


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
    milliseconds: dict[str, float] = field(default_factory=dict)
    """Stage → CPU time."""

    def timed(self, stage: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function and remember how long it took."""
        start = time.process_time()
        result = function(*args, **kwargs)
        self.milliseconds[stage] = round((time.process_time() - start) * 1000, 2)
        return result


def look(page: Page, article: Article | None) -> Look:
    """Go through the stages of reading one by one. Only for pages that were read before without trouble."""
    found = Look()
    content_type = page.headers.get("content-type")
    found.text, found.encoding = found.timed("decode", decode, page.body, content_type)
    if is_feed(found.text):
        return found
    document = found.timed("parse", parse, found.text, page.final_url or page.url)
    if not isinstance(document, Document):
        return found
    found.document = document
    found.timed("links", find_links, document)
    found.survey = Survey(document)
    if article:
        measure(found, document, article)
        found.mended = mended(document, article)
    return found


def measure(found: Look, document: Document, article: Article) -> None:
    """Time what an article is made of. The text's share is what the whole takes beyond the others."""
    found.timed("metadata", lambda: read_metadata(document, gather(document)))
    found.timed("language", language_of, article.text)
    found.timed("text", read_article, document)
    others = found.milliseconds["metadata"] + found.milliseconds["language"]
    found.milliseconds["text"] = round(max(found.milliseconds["text"] - others, 0.0), 2)


def mended(document: Document, article: Article) -> Mended:
    """Compare the article's text with what the extractor gave."""
    if not article.mends:
        return Mended()
    before = extracted(slim(document.tree), thorough=SECOND in article.mends)
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
