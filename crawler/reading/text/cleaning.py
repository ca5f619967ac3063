"""A page made ready for the search: what never is text cut, the rest in the names of TEI.

The rules are trafilatura's (Apache 2.0), which goes through the page some seventy times for them, most
often for elements that no page has.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree, html
from trafilatura.htmlprocessing import CONVERSIONS, REND_TAG_MAPPING, prune_html, recover_math
from trafilatura.settings import MANUALLY_CLEANED, MANUALLY_STRIPPED
from trafilatura.xml import delete_element

from .inner import inner_text, stands_in
from .signs import TALKING, is_appended

# In their order, which matters where one stands in another.
CUT = tuple(name for name in MANUALLY_CLEANED if name != "form")
CUTS = frozenset(CUT)
LAYOUT_ROLES = frozenset({"presentation", "none"})
LINKED = frozenset({"div", "li", "p", "table"})  # what is measured for links: only in these they stay
HALF = 0.5  # of the page's text; a form that holds more is no form
FOCUS = "recall"


def prepared(page: html.HtmlElement) -> html.HtmlElement:
    """Make a copy of a slim page as the search needs it."""
    kept = list(page.iter())  # lxml makes those that nobody holds anew on every walk
    tree = cleaned(cut_short(page))
    cut_forms(tree)
    tree = renamed(prune_html(tree, FOCUS))
    del kept
    return tree


def cut_short(tree: html.HtmlElement) -> html.HtmlElement:
    """Cut what stands below the article."""
    for element in [step for step in tree.iterdescendants(*TALKING) if is_appended(step)]:
        delete_element(element)
    return tree


def cleaned(tree: html.HtmlElement) -> html.HtmlElement:
    """Cut what is no text, if that is not every paragraph."""
    recover_math(tree)
    for element in tree.iter("figure", "table"):
        if is_layout(element):
            element.tag = "div"
    etree.strip_tags(tree, *MANUALLY_STRIPPED)
    spare = None if has_free_paragraph(tree) else deepcopy(tree)
    present = {element.tag for element in tree.iter()}
    for name in CUT:
        if name in present:
            for element in tree.iter(name):
                delete_element(element)
    if spare is not None and tree.find(".//p") is None:
        tree = spare
    return tree


def is_layout(element: html.HtmlElement) -> bool:
    """Say whether a figure holds a table, or a table is one for its looks only."""
    if element.tag == "figure":
        return element.find(".//table") is not None
    return element.get("role") in LAYOUT_ROLES


def has_free_paragraph(tree: html.HtmlElement) -> bool:
    """Say whether a paragraph stands in nothing that is cut, or there is none at all."""
    paragraphs = tree.iter("p")
    first = next(paragraphs, None)
    return first is None or is_free(first) or any(map(is_free, paragraphs))


def is_free(element: html.HtmlElement) -> bool:
    """Say whether an element stands in nothing that is cut."""
    return not stands_in(element, CUTS)


def cut_forms(tree: html.HtmlElement) -> bool:
    """Cut forms, but for one that the whole tree is in; say whether there is one."""
    forms = list(tree.iter("form"))
    whole = len(inner_text(tree)) if forms else 0
    kept = False
    for form in forms:
        if len(inner_text(form)) > HALF * whole > 0:
            form.tag = "div"
            kept = True
        else:
            delete_element(form)
    return kept


def renamed(tree: html.HtmlElement) -> html.HtmlElement:
    """Give elements the names that TEI has for them; links that stand free lose theirs."""
    for link in tree.iter("a"):
        if stands_in(link, LINKED):
            link.tag = "ref"
    etree.strip_tags(tree, "a")
    for element in tree.iter("strong"):
        if "schema-faq-question" in element.get("class", ""):
            element.attrib.clear()
            element.set("rend", "h3")
            element.tag = "head"
    for element in tree.iter("sub", "sup"):
        if not element.text and len(element) == 0:
            delete_element(element)
    etree.strip_tags(tree, *REND_TAG_MAPPING)
    for element in tree.iter(*CONVERSIONS):
        CONVERSIONS[element.tag](element)
    return tree
