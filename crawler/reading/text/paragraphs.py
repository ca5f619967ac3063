"""The page's own paragraphs: what an extracted line is on the page, and what was left behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import html

from ..tidy import seen

# Elements that hold one line of text, and elements that hold such elements.
LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "pre", "td", "th",
          "dd", "dt")  # fmt: skip
BLOCKS = (*LEAVES, "section", "article", "ul", "ol", "dl", "table", "header", "figure")
NEVER_PROSE = ("nav", "footer", "aside", "button", "dialog", "noscript", "menu", "figcaption")
# Names that sites give to what stands beside the article. Only whole words of a class or id
# count: neither "unrelated" nor "shareholders" is one.
BESIDE = re.compile(
    r"""(?<![a-z])(?:related(?:posts?|articles?|content|links?|stories)?|recirc\w*|recommend\w*
    |read-?more|see-?also|also-?read|more-?(?:stories|from|on|news|articles|links|coverage)
    |most-?(?:read|popular|viewed|shared)|trending|popular-?posts?|newsletters?|subscri(?:be|ption)
    |sign-?up|promos?|teasers?|tooltips?|rollover|popovers?|captions?|(?:photo|image)-?credits?
    |copyright|shar(?:e|ing)|sharedaddy|socials?|comments?|disqus|breadcrumbs?|cookies?|consent
    |outbrain|taboola|sponsored|advert\w*|ads?|bylines?|authors?-?(?:bio|box|card|info|details)
    |tag-?list|skip-?link|sr-?only|visually-?hidden|screen-?reader-\w+|print-?only
    |disclaimers?|donations?|boilerplate|(?:\w+-)?nav(?:igation|bar)?(?=\s|$)|footers?|masthead
    |pagination|cta|relacionad[oa]s?|correlat[ei]|similaires?|lire-?aussi|leia-?(?:mais|tambem)
    |zum-?thema)(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Inside a block named as beside, what names itself the text is not: "teaser-content" holds the
# free part of an article that is sold.
BODY = re.compile(r"(?<![a-z])(?:article|story)[-_]?(?:body|text)(?![a-z])", re.IGNORECASE)
# A wrapper may be named so by chance ("has-comments") and hold the article as well; related
# blocks of short articles reach three tenths of the page's text.
MOST_BESIDE = 0.4
MOSTLY = 0.8  # of a block's text
MOST_TEXT = 3  # times the page's text is looked at; blocks nested in blocks would square it
ABOVE = 3  # ancestors that make up a paragraph's place
LONGEST_NAME = 500  # characters of all classes of an element; they are remembered
CARD = 3  # ancestors that may be the box of a teaser
MOST_IN_CARD = 3  # paragraphs of a teaser; an article's own box has more
BREAK = "\u2028"  # what Unicode has for the end of a line; pages don't use it
DIGITS = re.compile(r"\d+")


Leaf = tuple[html.HtmlElement, list[str], tuple[str, ...], html.HtmlElement]


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One block of text as it stands on the page."""

    text: str
    key: str
    element: html.HtmlElement = field(repr=False)
    beside: bool
    """Stands in something named as not being the article."""
    site: str = ""
    """Host of the page."""
    parts: tuple[str, ...] = ()
    """Keys of its lines, where line breaks divide it."""

    @property
    def place(self) -> str:
        """What it stands in: equal for the paragraphs of one article."""
        above = zip(range(ABOVE), self.element.iterancestors(), strict=False)
        # numbers in names count the articles of a page
        return DIGITS.sub("", "<".join(f"{step.tag}.{step.get('class', '')}" for _, step in above))

    @property
    def linked(self) -> float:
        """Share of the text that stands in links."""
        above = zip(range(ABOVE), self.element.iterancestors(), strict=False)
        if any(step.tag == "a" for _, step in above):
            return 1.0
        inside = sum(len("".join(a.text_content().split())) for a in self.element.iter("a"))
        return min(1.0, inside / len(self.key))

    def leads_on(self, heading: html.HtmlElement) -> bool:
        """Say whether a heading holds or stands in a link to another page of the site."""
        link: Any = next(heading.iter("a"), None)
        if link is None:
            link = heading.getparent()
        href = link.get("href") or "#" if link is not None and link.tag == "a" else "#"
        return not href.startswith("#") and ("//" not in href or self.site in href)

    @property
    def teaser(self) -> bool:
        """Shares a small box with a heading that links to another page of the site."""
        for _, step in zip(range(CARD), self.element.iterancestors(), strict=False):
            headings = islice(step.iter("h2", "h3", "h4"), MOST_IN_CARD)
            if any(self.leads_on(heading) for heading in headings):
                return sum(1 for _ in islice(step.iter("p"), MOST_IN_CARD + 1)) <= MOST_IN_CARD
        return False


def key(text: str) -> str:
    """Return what is equal however a text is spaced."""
    return "".join(text.split())


def paragraphs(tree: html.HtmlElement, site: str = "") -> list[Paragraph]:
    """Return the blocks of text of a slim page, in order, without menus and footers."""
    body = tree.find("body")
    if body is None:
        return []
    found = list(leaves(body))
    sizes: Counter[html.HtmlElement] = Counter()
    for _, words, _, holder in found:
        sizes[holder] += len(words)
    most = MOST_BESIDE * sizes.total()
    away = {holder for holder, size in sizes.items() if holder is not body and size <= most}
    return [
        Paragraph(" ".join(words), "".join(words), element, holder in away, site, parts)
        for element, words, parts, holder in found
    ]


def parts_of(text: str) -> tuple[str, ...]:
    """Return the keys of the lines in a block's text, if there are several."""
    inner = text.strip()
    return tuple(map(key, seen(inner).split(BREAK))) if BREAK in inner else ()


def leaves(body: html.HtmlElement) -> Iterator[Leaf]:
    """Yield blocks without blocks in them: element, words, keys of lines, and what it stands in.

    That is the innermost element named as beside the article, or the body.
    """
    holders: dict[html.HtmlElement, html.HtmlElement | None] = {body: body}
    left = MOST_TEXT * len(body.text_content())
    for element in body.iter(*LEAVES):
        if len(element) and next(element.iterchildren(*BLOCKS), None) is not None:
            continue
        if not len(element) and not element.text:
            continue
        holder = holder_of(element, holders)
        if holder is None:
            continue
        text = element.text_content()
        left -= len(text)
        if left < 0:
            break
        if words := seen(text).split():
            caption = caption_in(element, len(text))
            yield element, words, parts_of(text), holder if caption is None else caption


def caption_in(element: html.HtmlElement, length: int) -> html.HtmlElement | None:
    """Return the part of a block that holds nearly all of its text and is named as beside."""
    for part in element:
        classes = part.get("class")
        if classes and named_beside(classes[:LONGEST_NAME]) and len(part.text_content()) > MOSTLY * length:
            return part
    return None


def holder_of(
    element: html.HtmlElement, holders: dict[html.HtmlElement, html.HtmlElement | None]
) -> html.HtmlElement | None:
    """Return what an element stands in, None for menus and the like; `holders` remembers."""
    steps = []
    step: Any = element
    while step not in holders:
        steps.append(step)
        step = step.getparent()
    holder = holders[step]
    root = next(iter(holders))
    for step in reversed(steps):
        if step.tag in NEVER_PROSE:
            holder = None
        elif holder is not None and holder is not root and is_body(step):
            holder = root
        elif holder is not None and is_beside(step.get("class"), step.get("id")):
            holder = step
        holders[step] = holder
    return holder


def is_beside(classes: str | None, identity: str | None) -> bool:
    """Say whether class or id tells that an element is not the article."""
    return bool(
        (classes and named_beside(classes[:LONGEST_NAME]))
        or (identity and named_beside(DIGITS.sub("", identity[:LONGEST_NAME])))
    )


@lru_cache(maxsize=4096)
def named_beside(name: str) -> bool:
    """Say whether a name is of something beside the article; sites repeat them."""
    return bool(BESIDE.search(CAMEL.sub("-", name)))


def is_body(element: html.HtmlElement) -> bool:
    """Say whether an element calls itself the article's text."""
    return element.get("itemprop") == "articleBody" or bool(BODY.search(element.get("class") or ""))
