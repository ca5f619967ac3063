"""Strings of strangers, made fit to keep: one line, no control characters, no markup, a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,1000}>")
# Control characters, zero-width and direction marks, soft hyphens, halves of surrogate pairs
# (JSON can spell them, UTF-8 can't). Joiners stay: Persian and Hindi need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
ODD = re.compile(f"[\x0b\x0c{UNSEEN.pattern[1:]}")
PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])  # the ASCII that may stay
SPARE = 8  # times the limit is looked at: markup and entities take room
DEEPEST = 4  # levels of lists and objects around a string in honest JSON-LD


def tidy(value: object, limit: int) -> str:
    """Return at most `limit` characters of a string on one line; "" for what is no string."""
    if not isinstance(value, str):
        return ""
    text = value[: SPARE * limit]
    if "&" in text:
        text = unescape(unescape(text))  # escaped twice by templates, often
    if "<" in text:
        text = TAG.sub(" ", text)
    text = " ".join(seen(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def seen(text: str) -> str:
    """Return text without characters that nobody sees or no database takes."""
    if text.isprintable() or not is_odd(text.encode("utf-8", "surrogatepass")):
        return text
    return UNSEEN.sub("", text.replace("\x0b", " ").replace("\x0c", " "))


def is_odd(text: bytes) -> bool:
    """Say whether a text in UTF-8 has such characters; where it is ASCII, a call into C leaves it out."""
    rest = text.translate(None, PLAIN)
    return bool(rest) and ODD.search(rest.decode("utf-8", "surrogatepass")) is not None


def strings(value: Any, *names: str, depth: int = 0) -> Iterator[str]:
    """Yield the strings in a JSON value: itself, of its list, or under `names` of its objects."""
    if isinstance(value, str):
        yield value
    elif depth < DEEPEST and isinstance(value, list):
        for member in value:
            yield from strings(member, *names, depth=depth + 1)
    elif depth < DEEPEST and isinstance(value, dict):
        found = next((value[name] for name in names if value.get(name)), None)
        yield from strings(found, *names, depth=depth + 1)
