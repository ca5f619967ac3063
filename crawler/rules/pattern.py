"""Patterns of paths as robots.txt has them: `*` stands for anything, `$` at the end for the end.

RFC 9309, sections 2.2.2 and 2.2.3. Matching is greedy from part to part: no regular expression,
because a row of stars makes one backtrack for years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

PLAIN = re.compile(r"[!-#&-)+-~]*")  # nothing in here is written in two ways
NOT_PLAIN = re.compile(r"%[0-9A-Fa-f]{2}|[^!-~]|[%$*]")
# An escaped one is not what it is bare: a slash in a name, a sign that patterns give a meaning to.
DIFFERENT = frozenset("/?#%$*")
BARE = frozenset(map(chr, range(ord("!"), ord("~") + 1))) - DIFFERENT
STARS = re.compile(r"\*+")
PATH = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*://[^/?#]*)?([^#]*)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, taken apart at its stars."""

    parts: tuple[str, ...]
    is_whole: bool
    """It ends in `$`, so that nothing may follow."""
    size: int
    """Octets as it stands: the longer pattern outweighs the shorter one."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a pattern."""
        is_whole = text.endswith("$")
        pieces = [canonical(piece) for piece in STARS.sub("*", text.removesuffix("$")).split("*")]
        # past the question mark, wherever between the stars it stands
        query = next((index + 1 for index, piece in enumerate(pieces) if "?" in piece), len(pieces))
        parts = (*pieces[:query], *(piece.replace("%2F", "/") for piece in pieces[query:]))
        return cls(parts, is_whole, sum(map(len, parts)) + len(parts) - 1 + is_whole)

    def matches(self, path: str) -> bool:
        """Say whether it fits a path that `path_of` made."""
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        if not rest:
            return not self.is_whole or path == first
        at = len(first)
        *middle, last = rest
        for part in middle:
            at = path.find(part, at) + len(part)
            if at < len(part):  # not found
                return False
        if self.is_whole:
            return path.endswith(last) and at <= len(path) - len(last)
        return path.find(last, at) >= 0


def path_of(url: str) -> str:
    """Return path and query of an address, as patterns are compared with them."""
    found = PATH.match(url)
    path = found[1] if found else ""
    return canonical(path if path.startswith("/") else f"/{path}")


def canonical(text: str) -> str:
    """Write in one way what can be written in several: in octets, escaped where they must be.

    A slash in the query separates nothing, so it is the same escaped or not.
    """
    if PLAIN.fullmatch(text):
        return text
    path, mark, query = NOT_PLAIN.sub(unique, text).partition("?")
    return path + mark + query.replace("%2F", "/")


def unique(found: re.Match[str]) -> str:
    """Return the one way to write an octet or a character."""
    text = found[0]
    if len(text) == 1:
        return "".join(f"%{octet:02X}" for octet in text.encode("utf-8", "surrogatepass"))
    character = chr(int(text[1:], 16))
    return character if character in BARE else text.upper()
