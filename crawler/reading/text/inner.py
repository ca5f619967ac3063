"""The text in an element, which is asked for a hundred times a page."""

from __future__ import annotations

from lxml import etree, html


def inner_text(element: html.HtmlElement) -> str:
    """Return what lxml's `text_content` does in twice the time, by an XPath."""
    if len(element):
        return etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return element.text or ""
