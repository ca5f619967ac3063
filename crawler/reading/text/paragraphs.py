"""The page's own paragraphs: what an extracted line is on the page, and what was left behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from ..tidy import is_odd, seen
from .around import DIGITS, Surroundings
from .inner import inner_bytes, inner_text, one_line
from .words import LONGEST_NAME, remembered

# Elements that hold one line of text, and elements that hold such elements.
LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "pre", "td", "th",
          "dd", "dt")  # fmt: skip
HOLDING = ("section", "article", "ul", "ol", "dl", "table", "header", "figure")
BLOCKS = (*LEAVES, *HOLDING)
NEVER_PROSE = frozenset({"nav", "footer", "aside", "button", "dialog", "noscript", "menu", "figcaption"})
# Names that sites give to what stands beside the article. Only whole words of a class or id
# count: neither "unrelated" nor "shareholders" is one. By letters, which makes it quick, and from
# what stands before a word, to which the search leaps.
BESIDE = re.compile(
    r"""[^a-z](?:
    a(?:ds?|dvert\w*|lso-?read|uthors?-?(?:bio|box|card|info|details))
    |b(?:oilerplate|readcrumbs?|ylines?)
    |c(?:aptions?|omments?|onsent|ookies?|opyright|orrelat[ei]|ta)
    |d(?:isclaimers?|isqus|onations?)
    |footers?
    |image-?credits?
    |l(?:eia-?(?:mais|tambem)|ire-?aussi)
    |m(?:asthead|ore-?(?:stories|from|on|news|articles|links|coverage)|ost-?(?:read|popular|viewed|shared))
    |newsletters?
    |outbrain
    |p(?:agination|hoto-?credits?|opovers?|opular-?posts?|rint-?only|romos?)
    |r(?:ead-?more|ecirc\w*|ecommend\w*|elacionad[oa]s?|ollover
        |elated(?:posts?|articles?|content|links?|stories)?)
    |s(?:creen-?reader-\w+|ee-?also|har(?:e|ing)|haredaddy|ign-?up|imilaires?|kip-?link|ocials?|ponsored
        |r-?only|ubscri(?:be|ption))
    |t(?:aboola|ag-?list|easers?|ooltips?|rending)
    |visually-?hidden
    |zum-?thema
    )(?![a-z])""",
    re.VERBOSE,
)
MENU = re.compile(r"(?<![a-z])(?:\w+-)?nav(?:igation|bar)?(?=\s|$)")
CAMEL = re.compile(r"[A-Z](?<=[a-z].)")
# Inside a block named as beside, what names itself the text is not: "teaser-content" holds the
# free part of an article that is sold.
BODY = re.compile(r"(?<![a-z])(?:article|story)[-_]?(?:body|text)(?![a-z])")
# A wrapper may be named so by chance ("has-comments") and hold the article as well; related
# blocks of short articles reach three tenths of the page's text.
MOST_BESIDE = 0.4
MOSTLY = 0.8  # of a block's text
MOST_TEXT = 3  # times the page's text is looked at; blocks nested in blocks would square it
BREAK = "\u2028"  # what Unicode has for the end of a line; pages don't use it

Classes = Mapping[html.HtmlElement, str | None]
Leaf = tuple[html.HtmlElement, str, tuple[str, ...], html.HtmlElement]


@dataclass(
    eq=False, slots=True
)  # to freeze it would take half of the time that a page's hundreds take to make
class Paragraph:
    """One block of text as it stands on the page."""

    text: str
    key: str
    element: html.HtmlElement = field(repr=False)
    parts: tuple[str, ...]
    """Keys of its lines, where line breaks divide it."""
    around: Surroundings = field(repr=False)
    beside: bool = False
    """Stands in something named as not being the article."""
    share: float | None = field(default=None, init=False, repr=False)
    """Share of the text that stands in links, once it was asked for."""

    @property
    def place(self) -> str:
        """What it stands in: equal for the paragraphs of one article."""
        return self.around.place(self.element.getparent()).name

    @property
    def linked(self) -> float:
        """Share of the text that stands in links."""
        if self.share is None:
            self.share = self.measured()
        return self.share

    def measured(self) -> float:
        """Measure what stands in links."""
        if self.around.place(self.element.getparent()).linked:
            return 1.0
        if not len(self.element):
            return 0.0
        inside = sum(len(key(inner_text(link))) for link in self.element.iter("a"))
        return min(1.0, inside / len(self.key))

    @property
    def teaser(self) -> bool:
        """Shares a small box with a heading that links to another page of the site."""
        return self.around.is_teased(self.element.getparent())


def key(text: str) -> str:
    """Return what is equal however a text is spaced."""
    return one_line(text).replace(" ", "")


def paragraphs(
    tree: html.HtmlElement, site: str = "", classes: Classes | None = None, *, clean: bool = False
) -> list[Paragraph]:
    """Return the blocks of text of a slim page, in order, without menus and footers.

    Some of its classes may be known by then, and that it has no character which nobody sees.
    """
    body = tree.find("body")
    if body is None:
        return []
    found: list[Paragraph] = []
    held: dict[html.HtmlElement, list[Paragraph]] = {}
    sizes: Counter[html.HtmlElement] = Counter()
    around = Surroundings(site)
    for element, shown, parts, holder in leaves(body, classes or {}, clean=clean):
        text = one_line(shown)
        bare = text.replace(" ", "")
        paragraph = Paragraph(text, bare, element, parts, around)
        found.append(paragraph)
        sizes[holder] += 1 + len(text) - len(bare)  # words
        if holder is not body:
            held.setdefault(holder, []).append(paragraph)
    most = MOST_BESIDE * sizes.total()
    for holder, inside in held.items():
        if sizes[holder] <= most:
            for paragraph in inside:
                paragraph.beside = True
    return found


def parts_of(inner: str) -> tuple[str, ...]:
    """Return the keys of the lines in a block's text, if there are several; no break stands around it."""
    return tuple(map(key, seen(inner).split(BREAK))) if BREAK in inner else ()


def leaves(body: html.HtmlElement, classes: Classes, *, clean: bool) -> Iterator[Leaf]:
    """Yield blocks without blocks in them: element, text, keys of lines, and what it stands in.

    That is the innermost element named as beside the article, or the body.
    """
    holders = Holders(body, classes)
    whole = inner_bytes(body)
    clean = clean or not is_odd(whole)
    left = MOST_TEXT * len(whole.decode())
    for element, parent in lowest(body):
        outer = holders[parent]
        if outer is None:
            continue
        text = inner_text(element)
        left -= len(text)
        if left < 0:
            break
        inner = text.strip()  # breaks as well: a letter takes twice the room in a text with one
        if shown := inner if clean else seen(inner).strip():
            holder = holders.inside(element, outer)
            caption = caption_in(element, len(text), classes) if len(element) else None
            yield element, shown, parts_of(inner), holder if caption is None else caption


def lowest(body: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    """Yield blocks right under which no block stands, each with what it stands in."""
    blocks = list(body.iter(*BLOCKS))
    parents = list(map(html.HtmlElement.getparent, blocks))
    above = {*parents, *body.iter(*HOLDING)}
    return ((block, parent) for block, parent in zip(blocks, parents, strict=True) if block not in above)


def caption_in(element: html.HtmlElement, length: int, known: Classes) -> html.HtmlElement | None:
    """Return the part of a block that holds nearly all of its text and is named as beside."""
    for part in element[:]:  # a list: lxml's iterator takes three times as long to make
        classes = known[part] if part in known else part.get("class")
        if classes and named_beside(classes) and len(inner_text(part)) > MOSTLY * length:
            return part
    return None


class Holders(dict[Any, Any]):
    """Element → the innermost element named as beside the article that it is or stands in, or the body.

    None for menus and the like.
    """

    def __init__(self, body: html.HtmlElement, classes: Classes) -> None:
        """Begin with the body."""
        super().__init__({body: body})
        self.body = body
        self.classes = classes

    def __missing__(self, element: html.HtmlElement) -> html.HtmlElement | None:
        """Find and remember what an element stands in."""
        outer = self[element.getparent()]
        never = outer is None or element.tag in NEVER_PROSE
        found = self[element] = None if never else self.inside(element, outer)
        return found

    def inside(self, element: html.HtmlElement, outer: html.HtmlElement) -> html.HtmlElement:
        """Return the innermost holder in an element, if `outer` is that around it."""
        classes = self.classes[element] if element in self.classes else element.get("class")
        if outer is not self.body and (
            (classes and named_body(classes)) or element.get("itemprop") == "articleBody"
        ):
            return self.body
        if classes and named_beside(classes):
            return element
        identity = element.get("id")
        return element if identity and numbered_beside(identity) else outer


def is_beside(classes: str | None, identity: str | None) -> bool:
    """Say whether class or id tells that an element is not the article."""
    if classes and named_beside(classes):
        return True
    return bool(identity and numbered_beside(identity))


@remembered
def numbered_beside(identity: str) -> bool:
    """Say whether an id is of something beside the article, whatever numbers are in it."""
    return is_name_beside(DIGITS.sub("", identity[:LONGEST_NAME]))


@remembered
def named_beside(classes: str) -> bool:
    """Say whether a class is of something beside the article."""
    return is_name_beside(classes[:LONGEST_NAME])


def is_name_beside(name: str) -> bool:
    """Say whether a name is of something beside the article."""
    if name != (lower := name.lower()):
        lower = CAMEL.sub(r"-\g<0>", name).lower()
    return bool(BESIDE.search(f" {lower}") or ("nav" in lower and MENU.search(lower)))


@remembered
def named_body(name: str) -> bool:
    """Say whether a class is that of an article's text; a quick look tells most that are not."""
    name = name.lower()
    return ("article" in name or "story" in name) and bool(BODY.search(name))
