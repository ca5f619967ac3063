"""What stands by the headline: who wrote the article and when, without markup that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree, html

from ..document import Document
from ..text.inner import inner_text
from ..tidy import tidy

LONGEST = 500
FEW_TEXTS = 40  # pieces of text below a headline: byline, date, buttons
LONG_TEXT = 160  # characters of a paragraph
FEW_ABOVE = 6  # pieces of text above a headline: section and date; further up are menus
LONGEST_ABOVE = 300  # characters of what stands above; more is a menu
LEVELS = 3  # ancestors of a headline in which its date may stand above it
BY = re.compile(
    r"(?:(?:written|posted|published|veröffentlicht|geschrieben|verfasst|eingestellt|publié|publicado) )?"
    r"(?:by|vo[nm]|par|por|door|av|af|от|oleh)\b|(?:author|autor(?:in)?|auteur|text|автор|作者|文|記者|记者|撰文|글)\s?[:：]",
    re.IGNORECASE,
)
AND = re.compile(r"(?:,|&|and|und|et|y|e|en|og|och|и)", re.IGNORECASE)
UNREAD = ("script", "style", "noscript", "template", "svg", "form", "select")


def headline(document: Document, title: str) -> html.HtmlElement | None:
    """Return the element that holds the headline, or the first h1."""
    first = None
    for heading in document.tree.iter("h1", "h2"):
        if tidy(inner_text(heading), LONGEST) == title:
            return heading
        if first is None and heading.tag == "h1" and inner_text(heading).strip():
            first = heading
    return first


def texts_of(element: html.HtmlElement) -> Iterator[str]:
    """Yield the readable texts in an element, long paragraphs as a whole."""
    if is_unread(element.tag):
        return
    if not len(element):
        if (text := element.text) and text.strip():
            yield tidy(text, LONGEST)
        return
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            text = part.tail if part is not element else None
        elif (whole := whole_of(part)) is not None:
            text = whole
            walk.skip_subtree()
        else:
            text = part.text
        if text and text.strip():
            yield tidy(text, LONGEST)


def whole_of(element: html.HtmlElement) -> str | None:
    """Return the text of what is not looked into: paragraphs of the article; none of what nobody reads."""
    tag = element.tag
    if tag == "p":
        text = inner_text(element)
        return text if len(text) > LONG_TEXT else None
    return "" if is_unread(tag) else None


def is_unread(tag: object) -> bool:
    """Say whether nobody reads what an element of a tag holds."""
    return tag in UNREAD or not isinstance(tag, str)


def texts_after(element: html.HtmlElement | None) -> Iterator[str]:
    """Yield the readable texts behind an element, to the end of the page."""
    while element is not None and element.tag != "body":
        if (tail := element.tail) and tail.strip():
            yield tidy(tail, LONGEST)
        for sibling in element.itersiblings():
            yield from texts_of(sibling)
            if (tail := sibling.tail) and tail.strip():
                yield tidy(tail, LONGEST)
        element = element.getparent()


def below(element: html.HtmlElement | None) -> Iterator[str]:
    """Yield the short texts between the headline and the first paragraph."""
    for text in islice(texts_after(element), FEW_TEXTS):
        if len(text) > LONG_TEXT:
            break
        yield text


def above(element: html.HtmlElement | None) -> Iterator[str]:
    """Yield the last short texts above the headline, the nearest first."""
    return islice(texts_before(element), FEW_ABOVE)


def texts_before(element: html.HtmlElement | None) -> Iterator[str]:
    """Yield the readable texts of what stands closely above an element."""
    for _ in range(LEVELS):
        if element is None or element.tag == "body":
            return
        for sibling in element.itersiblings(preceding=True):
            texts = list(islice(texts_of(sibling), FEW_TEXTS))
            if len(texts) == FEW_TEXTS or sum(map(len, texts)) > LONGEST_ABOVE:
                return
            yield from reversed(texts)
        element = element.getparent()


def signatures(texts: Iterable[str]) -> Iterator[str]:
    """Yield what stands behind "by" among the texts below a headline."""
    named = False
    expected = False
    for text in texts:
        if BY.fullmatch(text) or (named and AND.fullmatch(text)):
            named, expected = False, True
        elif expected or BY.match(text):
            yield text
            named, expected = True, False
        else:
            named = False
