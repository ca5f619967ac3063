r"""CoNLL-U, the format of Universal Dependencies: a token a line, ten columns, all but two of them open.

White space other than one space is kept as UDPipe writes it: `SpacesAfter=\s\s`, at the start of a
paragraph `SpacesBefore`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...tokens import Token, is_glued, paragraphs
from ..job import Job
from ..tokens import note_tokens

SPACES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p", "\\": "\\\\"}
BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
HARD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
OPEN = "\t_" * 7
HEAD = ("url", "title", "author", "site", "published", "language", "seed")
"""Said of each text in comments."""


def write(job: Job) -> None:
    """Write all texts into one file; those without a word have no place in it, and are counted."""
    empty = 0
    with job.file() as file:
        for text in job.texts:
            written = 0
            for written, block in enumerate(blocks(text), 1):  # noqa: B007  (the last number is how many)
                file.write(block)
            empty += not written
    note_tokens(job)
    if empty:
        job.notes["texts_without_words"] = empty


def blocks(text: dict[str, Any]) -> Iterator[str]:
    """Yield the sentences of a text."""
    number = 0
    for order, paragraph in enumerate(paragraphs(text["text"], text["language"]), 1):
        head = [f"# newpar id = {text['id']}-p{order}"]
        if order == 1:
            head[:0] = [f"# newdoc id = {text['id']}", *about(text)]
        before = paragraph.before
        for sentence in paragraph.sentences:
            number += 1
            head += [f"# sent_id = {text['id']}-s{number}", f"# text = {surface(sentence)}"]
            yield "\n".join([*head, *rows(sentence, before)]) + "\n\n"
            head, before = [], ""


def about(text: dict[str, Any]) -> list[str]:
    """Return comments that say what a text is."""
    said = ((name, flat(str(text[name]))) for name in HEAD if text[name] is not None)
    return [f"# {name} = {value}" for name, value in said if value]


def rows(sentence: list[Token], before: str) -> Iterator[str]:
    """Yield the lines of a sentence's tokens."""
    for number, token in enumerate(sentence, 1):
        misc = [spaces("SpacesBefore", before)] if number == 1 and before else []
        if is_glued(token.after):
            misc.append("SpaceAfter=No")
        if token.after not in ("", " "):
            misc.append(spaces("SpacesAfter", token.after))
        yield f"{number}\t{token.form}{OPEN}\t{'|'.join(misc) or '_'}"


def surface(sentence: list[Token]) -> str:
    """Return a sentence as it is read, on one line."""
    *first, last = sentence
    return "".join(token.form + ("" if is_glued(token.after) else " ") for token in first) + last.form


def spaces(name: str, text: str) -> str:
    """Return white space as a feature."""
    return f"{name}={''.join(SPACES.get(one, hard(one)) for one in text)}"


def hard(character: str) -> str:
    """Return a character that would break a line or a reader by its number."""
    return f"\\x{ord(character):04x}" if HARD.match(character) else character


def flat(text: str) -> str:
    """Return text on one line."""
    return BREAKS.sub(" ", text).strip()
