"""A page, parsed once for everybody: links, text and metadata share this tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from ..reasons import Reason
from ..timing import Stage, timed
from ..urls import LONGEST_URL
from .nesting import shallow

# libxml2 and the extractors go quadratic on these (3.7 s for 50,000 attributes on one tag, 10 s
# and more for 60,000 tags with text between them). The most of 1,561 real pages are 25,497 tags.
MOST_TAGS = 40_000
LONGEST_TAG = 30_000  # bytes between "<" and ">", quoted values left out
MOST_ATTRIBUTES = 1_000  # of a tag
SHOWN = re.compile("[^ \t\r\n\0\ufeff]")
QUOTED = re.compile(rb"""=\s*(?:"[^"]*"|'[^']*')""")
# From behind "<" to the ">" that ends the tag; one in a quoted value does not.
INSIDE = re.compile(rb"""(?:[^>=]++|=\s*"[^"]*"|=\s*'[^']*'|=)*+""")
BETWEEN = re.compile(rb"[\s/=]+")
SEPARATORS = b" \t\n\r\f\v/="
LONG = 2 * MOST_ATTRIBUTES  # bytes of the shortest tag with so many
SCRIPT = re.compile(rb"script|style", re.IGNORECASE)
CLOSINGS = {name: re.compile(b"</" + name, re.IGNORECASE) for name in (b"script", b"style")}
# lxml.html's own lookup is called in Python for each element that is touched: 5 % of all reading.
ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
# What is looked for on the whole page, by metadata and rights most of all: found in one pass.
SOUGHT = ("base", "h1", "h2", "h3", "link", "meta", "p", "script", "time", "title")
# Elements in paragraphs, counted once for each paragraph around them: an XPath of trafilatura's is
# quadratic in them, and paragraphs may nest. The most of 1,561 real pages are 1,600.
MOST_IN_PARAGRAPHS = 20_000
TOO_MUCH = etree.ErrorTypes.ERR_RESOURCE_LIMIT
MOST_NODES = 500  # objects in JSON-LD; the most of 1,561 real pages are 28
MOST_NESTED = 5  # lists and graphs in JSON-LD; nobody nests deeper by good will
JSON_LD = re.compile(r"ld\+json", re.IGNORECASE)


@dataclass
class Document:
    """One parsed page. Readers share the tree and leave it as it is, but for the last, who takes it.

    Before it is taken: rights, links, redirects, metadata. Taken for the text, which cuts it up. The few
    pages whose tree is asked for afterwards, by checks of what has hardly any text, are parsed again.
    """

    url: str
    """Where the page answered."""
    body: bytes = field(repr=False)
    """The page in UTF-8."""
    parsed: html.HtmlElement | None = field(default=None, repr=False)
    """The tree, until somebody takes it."""
    base: str = ""
    """What relative links are relative to."""
    elements: list[html.HtmlElement] = field(default_factory=list, repr=False)
    """The elements of the tree that was parsed, kept: lxml makes those nobody holds anew on every walk."""

    @property
    def tree(self) -> html.HtmlElement:
        """The whole page, as it came."""
        if self.parsed is None:
            self.parsed, _ = tree_of(self.body)
        return self.parsed

    def says(self, word: str) -> bool:
        """Say whether a word of plain letters is anywhere on the page, before its tree is searched for it.

        One that is spelt in character references is passed over: no page does that but to hide it.
        """
        return word.encode() in self.body

    def take(self) -> html.HtmlElement:
        """Give the tree away, to be changed: a copy of it costs a third of what its parsing does."""
        tree, self.parsed = self.tree, None
        self.__dict__.pop("found", None)  # which are its elements
        return tree

    @cached_property
    def found(self) -> dict[str, list[html.HtmlElement]]:
        """The elements of the tags that are sought, each list in the order of the page: h3 are among h2."""
        found: dict[str, list[html.HtmlElement]] = {tag: [] for tag in SOUGHT}
        found["h3"] = found["h2"]
        for element in self.tree.iter(*SOUGHT):
            found[element.tag].append(element)
        return found

    @cached_property
    def metas(self) -> list[dict[str, str]]:
        """The attributes of the meta elements, of which several look at a few."""
        return [dict(element.items()) for element in self.found["meta"]]

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page, `@graph` and lists flattened, broken ones left out."""
        found = (
            node
            for script in self.found["script"]
            if JSON_LD.search(script.get("type") or "") and script.text
            for node in flatten(parse_json(script.text))
        )
        return list(islice(found, MOST_NODES))


@timed(Stage.PARSE)
def parse(text: str, url: str, body: bytes | None = None) -> Document | Reason:
    """Parse decoded HTML, or say why it can't be read safely; `body` is the text in UTF-8, if at hand."""
    if not SHOWN.search(text):
        return Reason.EMPTY
    data = in_bytes(text) if body is None else body
    if too_complex(data):
        return Reason.TOO_COMPLEX
    try:
        tree, whole = tree_of(data)
        if not whole:
            data = in_bytes(shallow(text))
            tree, _ = tree_of(data)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Reason.EMPTY
    document = Document(url, data, tree, elements=list(tree.iter()))
    document.base = base_url(document.found["base"], url)
    return Reason.TOO_COMPLEX if is_tangled(document.found["p"]) else document


def in_bytes(text: str) -> bytes:
    """Return a text in UTF-8: lxml refuses strings with an encoding declaration."""
    return text.encode("utf-8", "replace")


def tree_of(data: bytes) -> tuple[html.HtmlElement, bool]:
    """Return the tree of a page, and whether it is whole: the parser stops at 255 levels.

    It also leaves out a piece of text of 10 MB. With `huge_tree` it would not, but such a piece
    takes the extractor up to 15 s, and trees of 2,000 levels end its recursion.
    """
    # nobody asks for elements by their ids: to collect them takes a tenth of the parser's time
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True, collect_ids=False)
    parser.set_element_class_lookup(ONE_CLASS)
    tree = html.document_fromstring(data.replace(b"\0", b""), parser=parser)  # which end a C string
    return tree, all(error.type != TOO_MUCH for error in parser.error_log)


def too_complex(data: bytes) -> bool:
    """Spot markup that would pin the parser, in linear time."""
    import numpy as np  # noqa: PLC0415  (whoever only wants JSON need not wait for it)

    # a quarter of what it takes bytes to count
    opened = np.count_nonzero(np.frombuffer(data, np.uint8) == ord("<"))
    if opened <= MOST_TAGS and not any(map(is_bomb, long_pieces(data))):
        return False
    tags = list(islice(outside_scripts(data.partition(b"<")[2]), MOST_TAGS + 1))
    return len(tags) > MOST_TAGS or any(map(is_bomb, tags))


def long_pieces(data: bytes) -> Iterator[bytes]:
    """Yield what follows a "<" without another one for very many bytes; all else is leapt over."""
    start = data.find(b"<") + 1
    while start:
        last = data.rfind(b"<", start, start + LONG + 1)
        if last < 0:
            last = data.find(b"<", start + LONG)
            if last < 0:
                last = len(data)
            if last - start > LONG:
                yield data[start:last]
        start = last + 1 if last < len(data) else 0


def outside_scripts(data: bytes) -> Iterator[bytes]:
    """Yield what follows each "<", but for scripts and styles, whose insides the parser takes for text."""
    start = 0
    while start >= 0:
        end = data.find(b"<", start)
        piece = data[start:end] if end >= 0 else data[start:]
        yield piece
        opening = SCRIPT.match(piece)
        # <script/> is over for the parser
        if opening and not piece.partition(b">")[0].endswith(b"/"):
            closing = CLOSINGS[opening[0].lower()].search(data, start)
            end = data.find(b"<", closing.end()) if closing else -1
        start = end + 1 if end >= 0 else -1


def is_bomb(piece: bytes) -> bool:
    """Say whether what follows a "<" is a tag of very many attributes; long values and comments are fine."""
    tag = INSIDE.match(piece) if len(piece) > LONG and not piece.startswith(b"!--") else None
    if tag is None or len(tag[0]) <= LONG:
        return False
    if len(tag[0]) <= LONGEST_TAG and separators(tag[0]) <= MOST_ATTRIBUTES:  # of its values as well
        return False
    names = QUOTED.sub(b"=", tag[0])
    return len(names) > LONGEST_TAG or len(BETWEEN.findall(names)) > MOST_ATTRIBUTES


def separators(tag: bytes) -> int:
    """Count what may part the attributes of a tag; to look for each of them takes twice as long."""
    return len(tag) - len(tag.translate(None, SEPARATORS))


def is_tangled(paragraphs: Iterable[html.HtmlElement]) -> bool:
    """Say whether paragraphs hold more than the extractor can bear."""
    left = MOST_IN_PARAGRAPHS
    for paragraph in paragraphs:
        inside = len(paragraph)
        left -= 1 + inside
        if inside:  # an iterator takes lxml as long as ten looks at an element
            left -= sum(sum(1 for _ in element.iterdescendants()) for element in paragraph[:] if len(element))
        if left < 0:
            return True
    return False


def base_url(bases: Iterable[html.HtmlElement], url: str) -> str:
    """Resolve `<base href>` against the page's own address."""
    for base in bases:
        href = (base.get("href") or "").strip()
        if 0 < len(href) <= LONGEST_URL:
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
