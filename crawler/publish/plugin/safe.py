"""Characters that mislead: made visible, so that a text of strangers is what it seems to be."""

from __future__ import annotations

import codecs
import re
from typing import Any, TypeVar

T = TypeVar("T")

# Control characters, and those that turn the direction of everything after them. Direction marks
# and joiners stay: they act on their neighbours only, and several scripts need them.
MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PICTURES = 0x2400  # where Unicode's signs for control characters begin
PLAIN = {"\x0c": "\n", "\r": ""}  # page breaks, and line ends of other systems, mislead nobody


def harmless(value: T) -> T:
    """Return a value as it is, but for the strings in it: their misleading characters are spelled out."""
    clean: Any = value
    if isinstance(value, str):
        clean = MISLEADING.sub(spelled, value)
    elif isinstance(value, dict):
        clean = {harmless(name): harmless(member) for name, member in value.items()}
    elif isinstance(value, list | tuple):
        clean = [harmless(member) for member in value]
    return clean  # type: ignore[no-any-return]


def spelled(found: re.Match[str]) -> str:
    """Return the sign of a control character, or the number of another."""
    character = found[0]
    if character in PLAIN:
        return PLAIN[character]
    return chr(PICTURES + ord(character)) if character < " " else f"[U+{ord(character):04X}]"


class Speller:
    """Takes a page in pieces of any size, and gives back a harmless one: Datasette's own too."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, piece: bytes, *, is_last: bool) -> bytes:
        """Return what is complete by now."""
        return harmless(self.decoder.decode(piece, is_last)).encode()
