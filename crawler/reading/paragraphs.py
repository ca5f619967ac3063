"""The page's own paragraphs: what an extracted line is on the page, and what was left behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree, html

# Elements that hold one line of text, and elements that hold such elements.
LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "pre", "td", "th",
          "dd", "dt", "figcaption")  # fmt: skip
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
    |disclaimers?|donations?|boilerplate)(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
# A wrapper may be named so by chance ("has-comments") and hold the article as well; related
# blocks of short articles reach three tenths of the page's text.
MOST_BESIDE = 0.4
MOST_TEXT = 3  # times the page's text is looked at; blocks nested in blocks would square it
ABOVE = 3  # ancestors that make up a paragraph's place
SEEN = etree.XPath(".//text()[not(parent::script or parent::style)]")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One block of text as it stands on the page."""

    text: str
    key: str
    element: html.HtmlElement = field(repr=False)
    beside: bool
    """Stands in something named as not being the article."""

    @property
    def place(self) -> str:
        """What it stands in: equal for the paragraphs of one article."""
        above = zip(range(ABOVE), self.element.iterancestors(), strict=False)
        # numbers in names count the articles of a page
        return DIGITS.sub("", "<".join(f"{step.tag}.{step.get('class', '')}" for _, step in above))

    @property
    def linked(self) -> float:
        """Share of the text that stands in links."""
        inside = sum(len("".join(a.text_content().split())) for a in self.element.iter("a"))
        return min(1.0, inside / len(self.key))


def key(text: str) -> str:
    """Return what is equal however a text is spaced."""
    return "".join(text.split())


def paragraphs(tree: html.HtmlElement) -> list[Paragraph]:
    """Return the blocks of text of a page, in order, without menus and footers."""
    body = tree.find("body")
    if body is None:
        return []
    texts = leaves(body)
    away = beside(body, texts)
    return [
        Paragraph(" ".join(words), "".join(words), element, element in away)
        for element, words in texts.items()
    ]


def leaves(body: html.HtmlElement) -> dict[html.HtmlElement, list[str]]:
    """Return the words of each block without blocks in it."""
    skipped = {leaf for away in body.iter(*NEVER_PROSE) for leaf in away.iter(*LEAVES)}
    found = {}
    left = MOST_TEXT * len(body.text_content())
    for element in body.iter(*LEAVES):
        if element in skipped or next(element.iterchildren(*BLOCKS), None) is not None:
            continue
        text = visible(element)
        left -= len(text)
        if left < 0:
            break
        if words := text.split():
            found[element] = words
    return found


def visible(element: html.HtmlElement) -> str:
    """Return the text of a block as a reader sees it."""
    if next(element.iter("script", "style"), None) is None:
        return element.text_content()
    return "".join(SEEN(element))


def beside(
    body: html.HtmlElement, texts: Mapping[html.HtmlElement, Sequence[str]]
) -> set[html.HtmlElement]:
    """Return the blocks that stand in something named as beside the article."""
    away: set[html.HtmlElement] = set()
    total = sum(map(len, texts.values()))
    for element in body.iter():
        if element in away or not is_beside(element.get("class"), element.get("id")):
            continue
        inside = [leaf for leaf in element.iter(*LEAVES) if leaf in texts]
        if sum(len(texts[leaf]) for leaf in inside) <= MOST_BESIDE * total:
            away.update(inside)
    return away


@lru_cache(maxsize=4096)
def is_beside(classes: str | None, identity: str | None) -> bool:
    """Say whether class or id tells that an element is not the article."""
    return bool((classes and BESIDE.search(classes)) or (identity and BESIDE.search(identity)))
