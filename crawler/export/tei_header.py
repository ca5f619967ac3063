"""The header of a text in TEI: what is known of it, in the places that TEI has for that."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from .xml import clean

DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?)?)?"
)
LANGUAGE = re.compile("[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
ADDRESS = "!$%&'()*+,/:;=?@~"  # may stand in an address as it is
STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
ON_THE_WEB = re.compile(r"https?://(?:[^/?#:@]*@)?[^/?#:@]+(?::\d*)?(?:[/?#].*)?")
SPACES = re.compile(r"[\s\x7f-\x9f]+")
UNKNOWN = "und"


def header(text: dict[str, Any]) -> Element:
    """Return what is known of a text."""
    head = Element("teiHeader")
    description = add(head, "fileDesc")
    title = add(description, "titleStmt")
    entitled(title, text)
    add(
        add(description, "extent"),
        "measure",
        f"{text['words']} words",
        unit="words",
        quantity=str(text["words"]),
    )
    publication = add(description, "publicationStmt")
    add(publication, "publisher", line(text["site"] or text["host"]) or "unknown")
    dated(publication, text["published"])
    add(publication, "idno", line(text["url"]), type="URI")
    available(publication, text)
    source = add(add(description, "sourceDesc"), "bibl")
    entitled(source, text)
    add(source, "publisher", line(text["site"] or text["host"]))
    dated(source, text["published"])
    if address := pointer(text["url"]):
        add(source, "ptr", target=address)
    add(add(head, "encodingDesc"), "p", f"Text extracted from a web page by {line(text['extractor'])}.")
    profiled(head, text)
    revision = add(head, "revisionDesc")
    for moment, what in (
        (text["last_changed"], "Text read as it is here."),
        (text["found_at"], "First read."),
    ):
        add(revision, "change", what, **when(moment))
    return head


def entitled(element: Element, text: dict[str, Any]) -> None:
    """Add title and authors."""
    add(element, "title", line(text["title"]) or "Untitled")
    for author in (text["author"] or "").split("; "):
        if name := line(author):
            add(element, "author", name)


def dated(element: Element, published: str | None) -> None:
    """Add the date of publication, in whatever form the page gives it."""
    if published and line(published):
        add(element, "date", line(published), **when(published))


def available(element: Element, text: dict[str, Any]) -> None:
    """Add what the site says about the use of the text."""
    status = "restricted" if text["reserved"] else "unknown"
    found = add(element, "availability", status=status)
    if text["licence"]:
        target = pointer(text["licence"])
        add(found, "licence", line(text["licence"]), **({"target": target} if target else {}))
    said = [line(one) for one in text["rights"]]
    if said or not text["licence"]:
        add(found, "p", "; ".join(said) or "The page says nothing about the use of its text.")


def profiled(head: Element, text: dict[str, Any]) -> None:
    """Add language, summary and key words."""
    profile = add(head, "profileDesc")
    if text["description"] and line(text["description"]):
        add(add(profile, "abstract"), "p", line(text["description"]))
    language = text["language"] or ""
    code = language if LANGUAGE.fullmatch(language) else UNKNOWN
    add(add(profile, "langUsage"), "language", ident=code)
    terms = list(filter(None, map(line, [text["section"], *text["tags"]])))
    if terms:
        keywords = add(add(profile, "textClass"), "keywords")
        for term in terms:
            add(keywords, "term", term)


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element."""
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def when(moment: str | None) -> dict[str, str]:
    """Return a moment as an attribute, if it is one."""
    return {"when": moment} if moment and DATE.fullmatch(moment) else {}


def pointer(address: str) -> str | None:
    """Return an address as XML Schema wants one, if it is on the web."""
    bare, mark, fragment = line(address).partition("#")
    found = STRAY.sub("%25", quote(bare, safe=ADDRESS) + mark + quote(fragment, safe=ADDRESS))
    return found if ON_THE_WEB.fullmatch(found) else None


def line(text: str | None) -> str:
    """Return text on one line."""
    return SPACES.sub(" ", clean(text or "")).strip()
