"""Words and sentences of texts, for those who count and query them: nothing of a text is lost.

The tokens that `publish.words` counts are others: cut as the search index cuts them, in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

import regex

from .pattern import HEAD, SEPARATORS, VISIBLE
from .scripts import advice, words_by
from .sentences import sentences
from .token import Token

__all__ = ["Paragraph", "Token", "advice", "is_glued", "paragraphs", "sentences_by", "words_by"]

# The line break and all empty lines behind it are what stands after its last token.
LINE = regex.compile(rf"[^\n]++(?:\n[{SEPARATORS}]*+)?", regex.V1)


class Paragraph(NamedTuple):
    """A line of a text; its sentences can be walked through once."""

    before: str
    """White space in front of the first token of a text; all of a text that has none."""
    sentences: Iterator[list[Token]]


def paragraphs(text: str, language: str | None) -> Iterator[Paragraph]:
    """Cut a text; forms and what stands between them, one after the other, are the text again.

    Walk through the sentences of a paragraph before you ask for the next one.
    """
    start = len(text) - len(HEAD.sub("", text))
    before = text[:start]
    if start == len(text):
        yield Paragraph(before, iter(()))
    for match in LINE.finditer(text, start):
        yield Paragraph(before, sentences(match[0], language))
        before = ""


def is_glued(after: str) -> bool:
    """Say whether two tokens touch: nothing that can be seen stands between them."""
    return VISIBLE.search(after) is None


def sentences_by() -> str:
    """Say what sentences are found by."""
    return f"sentencex {version('sentencex')}"
