"""Text as XML takes it: what no XML file can have is replaced, and seen to be so."""

from __future__ import annotations

import re

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"
SPACES = re.compile(r"[\s\x7f-\x9f]+")
SPECIAL = re.compile('[&<>"]')
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def clean(text: str) -> str:
    """Return text without characters that XML can't have; line ends are as XML reads them."""
    return NO_XML.sub(REPLACEMENT, text).replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """Return clean text as it stands between tags, or within double quotes."""
    return SPECIAL.sub(lambda found: ENTITIES[found[0]], NO_XML.sub(REPLACEMENT, text))


def one_line(value: object, longest: int | None = None) -> str:
    """Return a value as one line, escaped; empty for None. What is longer is cut, with an ellipsis."""
    text = SPACES.sub(" ", "" if value is None else str(value)).strip()
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    return escaped(text)


def attributes(values: dict[str, object], longest: int | None = None) -> str:
    """Return attributes as they stand in a tag, each with a space before it."""
    return "".join(f' {name}="{one_line(value, longest)}"' for name, value in values.items())
