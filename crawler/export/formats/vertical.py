"""Vertical text for corpus query engines: a token a line, in texts, paragraphs and sentences.

What reads it: the IMS Open Corpus Workbench (cwb-encode, CQP, CQPweb) and NoSketch Engine (compilecorp).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...tokens import Token, is_glued, paragraphs
from ..job import Job, open_text
from ..tokens import note_tokens
from ..xml import attributes, escaped
from . import vertical_help

FILE = "corpus.vrt"
LONGEST = 1_000  # characters of an attribute: CWB takes 4,094 bytes
NOT_A_NAME = re.compile("[^a-z0-9]+")
ATTRIBUTES = (
    "id", "url", "title", "author", "site", "host", "published", "year", "language", "section", "seed",
    "relevance", "quality", "words", "depth", "kind", "reason",
)  # fmt: skip
"""Of each text; `id` comes first, since CQPweb wants it there."""


def write(job: Job) -> None:
    """Write the vertical file, and beside it what the engines need and what to type."""
    tag = job.options["text"]
    with open_text(job.part / FILE) as file:
        for text in job.texts:
            file.writelines(lines(text, tag))
    note_tokens(job)
    for name, content in vertical_help.files(corpus_name(job.name), tag, ATTRIBUTES).items():
        (job.part / name).write_text(content, encoding="utf-8")


def corpus_name(name: str) -> str:
    """Return what the corpus is called: as CWB wants it, small letters, digits and _, a letter first."""
    plain = NOT_A_NAME.sub("_", name.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"corpus_{plain}".rstrip("_")


def lines(text: dict[str, Any], tag: str) -> Iterator[str]:
    """Yield a text, a paragraph at a time or less."""
    yield f"<{tag}{attributes(described(text), LONGEST)}>\n"
    for paragraph in paragraphs(text["text"], text["language"]):
        is_open = False
        for sentence in paragraph.sentences:
            yield "" if is_open else "<p>\n"
            yield f"<s>\n{''.join(map(line, sentence))}</s>\n"
            is_open = True
        yield "</p>\n" if is_open else ""
    yield f"</{tag}>\n"


def line(token: Token) -> str:
    """Return a token's line, and the mark behind it where it touches the next one."""
    return f"{escaped(token.form)}\n<g/>\n" if is_glued(token.after) else f"{escaped(token.form)}\n"


def described(text: dict[str, Any]) -> dict[str, object]:
    """Return the attributes of a text."""
    known = text | {"year": (text["published"] or "")[:4]}
    return {name: rounded(known[name]) for name in ATTRIBUTES}


def rounded(value: object) -> object:
    """Return numbers with three digits behind the point."""
    return f"{value:.3f}" if isinstance(value, float) else value
