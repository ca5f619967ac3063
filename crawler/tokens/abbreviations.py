"""Abbreviations by language: a full stop behind one belongs to it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "abbreviations.toml"
SAME = {"nb": "no", "nn": "no", "bs": "hr", "gl": "es", "be": "ru", "mk": "bg", "lb": "de", "ms": "id"}
"""Language → one whose list serves it too."""
# Where a number with a full stop is an ordinal.
ORDINAL = frozenset(
    "de da no nb nn fi is fo cs sk pl sl hr bs sr mk hu et lv tr az lb eu".split()  # noqa: SIM905  (a list)
)


class Abbreviations(NamedTuple):
    """Words that a full stop belongs to, with a capital too; the file says what each kind is."""

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def abbreviations(language: str | None) -> Abbreviations:
    """Return the abbreviations of a language; none for one that is not listed."""
    return listed().get(SAME.get(language or "", language or ""), NONE)


@cache
def listed() -> dict[str, Abbreviations]:
    """Return what the file has, by language."""
    tables = tomllib.loads(files(__package__).joinpath(FILE).read_text("utf-8"))
    return {
        language: Abbreviations(*(either_case(table[kind]) for kind in Abbreviations._fields))
        for language, table in tables.items()
    }


def either_case(words: str) -> frozenset[str]:
    """Return words, as they are and with a capital."""
    return frozenset(form for word in words.split() for form in (word, word[:1].upper() + word[1:]))


NONE = Abbreviations()
