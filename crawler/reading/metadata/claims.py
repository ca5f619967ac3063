"""What a page says of itself, gathered once: meta tags, links, headings, JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from typing import Any

from lxml import etree, html

from ... import urls
from ...timing import Stage, timed
from ..document import Document
from ..text.inner import inner_text
from ..tidy import strings, tidy

ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe|HowTo|MedicalWebPage)$")
LONGEST_META = 20_000  # characters of one content attribute
NAMING = ("property", "name", "itemprop", "http-equiv")  # attributes of meta tags
RELATIONS = ("canonical", "license")
MOST_PER_NAME = 50  # values kept of one meta name; article:tag is repeated most
MOST_HEADINGS = 20
UNREAD = ("rt", "rp", "script", "style", "svg")
LOGO = re.compile(r"(?<![a-z])(?:site|blog)[-_]?(?:title|name)(?![a-z])|logo", re.IGNORECASE)
HOME = re.compile(r"/|(?:https?:)?//[^/?#]+/?")
APART = ("span", "small", "strong", "div", "em", "p", "a")
PUNCTUATION = " :|/–—-\t\r\n\xa0"
LINES = ("br", "div", "p")  # begin a new line inside a heading
OVER = re.compile(
    r"kicker|topline|top-?line|overline|overhead|eyebrow|dachzeile|spitzmarke|roofline|pre-?title|pre-?headline"
    r"|sup(?:er)?title|sur-?titre|antetitulo|volanta|sr-only|visually-?hidden|screen-?reader",
    re.IGNORECASE,
)

Node = Mapping[str, Any]
Claim = tuple[str, str]
"""A value, empty for none, and its origin."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Texts of the first headings on a page."""

    first: list[str] = field(default_factory=list)
    """Of h1 elements."""
    lower: Callable[[], list[str]] = list
    """Of h2 and h3 elements: few pages need them for their headline."""
    logos: list[str] = field(default_factory=list)
    """Of h1 elements that name the site."""
    below: dict[str, str] = field(default_factory=dict)
    """Texts of h1 elements that begin with markup → what stands below it, if its name is telling."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims by source; nothing here is believed yet."""

    url: str
    """Where the page answered; empty where that is no address."""
    metas: Mapping[str, Sequence[str]]
    """Name, property or itemprop in lower case → contents."""
    links: Mapping[str, Sequence[str]]
    """Word of rel → addresses."""
    outline: Headings
    title: str
    language: str
    articles: Sequence[Node]
    """JSON-LD objects that are articles, the likeliest to be this page's first."""
    nodes: Sequence[Node]
    """All JSON-LD objects."""

    @property
    def article(self) -> Node:
        """The JSON-LD object that is likeliest this page's article; empty if none is."""
        return self.articles[0] if self.articles else {}

    @property
    def headings(self) -> Sequence[str]:
        """Texts of h1 elements."""
        return [*self.outline.logos, *self.outline.first]

    def meta(self, *names: str) -> Iterator[str]:
        """Yield contents under these names, in their order."""
        for name in names:
            yield from self.metas.get(name, ())

    def in_json(self, names: Iterable[str], limit: int) -> Iterator[Claim]:
        """Yield what the article's JSON-LD says under these names."""
        for name in names:
            value = self.resolved(self.article.get(name))
            for text in strings(value, "name", "@value", "text", "url", "@id"):
                yield tidy(text, limit), "json-ld"

    def in_meta(self, names: Iterable[str], limit: int) -> Iterator[Claim]:
        """Yield what meta tags say under these names."""
        for name in names:
            if name in self.metas:
                origin = "opengraph" if name.startswith(("og:", "article:")) else "meta"
                yield from ((tidy(content, limit), origin) for content in self.metas[name])

    def said(self, json: Iterable[str], metas: Iterable[str], limit: int) -> Iterator[Claim]:
        """Yield what JSON-LD says, then what meta tags say."""
        yield from self.in_json(json, limit)
        yield from self.in_meta(metas, limit)

    def resolved(self, value: Any) -> Any:
        """Follow {"@id": …} to the object of the page that it stands for."""
        if isinstance(value, list):
            return [self.resolved(member) for member in value if not isinstance(member, list)]
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            same = (node for node in self.nodes if node.get("@id") == value["@id"])
            return next((node for node in same if node.get("name")), value)
        return value


def first(claims: Iterable[Claim]) -> tuple[str | None, str]:
    """Return the first claim that says something."""
    return next((claim for claim in claims if claim[0]), (None, ""))


@timed(Stage.METADATA)
def gather(document: Document) -> Claims:
    """Read the page's claims."""
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for said in document.metas:
        take_meta(said, metas)
    for element in document.found["link"]:
        take_link(element, links)
    headings = headings_of(document)
    title = next(filter(None, map(inner_text, document.found["title"])), "")
    nodes = list(with_entities(document.json_ld))
    articles = [node for node in nodes if has_type(node, ARTICLE_TYPE)]
    url = urls.clean(document.url) or ""
    if len(articles) > 1:
        articles.sort(key=lambda node: not names_page(node, url))
    return Claims(
        url=url,
        metas=metas,
        links=links,
        outline=headings,
        title=title,
        language=document.tree.get("lang") or "",
        articles=articles,
        nodes=nodes,
    )


def headings_of(document: Document) -> Headings:
    """Read the first headings."""
    headings = Headings(lower=cache(partial(lower_headings, document.found["h2"])))
    for heading in document.found["h1"]:
        take_heading(heading, headings)
    return headings


def lower_headings(elements: Sequence[html.HtmlElement]) -> list[str]:
    """Return the texts of the first of these headings."""
    return list(map(heading_text, elements[:MOST_HEADINGS]))


def heading_text(heading: html.HtmlElement, left_out: html.HtmlElement | None = None) -> str:
    """Return the words of a heading; signs without how they are spoken, lines apart."""
    if not len(heading):
        return heading.text or ""
    texts: list[str] = []
    walk = etree.iterwalk(heading, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            texts.append(part.tail or "" if part is not heading else "")
        elif part is left_out or part.tag in UNREAD or not isinstance(part.tag, str):
            walk.skip_subtree()
        else:
            texts += [" " if part.tag in LINES else "", part.text or ""]
    return "".join(texts)


def take_heading(heading: html.HtmlElement, headings: Headings) -> None:
    """Keep the text of an h1, and what of it stands below a line of its own."""
    found = headings.logos if is_logo(heading) else headings.first
    if len(found) >= MOST_HEADINGS:
        return
    found.append(heading_text(heading))
    first = next((part for part in heading if part.tag in APART), None)
    if first is not None and not (heading.text or "").strip():
        over = OVER.search(first.get("class") or "")
        headings.below[found[-1]] = heading_text(heading, first).lstrip(PUNCTUATION) if over else ""


def is_logo(heading: html.HtmlElement) -> bool:
    """Say whether an h1 is the name of the site: so called, or a link to the home page."""
    if LOGO.search(f"{heading.get('class', '')} {heading.get('id', '')}"):
        return True
    links = list(islice(heading.iter("a"), 2))
    return len(links) == 1 and bool(HOME.fullmatch(links[0].get("href") or "/x"))


def take_meta(said: Mapping[str, str], metas: dict[str, list[str]]) -> None:
    """Keep the content of a meta tag under its names, given its attributes."""
    content = said.get("content", "")[:LONGEST_META].strip()
    if not content:
        return
    for names in filter(None, map(said.get, NAMING)):
        for name in names.lower().split():
            values = metas.setdefault(name, [])
            if len(values) < MOST_PER_NAME:
                values.append(content)


def take_link(element: html.HtmlElement, links: dict[str, list[str]]) -> None:
    """Keep the address of a link tag under the words of its rel that are asked for."""
    for rel in (element.get("rel") or "").lower().split():
        if rel in RELATIONS:
            links.setdefault(rel, []).append(element.get("href") or "")


def with_entities(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield JSON-LD objects and the main entity of each."""
    for node in nodes:
        yield node
        entity = node.get("mainEntity")
        if isinstance(entity, dict):
            yield entity


def has_type(node: Node, pattern: re.Pattern[str]) -> bool:
    """Say whether an object is of a type, written alone, in a list or as an address."""
    return any(pattern.search(name.strip()) for name in strings(node.get("@type")))


def names_page(node: Node, url: str) -> bool:
    """Say whether an object gives this page's address as its own."""
    own = [*strings(node.get("url")), *strings(node.get("mainEntityOfPage"), "@id", "url")]
    clean = (urls.clean(address[: urls.LONGEST_URL], url) for address in own[:MOST_PER_NAME])
    return any(address and urls.comparable(address) == urls.comparable(url) for address in clean)
