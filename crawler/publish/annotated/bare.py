"""A stranger's page made harmless: known elements without attributes, and nothing else.

What is allowed is listed; what is dangerous is not, as such lists are never complete. Without
raw-text elements, foreign content and attributes, a browser reads back what was written.
"""

from __future__ import annotations

import re

from lxml import etree, html

KEPT = frozenset(
    {"a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "body", "br"}
    | {"caption", "center", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li"}
    | {"main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"}
)
# Gone with all that is in them: machinery, and what a reader of text does not see.
GONE = (
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset",
    "noframes", "object", "embed", "applet", "audio", "video", "canvas", "map", "select", "textarea",
    "input", "link", "meta", "base", "title", "param", "source", "track", "dialog", "portal",
    "plaintext", "xmp", "listing", "noembed", etree.Comment, etree.ProcessingInstruction, etree.Entity,
)  # fmt: skip
INLINE = frozenset({"font", "label", "button", "picture", "ruby", "rb", "rt", "rp", "tt", "acronym", "data"})
DIRECTION = re.compile(r"ltr|rtl|auto", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
LONGEST_ALT = 200


def strip(tree: html.HtmlElement) -> None:
    """Take everything out of a tree that could act, load or hide; elements that stay are the same ones."""
    etree.strip_elements(tree, *GONE, with_tail=False)
    for element in list(tree.iter()):
        if element.tag == "img":
            show_as_text(element)
        elif element.tag not in KEPT and element is not tree:
            element.tag = "span" if element.tag in INLINE else "div"
        keep_attributes(element)


def show_as_text(picture: html.HtmlElement) -> None:
    """Put what a picture shows in its place."""
    picture.tag = "span"
    picture.text = " ".join((picture.get("alt") or "").split())[:LONGEST_ALT]
    picture.attrib.clear()
    picture.set("class", "picture")


def keep_attributes(element: html.HtmlElement) -> None:
    """Leave an element language and direction of its text; a picture's class is ours."""
    shown, language, direction = element.get("class"), element.get("lang"), element.get("dir")
    element.attrib.clear()
    if shown == "picture" and element.tag == "span":
        element.set("class", shown)
    if language and LANGUAGE.fullmatch(language):
        element.set("lang", language)
    if direction and DIRECTION.fullmatch(direction):
        element.set("dir", direction)
