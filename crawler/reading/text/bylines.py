"""Lines over a text that only repeat what is known of it: section, names, date, reading time."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 120  # characters; with three names, a date and a reading time lines have up to 100
UNKNOWN = 0.6  # most of its letters that may be unknown: "March 9, 2026 · 2 min read" beside a name
MOST_BESIDE_DATE = 25  # letters: "Published Wednesday, 18 September", "min read", "Uhr"
SENTENCE = re.compile(r"[.!?。！？…:]\s*$")
NOT_LETTERS = re.compile(r"[\W\d_]+")
LABEL = re.compile(
    r"\b(?:(?:written|reported|posted|published|story|text|words) by|by|von|par|por|door|przez|от|av|af|di"
    r"|text|texto|texte|tekst|текст|author|autor\w*|auteur|作者|文|記者|记者|撰文)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{4}년 \d{1,2}월 \d{1,2}일|\d{1,2}\.? (?:de )?[^\W\d_]{3,}\.?,? (?:de )?\d{4}"
    r"|[^\W\d_]{3,}\.? \d{1,2},? \d{4})(?!\d)"
)


def is_signature(line: str, known: Sequence[str]) -> bool:
    """Say whether a line is "By" and known names."""
    label = LABEL.match(line) if len(line) <= LONGEST else None
    return bool(label and is_byline(line[label.end() :], known) and not DATE.search(line))


def is_byline(line: str, known: Sequence[str]) -> bool:
    """Say whether a line is made of known names, or of a date and little else."""
    if len(line) > LONGEST or SENTENCE.search(line):
        return False
    rest = line.casefold()
    for name in known:
        rest = rest.replace(name.casefold(), " ")
    letters, left = count(line), count(LABEL.sub(" ", rest))
    named = rest != line.casefold()
    if not left:
        return letters > 0 and named
    if DATE.search(line) and left <= MOST_BESIDE_DATE:
        return True
    return named and left <= UNKNOWN * letters and any(map(str.isdigit, line))


def count(text: str) -> int:
    """Count letters."""
    return len(NOT_LETTERS.sub("", text))
