"""The annotated copy of a page, put together."""

from __future__ import annotations

from pathlib import Path

from lxml import etree, html

from ...reading.document import Document, parse
from ...reading.links.explain import Survey
from ...reading.look import Look
from ...records import Reading
from .bare import strip
from .legend import element, legend
from .marks import Attributes, block_marks, link_marks, menu_marks, text_marks, without_text
from .style import STYLE

# The copy loads nothing and runs nothing, whatever might have been left in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
BEGINNING = "<!doctype html>\n<!-- annotated copy made by corpuscle read -->\n"
"""What every copy begins with; by it a copy is known, and may be written over."""


def is_copy(path: Path) -> bool:
    """Say whether a file is an annotated copy; raises OSError where it can't be read."""
    with path.open("rb") as file:
        return file.read(len(BEGINNING)) == BEGINNING.encode()


def annotate(reading: Reading, look: Look) -> str:
    """Return a page as HTML that shows how it was read, or what is known of one that is no page."""
    document = parse(look.text, look.document.url) if look.document else None
    content = element("main", "page")
    survey = None
    if isinstance(document, Document):
        survey = Survey(document)
        menus, blocks, links = menu_marks(survey), block_marks(survey), link_marks(survey)
        strip(document.tree)
        text = text_marks(document.tree, reading.article, look)
        for attributes in (without_text(menus, text), blocks, links, text):
            write(attributes)
        take_in(document.tree, content)
    side = legend(reading, look, survey)
    page = element("html", "", head(reading), element("body", "", content, side))
    return str(BEGINNING + etree.tostring(page, encoding="unicode", method="html"))


def write(attributes: Attributes) -> None:
    """Write marks onto elements; classes add up."""
    for marked, values in attributes.items():
        for name, value in values.items():
            before = marked.get("class") if name == "class" else None
            marked.set(name, f"{before} {value}" if before else value)


def take_in(tree: html.HtmlElement, content: html.HtmlElement) -> None:
    """Move what a page shows into the copy, with the language and direction of its text."""
    body = tree.find("body")
    if body is None:
        return
    for name in ("lang", "dir"):
        value = body.get(name) or tree.get(name)
        if value:
            content.set(name, value)
    body.tag = "div"
    content.append(body)


def head(reading: Reading) -> html.HtmlElement:
    """Return the head, its policy before anything it is to hold for."""
    name = (reading.article.title if reading.article else None) or reading.page.url
    return element(
        "head",
        "",
        meta(charset="utf-8"),
        meta(**{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        meta(name="referrer", content="no-referrer"),
        meta(name="viewport", content="width=device-width, initial-scale=1"),
        element("title", "", f"Read: {name}"),
        element("style", "", STYLE),
    )


def meta(**attributes: str) -> html.HtmlElement:
    """Return a meta element."""
    made = element("meta", "")
    made.attrib.update(attributes)
    return made
