"""The text in an element, as often as it is asked for: a quarter of what the paragraphs of a page cost."""

from __future__ import annotations

from lxml import etree, html


def inner_text(element: html.HtmlElement) -> str:
    """Return what lxml's `text_content` does, without the XPath that takes half of its time."""
    if len(element):
        return etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return element.text or ""
