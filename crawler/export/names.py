"""File names for texts: unique by number, told apart by title, in order."""

from __future__ import annotations

import re
import unicodedata

APART = re.compile(r"[\W_]+")
LONGEST = 50  # characters of a title; 255 bytes is what file systems take
FOLDER = 10_000  # files that file managers still list without a pause


def file_name(number: int, title: str | None, end: str, digits: int) -> str:
    """Return a name such as 000042-a-ferry-sails.txt."""
    words = APART.sub("-", unicodedata.normalize("NFC", title or "").lower()).strip("-")
    slug = words[:LONGEST].rstrip("-")
    return f"{number:0{digits}}{'-' if slug else ''}{slug}{end}"


def folder_name(number: int, texts: int, digits: int) -> str:
    """Return the folder for a text: none for a few, else that of its ten thousand."""
    return "" if texts <= FOLDER else f"{number // FOLDER * FOLDER:0{digits}}"
