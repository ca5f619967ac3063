"""Blocks that are mostly links: cut from what an article may be in, by trafilatura's rules (Apache 2.0)."""

from __future__ import annotations

from lxml import html
from trafilatura.htmlprocessing import link_density_test_tables
from trafilatura.xml import delete_element

from .inner import inner_text

NAMES = ("div", "list", "p")
ROUNDS = 2  # what is cut may leave what holds it with nothing but links
# Characters of a block: one that is longer is hardly asked. What ends its element may be longer.
LIMITS = {"div": (100, 300), "list": (100, 300), "p": (30, 60)}
LONG = 100  # characters of a link that may be a block by itself; of links on the mean that are a catalogue
SHORT = 10  # characters of a link in a menu
MOST, NEARLY_ALL = 0.8, 0.9
FEW = 4  # links in a long block that are its author's
FEWEST_PARTS = 3  # elements in a box that is cut for being short
LONGEST_BOX = 100  # characters of such a box
IN_LISTS = frozenset({"item", "td", "th"})


class Links:
    """The links in a tree, until something is cut; `a` must be `ref` by now."""

    def __init__(self, tree: html.HtmlElement) -> None:
        """Find what holds links, and whether there are pictures."""
        self.holders: set[html.HtmlElement] = set()
        self.sizes: dict[html.HtmlElement, int] = {}
        """Link → characters, of those that were asked."""
        self.least: dict[html.HtmlElement, int] = {}
        """Element → characters of one in it that was asked."""
        for link in tree.iter("ref"):
            step = link.getparent()
            while step is not None and step not in self.holders:
                self.holders.add(step)
                step = step.getparent()
        self.pictured = next(tree.iter("graphic"), None) is not None

    def size(self, link: html.HtmlElement) -> int:
        """Return the characters of a link."""
        found = self.sizes.get(link)
        if found is None:
            found = self.sizes[link] = size(link)
        return found

    def is_boilerplate(self, element: html.HtmlElement) -> bool:
        """Say whether a block that holds links is mostly links, or a short box with some."""
        if self.pictured and next(element.iterdescendants("graphic"), None) is not None:
            return False
        links = list(element.iterdescendants("ref"))
        if self.is_clearly_text(element, links):
            return False
        whole = self.measure(element)
        if len(links) == 1 and self.size(links[0]) > max(LONG, NEARLY_ALL * whole):
            return True
        if whole < LIMITS[element.tag][element.getnext() is None]:
            box = element.tag == "div" and len(element) >= FEWEST_PARTS and whole < LONGEST_BOX
            return box or self.is_menu(links, whole)
        return len(links) > FEW and self.is_farm(links, whole)

    def is_clearly_text(self, element: html.HtmlElement, links: list[html.HtmlElement]) -> bool:
        """Say whether what an element holds is enough to know that it is long and not mostly links."""
        least = self.least.get(element, 0)
        return least >= max(LIMITS[element.tag]) and sum(map(self.size, links)) <= MOST * least

    def measure(self, element: html.HtmlElement) -> int:
        """Return the characters of an element; what it stands in has no fewer."""
        whole = size(element)
        step = element.getparent()
        while step is not None and self.least.get(step, 0) < whole:
            self.least[step] = whole
            step = step.getparent()
        return whole

    def is_menu(self, links: list[html.HtmlElement], whole: int) -> bool:
        """Say whether a short block is nearly all links, or has many short ones."""
        sizes = [found for found in map(self.size, links) if found]
        if not sizes or sum(sizes) > MOST * whole:
            return True
        return len(sizes) > 1 and sum(found < SHORT for found in sizes) / len(sizes) > MOST

    def is_farm(self, links: list[html.HtmlElement], whole: int) -> bool:
        """Say whether a long block is nothing but headlines of others, that run into each other."""
        sizes = [found for found in map(self.size, links) if found]
        return NEARLY_ALL * whole < sum(sizes) < LONG * len(sizes) and not all(map(is_alone, links))


def cut_linked(tree: html.HtmlElement) -> None:
    """Cut blocks and tables that are mostly links."""
    links = Links(tree)
    for _ in range(ROUNDS):
        before = links
        for name in NAMES:
            if links.holders and cut(tree, name, links):
                links = Links(tree)
        if links is before:
            break
    for table in [table for table in tree.iter("table") if link_density_test_tables(table)]:
        delete_element(table, keep_tail=False)


def cut(tree: html.HtmlElement, name: str, links: Links) -> int:
    """Cut the blocks of a name that are mostly links; return how many there were.

    The inner are asked before the outer, which need not be measured then, most of them.
    """
    away = [
        element
        for element in reversed(list(tree.iter(name)))
        if element in links.holders and not is_all_of_item(element) and links.is_boilerplate(element)
    ]
    for element in away:
        delete_element(element)
    return len(away)


def is_all_of_item(element: html.HtmlElement) -> bool:
    """Say whether a paragraph stands in a list or a table, with which it goes or stays."""
    parent = element.getparent()
    return element.tag == "p" and parent is not None and parent.tag in IN_LISTS


def is_alone(link: html.HtmlElement) -> bool:
    """Say whether a link is the only one of its paragraph, as in a list of documents."""
    paragraph = link.getparent()
    if paragraph is None or paragraph.tag != "p":
        return False
    return sum(1 for _ in paragraph.iterdescendants("ref")) == 1


def size(element: html.HtmlElement) -> int:
    """Return the characters of an element's text, white space as one."""
    return len(" ".join(inner_text(element).split()))
