"""The text of a page: extracted by trafilatura, then checked against the page and mended."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import trafilatura
from lxml import etree, html
from trafilatura.settings import Extractor

from ..tidy import is_odd, seen
from .inner import inner_bytes, inner_text, one_line
from .layout import keep_apart, set_lines_apart, set_words_apart
from .main import main_text
from .mends import MENDS
from .page import Lines, Page
from .paragraphs import BREAK
from .returns import FEW, left_behind
from .words import LONGEST_NAME, remembered

# The second opinion: twice as slow, and asked only where the page has much more to read.
THOROUGH = Extractor(output_format="python", comments=False)
MUCH_MORE = 2  # times the extracted text; long related blocks beside short articles reach 1.5
EXTRACTOR = f"corpuscle {version('corpuscle')}, trafilatura {trafilatura.__version__}"
# What trafilatura raises on odd trees; it catches others itself.
TROUBLE = (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError)
# Dropped before the extraction, which copies and searches what it is given again and again;
# JSON-LD has been read by then.
MACHINERY = (
    "head", "script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "select",
    "button", "input", "link", "meta", "rp", "rt", "rtc",
)  # fmt: skip
# Texts for screen readers and for the mouse's pointer stand in the middle of sentences.
# They are looked for from what stands before a word, to which the search leaps.
UNSEEN = re.compile(
    r"[^a-z](?:tooltips?|popovers?|rollover|s(?:r-?only|creen-?reader)|visually-?hidden|assistive"
    r"|off-?screen)(?![a-z])"
)
HOLDERS = ("span", "div", "a", "i", "em", "small", "p")
DROPPED = "dropped"
# What lxml lets in from a page, and refuses when an extractor moves text; and soft hyphens.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\xad]")
LONGEST_UNSEEN = 500  # characters; more is no tooltip
MOST_UNSEEN = 500  # elements


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, and the names of the mends they took."""

    lines: Sequence[str]
    mends: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the paragraphs, one a line."""
        return "\n".join(self.lines)


def read_text(tree: html.HtmlElement, page: Page) -> Text:
    """Return the main text of a slim page; without lines where there is none."""
    lines = extracted(tree)
    mends = []
    if is_short(lines, left_behind(lines, page)):
        other = extracted(tree, thorough=True)
        if is_short(lines, length(other)):
            lines = other
            mends.append("second extraction taken")
    for name, mend in MENDS.items():
        mended = mend(lines, page)
        if mended != lines:
            lines = mended
            mends.append(name)
    return Text(lines, tuple(mends))


@dataclass(frozen=True, slots=True)
class Slim:
    """A page without what no reader sees, and what was learnt of it on the way."""

    tree: html.HtmlElement
    classes: Mapping[html.HtmlElement, str | None]
    """The class of each element that might have been cut for it."""
    clean: bool
    """There is no character that nobody sees."""


def slim(tree: html.HtmlElement) -> html.HtmlElement:
    """Cut from a page what no reader sees; return the same tree."""
    return slimmed(tree).tree


def slimmed(tree: html.HtmlElement) -> Slim:
    """Do the same; return what is known of the page by then, too."""
    set_words_apart(tree)
    etree.strip_elements(tree, *MACHINERY, with_tail=False)
    classes = {element: element.get("class") for element in tree.iter(*HOLDERS)}
    named = unseen(tree, classes)
    outer = {step for element in named[:MOST_UNSEEN] for step in element.iterancestors()}
    for element in named[:MOST_UNSEEN]:
        if element not in outer and len(inner_text(element)) <= LONGEST_UNSEEN:
            keep_apart(element)
            element.tag = DROPPED
    if named:
        etree.strip_elements(tree, DROPPED, with_tail=False)
    odd = is_odd(inner_bytes(tree))
    if odd and ODD.search(inner_text(tree)):
        without_odd_characters(tree)
    set_lines_apart(tree)
    return Slim(tree, classes, not odd)


def unseen(tree: html.HtmlElement, classes: Mapping[html.HtmlElement, str | None]) -> list[html.HtmlElement]:
    """Return what stands in or beside sentences and is not to be read with them; each class is asked once."""
    names = {name for name in set(classes.values()) if name and names_unseen(name)}
    hidden = {element for element in tree.iter("span") if element.get("aria-hidden") == "true"}
    if not (names or hidden):
        return []
    return [element for element, name in classes.items() if name in names or element in hidden]


@remembered
def names_unseen(classes: str) -> bool:
    """Say whether a class is that of texts for screen readers or the pointer."""
    return bool(UNSEEN.search(f" {classes[:LONGEST_NAME].lower()}"))


def without_odd_characters(tree: html.HtmlElement) -> None:
    """Take control characters and invisible ones out of a tree's texts."""
    for element in tree.iter():
        if element.text:
            element.text = seen(element.text)
        if element.tail:
            element.tail = seen(element.tail)


def is_short(lines: Lines, longer: int) -> bool:
    """Say whether a length shows that these lines are not the whole text."""
    return longer > max(MUCH_MORE * length(lines), FEW)


def length(lines: Lines) -> int:
    """Return the characters of a text."""
    return sum(map(len, lines))


def extracted(tree: html.HtmlElement, *, thorough: bool = False) -> Lines:
    """Return the lines found on a slim page, which stays as it is."""
    try:
        text = thorough_text(tree) if thorough else main_text(tree)
    except TROUBLE:
        return []
    raw = seen(text).replace(BREAK, "\n").split("\n")
    return [line for one in raw if (line := one_line(one.strip("|")))]


def thorough_text(tree: html.HtmlElement) -> str:
    """Return the text that all of trafilatura finds, after comparing."""
    found = trafilatura.bare_extraction(tree, options=THOROUGH)
    return getattr(found, "text", None) or ""
