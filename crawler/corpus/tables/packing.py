"""What millions of rows have, stored shorter than it reads: words as a sign for each, moments as numbers.

A generated column or a view gives them back, letter by letter, to whoever reads the table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce


@dataclass(frozen=True, slots=True)
class Packing:
    """How the objects of a column are stored."""

    column: str
    """Where they are stored."""
    names: Mapping[str, str]
    """Name → capital letter. No value has one, so that each can be replaced, in any order."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Value → digit, where they are words; otherwise they are numbers."""
    space: str = " "
    """What stands after commas and colons in the JSON."""

    @property
    def sql(self) -> str:
        """The expression that gives back the JSON; what has a name of its own was stored as that."""
        after = f":{self.space}"
        signs = {letter: f',{self.space}"{name}"{after}' for name, letter in self.names.items()}
        signs |= {digit: f'"{value}"' for value, digit in self.values.items()}
        spelled = reduce(
            lambda sql, sign: f"replace({sql}, '{sign[0]}', '{sign[1]}')", signs.items(), self.column
        )
        if not self.values:
            for sign in ("", "-"):
                spelled = f"replace({spelled}, '{after}{sign}.', '{after}{sign}0.')"
        inner = f"substr({spelled}, {2 + len(self.space)})"
        return f"iif({self.column} like '{{%', {self.column}, '{{' || {inner} || '}}')"

    def pack(self, found: Mapping[str, str] | Mapping[str, float]) -> str | None:
        """Write an object as it is stored; None for an empty one."""
        if not found:
            return None
        names, values = self.names, self.values
        try:
            if values:
                return "".join([names[name] + values[str(value)] for name, value in found.items()])
            return "".join([names[name] + digits(value) for name, value in found.items()])
        except KeyError:
            separators = (f",{self.space}", f":{self.space}")
            return json.dumps(dict(found), ensure_ascii=False, separators=separators)


@lru_cache(maxsize=4096)
def digits(value: object) -> str:
    """Write a number without a zero before its point; they are rounded, so that few differ."""
    written = str(value)
    return written.replace("0.", ".", 1) if written.startswith(("0.", "-0.")) else written


def milliseconds(moment: str) -> str:
    """Return the SQL for a moment that `clock.stamp` wrote in milliseconds since 1970; Python is slower."""
    return f"strftime('%s', {moment}) * 1000 + substr({moment}, 21, 3)"


def moment(column: str) -> str:
    """Return the SQL that gives back a moment as it was written, of its milliseconds since 1970."""
    return f"strftime('%Y-%m-%dT%H:%M:%fZ', {column} / 1000.0, 'unixepoch')"


@dataclass(frozen=True, slots=True)
class Signs:
    """How a column of one word is stored; a word without a letter stands as it is."""

    column: str
    """Where the letters are stored."""
    letters: Mapping[str, str]
    """Word → letter, the commonest first."""

    @property
    def sql(self) -> str:
        """The expression that gives back the word."""
        cases = " ".join(f"when '{letter}' then '{word}'" for word, letter in self.letters.items())
        return f"case {self.column} {cases} else {self.column} end"

    def sign(self, word: str) -> str:
        """Return a word as it is stored."""
        return self.letters.get(word, word)


KINDS = Signs(
    "kind_sign",
    {
        "navigation": "N", "body": "B", "related": "R", "inline": "I", "next": "X", "sitemap": "M",
        "feed": "F", "search": "Q", "seed": "S", "archive": "A",
    },
)  # fmt: skip
"""What led to an address."""

ODDS = Packing(
    "odds",
    {
        "kind": "K", "anchor": "A", "page": "P", "link": "L", "date": "T", "depth": "D", "yield": "Y",
        "block": "B", "host": "H", "words": "W", "unsure": "U", "seed": "S", "list": "I", "canonical": "C",
        "redirect": "R",
    },
    space="",
)  # fmt: skip
"""What a priority is made of."""

ORIGINS = Packing(
    "found_in",
    {
        "title": "T", "author": "A", "published": "P", "modified": "M", "declared_language": "L", "site": "S",
        "section": "R", "tags": "G", "description": "D", "image": "I", "licence": "C", "canonical": "U",
        "paywalled": "W", "text": "X",
    },
    {
        "html": "0", "opengraph": "1", "json-ld": "2", "meta": "3", "url": "4", "text": "5",
        "trafilatura": "6",
    },
)  # fmt: skip
"""Where the fields of an article came from."""
