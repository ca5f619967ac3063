"""A page on trial: what the checks of this room look at, each thing worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from ..document import Document
from ..metadata.claims import Claims
from ..text.paragraphs import Paragraph, key
from .cards import is_teaser

MANY = 4  # teasers make a list; beside the few paragraphs of a short article stand up to three
MOSTLY = 0.6  # of a paragraph or a page is links; articles with long related blocks reach a half
ENOUGH = 4_500  # characters of text; pages with more of their own are told by other signs
LONGEST_HEADING = 200  # characters; more is prose
MOST_HEADINGS = 8
# Between the headline in a title and the name of the site.
PARTS = re.compile(r"\s+[|\-–—·•«»:/]+\s+|\s*[|｜»«]\s*|[_－]")
SPACE = re.compile(r"\s+")
CURLY = str.maketrans("’‘“”", "''\"\"")


@dataclass
class Candidate:
    """A page, what it claims, and the text that was found on it."""

    document: Document
    claims: Claims
    text: str
    paragraphs: Sequence[Paragraph]
    teasers: dict[Paragraph, bool] = field(default_factory=dict, repr=False)
    """Paragraphs that were asked whether they present another page."""

    @property
    def url(self) -> str:
        """Where the page answered."""
        return self.claims.url

    @cached_property
    def path(self) -> str:
        """Path of the address."""
        return urlsplit(self.url).path

    @cached_property
    def headings(self) -> list[str]:
        """What the page calls itself: titles without the site's name, h1, and h2 where there is none."""
        titles = [self.claims.title, *self.claims.meta("og:title")]
        named = [part for title in titles for part in (title, *PARTS.split(title))]
        headings = [heading.text_content() for heading in self.first("h1") or self.first("h2")]
        found = (plain(text) for text in (*headings, *named) if text)
        return list(dict.fromkeys(text for text in found if 0 < len(text) <= LONGEST_HEADING))

    @cached_property
    def lines(self) -> list[str]:
        """The text's first lines, each once, without links and teasers; as many as any check asks for."""
        lines = [(key(line), line) for line in self.text.split("\n") if line]
        here: dict[str, list[Paragraph]] = {one: [] for one, _ in lines}
        for paragraph in self.paragraphs:
            here.get(paragraph.key, []).append(paragraph)
        left = ENOUGH
        found = []
        for one, line in lines:
            others = here.pop(one, None)
            if others is None or (others and all(p.linked >= MOSTLY or self.is_teaser(p) for p in others)):
                continue
            found.append(line)
            left -= len(line)
            if left < 0:
                break
        return found

    @cached_property
    def size(self) -> int:
        """Bytes of these lines: a Chinese character says as much as three Latin letters."""
        return sum(len(line.encode("utf-8", "replace")) for line in self.lines)

    @cached_property
    def seen(self) -> int:
        """Bytes of all blocks but menus and footers."""
        return sum(len(p.key.encode("utf-8", "replace")) for p in self.paragraphs)

    @property
    def is_stated(self) -> bool:
        """The page claims to be one article; lists state the many they tease."""
        stated = any(self.claims.meta("article:published_time", "citation_title"))
        return 0 < len(self.claims.articles) < MANY or stated

    @property
    def is_typed(self) -> bool:
        """Open Graph calls it an article, as some systems do with all their pages."""
        return self.open_graph.startswith(("article", "news"))

    @property
    def open_graph(self) -> str:
        """Type of the page in Open Graph."""
        return next((kind.strip().lower() for kind in self.claims.meta("og:type")), "")

    def is_teaser(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph presents another page."""
        if paragraph not in self.teasers:
            self.teasers[paragraph] = is_teaser(paragraph)
        return self.teasers[paragraph]

    def first(self, *tags: str, most: int = MOST_HEADINGS) -> list[Any]:
        """Return the first elements with these names."""
        found: Iterator[Any] = self.document.tree.iter(*tags)
        return [element for _, element in zip(range(most), found, strict=False)]


def plain(text: str) -> str:
    """Fold case, quotes and space."""
    return SPACE.sub(" ", text[: 2 * LONGEST_HEADING]).strip().lower().translate(CURLY)
