"""What stands apart on a page stays apart: words that extraction glued are found and parted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse, islice

from lxml import html

from ..tidy import seen
from .inner import inner_text
from .paragraphs import BLOCKS, BREAK

# Of these a reader sees something, so that what stands on both sides is no word.
PICTURES = (
    "svg", "img", "picture", "video", "audio", "iframe", "object", "embed", "canvas", "button", "input",
    "select", "nav", "footer",
)  # fmt: skip
LINES = (*BLOCKS, "br", "hr", "tr", "figcaption", "dialog", "form", "aside", "main", "option", "caption")
OPENING = "([{“„«‘‚"
EDGES = re.compile(r"^\W+|\W+$")
CONTEXTS = (12, 4)  # characters on each side by which a place is found again; four for three in one
MOST = 100  # words of a page that are asked; with the next two, what bounds the time
LONGEST_WORD = 80  # characters; real ones reach 50
LONGEST = 300_000  # characters of a page that are searched


@dataclass(frozen=True)
class Layout:
    """What readers see of a page, as it stands; lines are separated by BREAK."""

    raw: str = ""

    @cached_property
    def text(self) -> str:
        """Lines, separated by BREAK, with single spaces: of few pages anybody asks for them."""
        return BREAK.join([line for raw in self.raw.split(BREAK) if (line := " ".join(raw.split()))])

    def is_shown(self, word: str) -> bool:
        """Say whether a word, or a part of a word, stands on the page."""
        if word in self.raw:
            return True
        bare = EDGES.sub("", word)
        return len(bare) > LONGEST_WORD or bare in self.raw

    def parted(self, word: str) -> str:
        """Return a word with a space or a break wherever the page has one."""
        if self.is_shown(word):
            return word
        return next((now for width in CONTEXTS if (now := self.with_gaps(word, width)) != word), word)

    def with_gaps(self, word: str, width: int) -> str:
        """Return a word parted where `width` characters on each side are apart on the page."""
        return "".join(f"{self.gap(word, at, width)}{letter}" for at, letter in enumerate(word))

    def gap(self, word: str, at: int, width: int) -> str:
        """Return what stands on the page at a place in a glued word."""
        before, after = word[max(0, at - width) : at], word[at : at + width]
        if not before:
            return ""
        return next((gap for gap in (" ", BREAK) if f"{before}{gap}{after}" in self.text), "")


def layout(tree: html.HtmlElement) -> Layout:
    """Return what readers see of a tree whose lines have been set apart."""
    return Layout(seen(inner_text(tree)[:LONGEST]))


def set_lines_apart(tree: html.HtmlElement) -> None:
    """Put a break at the start and the end of each element that begins a line."""
    for element in tree.iter(*LINES):
        text, tail = element.text, element.tail
        element.text = BREAK + text if text else BREAK
        element.tail = BREAK + tail if tail else BREAK


def set_words_apart(tree: html.HtmlElement) -> None:
    """Put a space behind each picture that a word follows."""
    for element in tree.iter(*PICTURES):
        keep_apart(element)


def keep_apart(element: html.HtmlElement) -> None:
    """Put a space behind an element that goes, if a word follows it."""
    after = element.tail or text_behind(element)
    if after and (after[0].isalnum() or after[0] in OPENING):
        # the page is as it came: lxml takes no control characters back that libxml2 let through
        element.tail = f" {seen(element.tail or '')}"


def text_behind(element: html.HtmlElement) -> str:
    """Return the text behind an element without a tail."""
    following = element.getnext()
    if following is None:
        parent = element.getparent()
        return (parent.tail or "") if parent is not None else ""
    if not isinstance(following.tag, str):
        return ""
    return following.text or (next(following.itertext(with_tail=False), "") if len(following) else "")


def with_gaps(lines: list[str], page: Layout, doubtful: Iterable[str] | None = None) -> list[str]:
    """Return lines with glued words parted; where a new line begins on the page, in two.

    Glued words are looked for in the doubtful lines; in all, if it isn't said which these are.
    """
    words = " ".join(lines if doubtful is None else doubtful).split()
    if len(words) > MOST:
        known = {*page.raw.split(), "-"}
        words = list(islice(filterfalse(known.__contains__, words), MOST))
    parted = dict(changed(words, page))
    return list(split(lines, parted)) if parted else lines


def changed(words: Iterable[str], page: Layout) -> Iterator[tuple[str, str]]:
    """Yield words and what becomes of them, if anything does."""
    for word in words:
        if (now := page.parted(word)) != word:
            yield word, now


def split(lines: list[str], parted: dict[str, str]) -> Iterator[str]:
    """Yield lines with words replaced, ended at breaks."""
    for line in lines:
        whole = " ".join(parted.get(word, word) for word in line.split())
        yield from filter(None, map(str.strip, whole.split(BREAK)))
