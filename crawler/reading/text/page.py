"""What the mends ask a page: its headlines, its paragraphs, what it states of its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from .layout import Layout
from .paragraphs import Paragraph, key

Lines = list[str]

LONG = 40  # bytes: a sentence; below are headings, captions and menu entries
MOST_LINKED = 0.8  # share of link in a line that is prose
WITNESS = 24  # letters at the beginning or end of a paragraph by which it is known
MOST_PROSE = 1_000  # paragraphs looked for in the text: what keeps it quick
BULLET = "- "
LONGEST_KNOWN = 2_000  # characters of lines whose key is remembered


@dataclass(frozen=True, slots=True)
class Page:
    """What the mends ask the page."""

    titles: Sequence[str]
    """Headlines the page has, without the site's name."""
    paragraphs: Sequence[Paragraph]
    body: str = ""
    """The article's text as JSON-LD states it."""
    layout: Callable[[], Layout] = Layout
    """What readers see of it: of two pages in three nobody asks."""
    names: Sequence[str] = ()
    """Section, authors and site: what lines over the text are made of."""
    known: Mapping[str, Paragraph] = field(init=False)
    prose: Mapping[str, Sequence[Paragraph]] = field(init=False)
    """Place → paragraphs that are prose beyond doubt."""
    found: dict[str, Paragraph | None] = field(init=False, default_factory=dict, repr=False)
    """Line → paragraph, of those that were asked: every mend asks for the same."""

    def __post_init__(self) -> None:
        """Make paragraphs findable by their text and by their place."""
        prose: dict[str, list[Paragraph]] = {}
        blocks = [paragraph for paragraph in self.paragraphs if paragraph.element.tag == "p"]
        for paragraph in islice(filter(is_prose, blocks), MOST_PROSE):
            prose.setdefault(paragraph.place, []).append(paragraph)
        known: dict[str, Paragraph] = {}
        for paragraph in self.paragraphs:
            first = known.setdefault(paragraph.key, paragraph)
            if first.beside:
                known[paragraph.key] = paragraph
        for paragraph in self.paragraphs:
            for part in paragraph.parts:
                known.setdefault(part, paragraph)
        object.__setattr__(self, "known", known)
        object.__setattr__(self, "prose", prose)

    def find(self, line: str) -> Paragraph | None:
        """Return the paragraph that a line is on the page; of several, one that is of the article."""
        if line not in self.found:
            self.found[line] = self.known.get(line_key(line))
        return self.found[line]


def line_key(line: str) -> str:
    """Return the key of an extracted line, its list mark left out."""
    return known_key(line) if len(line) <= LONGEST_KNOWN else key(line.removeprefix(BULLET))


@lru_cache(maxsize=512)
def known_key(line: str) -> str:
    """Return the key of a line; every mend asks for it."""
    return key(line.removeprefix(BULLET))


def size(text: str) -> int:
    """Return the length of a text in bytes, which say as much in all scripts."""
    return len(text.encode("utf-8", "replace"))


def is_prose(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is prose beyond doubt."""
    return (
        paragraph.element.tag == "p"
        and not paragraph.beside
        and is_long(paragraph)
        and paragraph.linked < MOST_LINKED / 2
    )


def is_in(paragraph: Paragraph, text: str) -> bool:
    """Say whether a text has a paragraph, its beginning or its end: extractors drop notes."""
    start, end = paragraph.key[:WITNESS], paragraph.key[-WITNESS:]
    return start in text or end in text


def is_long(paragraph: Paragraph) -> bool:
    """Say whether a paragraph has the length of a sentence."""
    return len(paragraph.text) >= LONG or size(paragraph.text) >= LONG
