"""The little Markdown that articles are written in → HTML, or text without markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])[*_]([^*_\n]+)[*_](?![\w*])")
BLOCKS = {"## ": "h2", "### ": "h3", "> ": "blockquote"}


def paragraphs(markdown: str, href: Callable[[str], str]) -> list[str]:
    """Return each paragraph as HTML; `href` turns a reference into an address."""
    return [block(text, href) for text in re.split(r"\n\s*\n", markdown.strip())]


def block(text: str, href: Callable[[str], str]) -> str:
    """Return one paragraph, heading, quotation or list."""
    if text.startswith("- "):
        items = (f"<li>{span(line[2:], href)}</li>" for line in text.splitlines())
        return f"<ul>{''.join(items)}</ul>"
    for mark, tag in BLOCKS.items():
        if text.startswith(mark):
            return f"<{tag}>{span(text.removeprefix(mark), href)}</{tag}>"
    return f"<p>{span(text, href)}</p>"


def span(text: str, href: Callable[[str], str]) -> str:
    """Return text with its links and emphasis."""

    def link(match: re.Match[str]) -> str:
        return f'<a href="{html.escape(href(match[2]))}">{match[1]}</a>'

    text = LINK.sub(link, html.escape(text, quote=False))
    return EMPHASIS.sub(r"<em>\1</em>", STRONG.sub(r"<strong>\1</strong>", text))


def plain(markdown: str) -> str:
    """Return the text of the paragraphs, one a line."""
    text = STRONG.sub(r"\1", LINK.sub(r"\1", markdown))
    text = EMPHASIS.sub(r"\1", text)
    lines = (re.sub(r"^(#+ |> |- )", "", line) for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip())
