"""The main text of a page: trafilatura's way to it, without what it does twice.

trafilatura (Apache 2.0) copies the page five times and looks through it by eleven XPaths with regular
expressions in them, each a call into Python for each element. Here the article's frame is copied once,
of few pages the whole, and the names of elements are looked at as they pass (`frames`, `signs`); what
becomes of the elements is left to trafilatura. The answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from html import unescape

from lxml import etree, html
from trafilatura.baseline import baseline
from trafilatura.main_extractor import handle_textelem
from trafilatura.settings import INLINE_FORMATTABLE, TAG_CATALOG, Extractor
from trafilatura.utils import RE_FILTER, SPACING_PROTECTED, sanitize, text_chars_test
from trafilatura.xml import SEPARATORS, delete_element, process_element

from ...letters import PRINTED, beyond
from .alone import alone, is_poor, made_ready
from .cleaning import cut_short, prepared
from .density import cut_linked
from .frames import frames
from .inner import inner_text, one_line, stands_in
from .rescue import recover
from .signs import PARTS, is_caption, is_told_unwanted

# `fast` leaves out the comparison with readability and justext: 45 % of the time, and on 102
# pages with known text F1 rises (.945 → .950) without it. `recall` leaves out a second
# extraction that rarely wins and costs 3 ms a page; what it lets in beside the text, the mends
# cut. Comments are others' words. Metadata is ours. What is below holds for these options alone.
OPTIONS = Extractor(output_format="python", fast=True, recall=True, comments=False)
MOST_UNWANTED = 6 / 7  # of a frame's text; what is more is no menu
PROSE = 3 * OPTIONS.min_extracted_size  # characters of paragraphs; with fewer, blocks are taken for some
MARK = "\u2424"  # what trafilatura marks ends of lines with, and takes out
LONGEST_ECHO = 50  # characters that may be said twice in a row
REBUILT = frozenset({"code", "list", "quote", "table"})  # what stands behind these is a line of its own
LINES = frozenset({"head", "p", "quote"})  # lines of their own, where nothing is in or behind them
SIMPLE = frozenset({"head", "p"})  # trafilatura passes those on with nothing in them as they are
LOOSE = frozenset({"head", "ref"})  # nothing to end a text with
TAGS = TAG_CATALOG | {"table", "td", "th", "tr"}
HANDLED = TAG_CATALOG | {"div", "ref", "table"}
INLINE = INLINE_FORMATTABLE | {"lb"}


def main_text(page: html.HtmlElement) -> str:
    """Return the text of a slim page, which stays as it is."""
    body, size = in_frame(page) or in_page(page)
    without_echoes(body)
    etree.strip_elements(body, "done")
    etree.strip_tags(body, "div")
    without_blanks(body)
    if size < OPTIONS.min_extracted_size:
        rest, _, longer = baseline(cut_short(copy(page)))
        if longer > size:
            size, body = longer, rest
    return written(body) if size else ""


def written(body: etree._Element) -> str:
    """Return a body's text as trafilatura writes it, without a look at each letter where none is odd."""
    pieces: list[str] = []
    for element in (body,) if body.text else body:
        line = element.text if element.tag in LINES and not len(element) and not element.tail else None
        if line:
            if pieces and pieces[-1][-1:] not in SEPARATORS:
                pieces.append("\n")
            pieces += (line, "\n")
        else:
            process_element(element, pieces, include_formatting=False)
    text = "".join(pieces)
    rare = "".join(beyond(text, PRINTED).split())
    if "&" in text or MARK in rare or not rare.isprintable():
        return unescape(sanitize(text, preserve_space=True) or "")
    return "\n".join(filter(None, text.splitlines()))


def in_frame(page: html.HtmlElement) -> tuple[etree._Element, int] | None:
    """Return what stands in the page's first frame, and its size, if that is enough."""
    frame = alone(page)
    if frame is None:
        return None
    kept = list(frame.iter())  # lxml makes those that nobody holds anew on every walk
    tree = made_ready(frame)
    if tree is None:
        return None
    poor = not has_prose(tree, PROSE)
    if poor and not is_poor(page, PROSE):
        return None
    tags = set(TAGS)
    body = found(tree, tree[:1], tags)
    del kept
    size = length(body)
    whole = has_several(body) and size >= OPTIONS.min_extracted_size and poor == ("div" in tags)
    return (body, size) if whole else None


def in_page(page: html.HtmlElement) -> tuple[etree._Element, int]:
    """Return what stands in the first of the page's frames that has something, or anywhere, and its size."""
    tree = prepared(copy(page))
    elements = list(tree.iter())  # in their order, before they are moved
    tags = set(TAGS)
    body = found(tree, frames(tree), tags)
    if length(body) < OPTIONS.min_extracted_size:
        again = prepared(copy(page))
        taken = {twin for element, twin in zip(elements, again.iter(), strict=True) if element.tag == "done"}
        prune(again)
        recover(again, body, taken, tags, OPTIONS)
    return body, length(body)


def length(body: etree._Element) -> int:
    """Return the characters of a body's text; of a long one, at least as many as are enough."""
    least = 0
    for element in body:
        least += len((element.text or "").strip())
        if least >= OPTIONS.min_extracted_size:
            return least
    return len(" ".join(body.itertext()).strip())


def found(tree: html.HtmlElement, places: Iterable[html.HtmlElement], tags: set[str]) -> etree._Element:
    """Return what stands in the first frame that has something; `tags` may come to include blocks."""
    body = etree.Element("body")
    for frame in places:
        prune(frame)
        if len(frame) == 0:
            continue
        if not has_prose(tree, PROSE):
            tags.add("div")
        start, lead = len(body), fill(body, frame, tags)
        while len(body) and body[-1].tag in LOOSE:
            delete_element(body[-1], keep_tail=False)
        if has_several(body):
            if lead is not None:
                body.insert(start, lead)
            break
    return body


def has_several(body: etree._Element) -> bool:
    """Say whether a body has more than one element, pictures left out."""
    return sum(element.tag != "graphic" for element in body) > 1


def prune(frame: html.HtmlElement) -> None:
    """Cut menus, captions and lists of links out of a frame, as long as that is not most of it."""
    unwanted: dict[html.HtmlElement, None] = {}
    captions: list[html.HtmlElement] = []
    for step in frame.iterdescendants("*"):
        told = dict(step.items())  # at once: lxml takes as long for each that is asked for
        if told:
            if is_told_unwanted(step.tag, told):
                unwanted[step] = None
            if is_caption(told) and step.tag in PARTS:
                captions.append(step)
    outer = [element for element in unwanted if not any(step in unwanted for step in element.iterancestors())]
    if outer:
        whole = len(inner_text(frame))
        if sum(len(inner_text(element)) for element in outer) < MOST_UNWANTED * whole:
            for element in outer:
                delete_element(element)
    for element in captions:
        delete_element(element)
    cut_linked(frame)
    etree.strip_tags(frame, "span", "ref")


def has_prose(tree: html.HtmlElement, most: int) -> bool:
    """Say whether the page's paragraphs have so many characters."""
    for paragraph in tree.iter("p"):
        if not stands_in(paragraph, ("p",)):
            most -= len(inner_text(paragraph))
            if most <= 0:
                return True
    return False


def fill(body: etree._Element, frame: html.HtmlElement, tags: set[str]) -> etree._Element | None:
    """Put what is of the text in a frame into a body; return what stands at the frame's beginning."""
    elements = list(frame.iterdescendants("*"))
    names = {element.tag for element in elements}
    lead = None
    if names == {"lb"} or (frame.tag == "div" and "div" in tags and names <= INLINE):
        elements = [frame]
    elif text_chars_test(frame.text):
        lead = paragraph(frame.text)
    gone: set[html.HtmlElement] = set()
    """What was put into the body with what it is in."""
    for element in elements:
        tag = element.tag
        if tag not in HANDLED or element in gone or (tag == "div" and not is_read(element, tags)):
            continue
        tail = element.tail if tag in REBUILT else None
        new = handled(element, tag, tags)
        if new is not None:
            body.append(new)
            if new is not element and element.getparent() is not new:
                element.tag = "done"
            elif len(element):
                gone.update(element.iterdescendants())
        if tail and text_chars_test(tail) and (new is None or new.tail is None):
            behind = paragraph(tail)
            if behind is not None:
                body.append(behind)
    return lead


def handled(element: html.HtmlElement, tag: str, tags: set[str]) -> etree._Element | None:
    """Return what an element comes to; a heading or paragraph with nothing in it stays what it is."""
    if tag not in SIMPLE or len(element):
        return handle_textelem(element, tags, OPTIONS)
    plain = written_plainly(element)
    return plain if plain is not None and (tag == "p" or plain.text) else None


def is_read(block: html.HtmlElement, tags: set[str]) -> bool:
    """Say whether a block is asked for its text: as a paragraph, or as code by its name."""
    return "div" in tags or "w3-code" in block.get("class", "")


def paragraph(text: str | None) -> etree._Element | None:
    """Return a text as a paragraph, if there is something to read in it."""
    new = etree.Element("p")
    new.text = text
    return written_plainly(new)


def written_plainly(element: etree._Element) -> etree._Element | None:
    """Put the text of an element with nothing in it on one line; None for none, and for names of buttons."""
    before, behind = element.text, element.tail
    if not before and not behind:
        return None
    text, tail = one_line(before or "") or None, one_line(behind or "") or None
    if not text:
        text, tail = tail, None
    if text != before:
        element.text = text
    if tail != behind:
        element.tail = tail
    return None if text and RE_FILTER.match(text) else element


def without_echoes(body: etree._Element) -> None:
    """Cut what only says again what stands before it."""
    previous = ""
    for element in list(body):
        text = inner_text(element)
        if is_echo(text, previous):
            delete_element(element, keep_tail=False)
        else:
            previous = text


def is_echo(text: str, previous: str) -> bool:
    """Say whether a text says again what stands before it; most begin with another letter."""
    if len(text) <= LONGEST_ECHO or text.lstrip()[:1] != previous.lstrip()[:1]:
        return False
    line = one_line(text)
    return len(line) > LONGEST_ECHO and line == one_line(previous)


def without_blanks(body: etree._Element) -> None:
    """Cut the blanks behind line breaks, but in code."""
    for line_break in body.iter("lb"):
        tail = line_break.tail
        if tail and tail.isspace() and not stands_in(line_break, SPACING_PROTECTED):
            line_break.tail = None
