"""Blocks that are mostly links: cut from what an article may be in, by trafilatura's rules."""

from __future__ import annotations

from lxml import html
from trafilatura.htmlprocessing import link_density_test, link_density_test_tables
from trafilatura.xml import delete_element

LINKED = ("div", "list", "p")
SHORT = 100  # characters
FEWEST_PARTS = 3
IN_LISTS = frozenset({"item", "td", "th"})
ROUNDS = 2  # what is cut may leave what holds it with nothing but links


def cut_linked(tree: html.HtmlElement) -> None:
    """Cut blocks and tables that are mostly links; `a` must be `ref` by now."""
    for _ in range(ROUNDS):
        if not sum(cut(tree, name) for name in LINKED):
            break
    for table in [table for table in tree.iter("table") if link_density_test_tables(table)]:
        delete_element(table, keep_tail=False)


def cut(tree: html.HtmlElement, name: str) -> int:
    """Cut the blocks of a name that are mostly links; return how many there were."""
    holders = with_links(tree)
    if not holders:
        return 0
    linked = [element for element in tree.iter(name) if element in holders and is_linked(element)]
    for element in linked:
        delete_element(element)
    return len(linked)


def with_links(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the elements that hold links."""
    holders: set[html.HtmlElement] = set()
    for link in tree.iter("ref"):
        for step in link.iterancestors():
            if step in holders:
                break
            holders.add(step)
    return holders


def is_linked(element: html.HtmlElement) -> bool:
    """Say whether a block is mostly links; a paragraph that is all of a list's item goes with the list."""
    mostly, short = link_density_test(element)
    if not mostly and element.tag == "div" and short and len(element) >= FEWEST_PARTS:
        mostly = len(" ".join(element.text_content().split())) < SHORT
    parent = element.getparent()
    in_list = element.tag == "p" and parent is not None and parent.tag in IN_LISTS
    return mostly and not in_list
