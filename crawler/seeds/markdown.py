"""Markdown → text: what the marks say about looks goes, every word stays."""

from __future__ import annotations

import re

# Marks that stand for nothing in a text, in the order they must be undone.
MARKS = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"<!--[^<>]{0,2000}+-->", ""),
        (r"^ {0,3}(?:```|~~~).*$", ""),  # fences; what they hold stays
        (r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$", ""),  # definition of a link
        (r"!\[[^\[\]\n]{0,1000}+\]\([^()\n]{0,2000}+\)", ""),  # image
        (
            r"\[([^\[\]\n]{1,1000}+)\](?:\((?:[^()\n]|\([^()\n]{0,200}+\)){0,2000}+\)|\[[^\[\]\n]{0,200}+\])",
            r"\1",
        ),  # link
        (r"<(https?://[^\s>]+)>", r"\1"),
        (r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$", ""),  # rule
        (r"^[ \t]*(?:>[ \t]?)+", ""),  # quotation
        (r"^[ \t]*[-+*][ \t]+(?=\S)", ""),  # item of a list
        (r"(?<![\w*])(\*\*|__)(?=[^\s*_,.;:!?])([^\n]{1,500}?)(?<=[^\s*_])\1(?![\w*])", r"\2"),
        (r"(?<![\w*\\])([*_])(?=[^\s*_,.;:!?])([^*_\n]{1,1000}?)(?<=[^\s*_])\1(?![\w*])", r"\2"),
        (r"`([^`\n]{1,1000})`", r"\1"),
        (r"\\([\\`*_{}\[\]()#+.!>-])", r"\1"),
    )
)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>[^\n]*)$", re.MULTILINE)
UNDERLINED = re.compile(
    r"^(?P<text>[ \t]*\S[^\n]{0,300}+)\n {0,3}(?:=+|-{2,})[ \t]*$",
    re.MULTILINE,
)


def plain(text: str) -> str:
    """Return `text` without Markdown; a heading is a paragraph of its own."""
    for pattern in (UNDERLINED, HEADING):
        text = pattern.sub(lambda match: f"\n{match['text'].rstrip(' #')}\n", text)
    for pattern, replacement in MARKS:
        text = pattern.sub(replacement, text)
    return text


def heading(text: str) -> tuple[str, str] | None:
    """Return (heading, rest) of a text that begins with a Markdown heading."""
    text = text.lstrip("\n")
    match = HEADING.match(text) or UNDERLINED.match(text)
    if not match or not match["text"].strip():
        return None
    return plain(match["text"].rstrip(" #")).strip(), text[match.end() :]
