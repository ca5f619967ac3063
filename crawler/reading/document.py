"""A page, parsed once for everybody: links, text and metadata share this tree."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from ..reasons import Reason

# libxml2 and the extractors go quadratic on these (3.7 s for 50,000 attributes on one tag,
# 30 s and more for 30,000 spans); real article pages stay far below.
MOST_TAGS = 60_000
LONGEST_TAG = 30_000  # characters between "<" and ">", quoted values left out
QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
# lxml.html's own lookup is called in Python for each element that is touched: 5 % of all reading.
ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)
MOST_NESTED = 5  # lists and graphs in JSON-LD; nobody nests deeper by good will
JSON_LD = re.compile(r"ld\+json", re.IGNORECASE)


@dataclass
class Document:
    """One parsed page. Readers share the tree: nobody changes it, who must copies it."""

    url: str
    """Where the page answered."""
    tree: html.HtmlElement = field(repr=False)
    base: str = ""
    """What relative links are relative to."""

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page, `@graph` and lists flattened, broken ones left out."""
        return [
            node
            for script in self.tree.iter("script")
            if JSON_LD.search(script.get("type") or "") and script.text
            for node in flatten(parse_json(script.text))
        ]


def parse(text: str, url: str) -> Document | Reason:
    """Parse decoded HTML, or say why it can't be read safely."""
    if not text.strip(" \t\r\n\0\ufeff"):
        return Reason.EMPTY
    if too_complex(text):
        return Reason.TOO_COMPLEX
    # Parsing bytes avoids lxml's refusal of strings with an encoding declaration; NULs end a
    # C string, so they go.
    data = text.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True)
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Reason.EMPTY
    return Document(url, tree, base_url(tree, url))


def too_complex(text: str) -> bool:
    """Spot markup that would pin the parser, in linear time."""
    pieces = text.split("<")
    if len(pieces) <= MOST_TAGS and not any(map(is_bomb, pieces)):
        return False
    pieces = outside_scripts(pieces)
    return len(pieces) > MOST_TAGS or any(map(is_bomb, pieces))


def outside_scripts(pieces: list[str]) -> list[str]:
    """Leave out what stands inside scripts and styles, which the parser takes for text.

    A loop over the pieces: a regular expression is quadratic where scripts are never closed.
    """
    found = []
    closing = ""
    for piece in pieces:
        start = piece[:7].lower()
        if closing:
            closing = "" if start.startswith(closing) else closing
            continue
        found.append(piece)
        if piece.partition(">")[0].endswith("/"):
            continue  # <script/> is over for the parser
        closing = next(("/" + name for name in ("script", "style") if start.startswith(name)), "")
    return found


def is_bomb(piece: str) -> bool:
    """Say whether what follows a "<" is a tag of very many attributes; long values are harmless."""
    return len(piece) > LONGEST_TAG and len(QUOTED.sub("=", piece).partition(">")[0]) > LONGEST_TAG


def base_url(tree: html.HtmlElement, url: str) -> str:
    """Resolve `<base href>` against the page's own address."""
    for base in tree.iter("base"):
        href = (base.get("href") or "").strip()
        if href:
            try:
                return urljoin(url, href)
            except ValueError:
                break
    return url


def parse_json(text: str) -> Any:
    """Parse JSON as sites write it: raw newlines in strings, comment or CDATA around it."""
    text = text.strip().removeprefix("<!--").removesuffix("-->")
    text = text.replace("//<![CDATA[", "").replace("//]]>", "").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def flatten(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """Return the objects in a JSON-LD value: itself, list members and `@graph` members."""
    if depth > MOST_NESTED:
        return []
    if isinstance(value, list):
        return [node for member in value for node in flatten(member, depth + 1)]
    if not isinstance(value, dict):
        return []
    return [value, *flatten(value.get("@graph"), depth + 1)]
