"""What millions of rows have, stored shorter than it reads: words as a sign for each, moments as numbers.

A generated column or a view gives them back, letter by letter, to whoever reads the table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import TypeVar

T = TypeVar("T", str, "str | None")


@dataclass(frozen=True, slots=True)
class Packing:
    """How the objects of a column are stored."""

    column: str
    """Where they are stored."""
    names: Mapping[str, str]
    """Name → capital letter. No value has one, so that each can be replaced, in any order."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Value → digit, where they are words; otherwise they are numbers, and stored in hundredths."""
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
        whole = f"'{{' || substr({spelled}, {2 + len(self.space)}) || '}}'"
        if not self.values:
            # of what is null, an object all the same
            whole = f"(select json_group_object(key, value / 1e2) from json_each({whole}) having count(*))"
        return f"iif({self.column} like '{{%', {self.column}, {whole})"

    def pack(self, found: Mapping[str, str] | Mapping[str, float]) -> str | None:
        """Write an object as it is stored; None for an empty one."""
        if not found:
            return None
        names, values = self.names, self.values
        try:
            if values:
                return "".join([names[name] + values[str(value)] for name, value in found.items()])
            return "".join([names[name] + hundredths(value) for name, value in found.items()])
        except KeyError:
            separators = (f",{self.space}", f":{self.space}")
            return json.dumps(dict(found), ensure_ascii=False, separators=separators)


@lru_cache(maxsize=4096)
def hundredths(value: float) -> str:
    """Write a number in hundredths, to which it was rounded, so that few differ."""
    return str(round(value * 100))


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

    def sign(self, word: T) -> T:
        """Return a word as it is stored; None for None."""
        return self.letters.get(word, word) if word else word


@dataclass(frozen=True, slots=True)
class Words:
    """How a column of texts is stored in which the same words come again and again."""

    column: str
    """Where they are stored."""
    signs: Mapping[str, str]
    """Words → sign that stands for them."""
    as_is: str = "="
    """Stands before a text that has such a sign itself, or this one at its beginning."""

    @property
    def sql(self) -> str:
        """The expression that gives back the text."""
        spelled = reduce(
            lambda sql, sign: f"replace({sql}, '{sign[1]}', '{sign[0]}')", self.signs.items(), self.column
        )
        return f"iif(substr({self.column}, 1, 1) = '{self.as_is}', substr({self.column}, 2), {spelled})"

    def pack(self, text: str) -> str:
        """Return a text as it is stored."""
        if text.startswith(self.as_is) or any(map(text.__contains__, self.signs.values())):
            return self.as_is + text
        for words, sign in self.signs.items():
            text = text.replace(words, sign)
        return text


# Not by strftime, which knows no names of days and months.
HTTP_DATE = """substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', {0}, 'unixepoch'), 3)
    || strftime(', %d ', {0}, 'unixepoch')
    || substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * strftime('%m', {0}, 'unixepoch') - 2, 3)
    || strftime(' %Y %H:%M:%S GMT', {0}, 'unixepoch')"""


def http_date(column: str) -> str:
    """Return the SQL that gives back a date of HTTP, of what `from_http_date` made of it."""
    return f"iif(typeof({column}) = 'integer', {HTTP_DATE.format(column)}, {column})"


def from_http_date(date: str | None) -> int | str | None:
    """Return a date of HTTP in seconds since 1970; as it is where it is not written as servers should."""
    from email.utils import formatdate, parsedate_to_datetime  # noqa: PLC0415  (most commands save no page)

    try:
        when = int(parsedate_to_datetime(date).timestamp()) if date else None
        return when if when is not None and formatdate(when, usegmt=True) == date else date
    except (ValueError, OverflowError, OSError):
        return date


STATES = Signs("state", {"queued": "q", "refused": "r", "done": "d", "claimed": "c"})
"""What became of an address."""

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

CONTENT_TYPES = Signs(
    "type_sign",
    {
        "text/html; charset=utf-8": "8", "text/html; charset=UTF-8": "U", "text/html;charset=utf-8": "S",
        "text/html;charset=UTF-8": "V", "text/html": "H",
    },
)  # fmt: skip
"""What servers call most pages."""

JUDGES = Signs(
    "judge_sign", {"length": "N", "language": "L", "quality": "Q", "relevance": "R", "duplicates": "D"}
)
"""Who judges articles."""

EXTRACTORS = Words("read_by", {"corpuscle ": "~", ", trafilatura ": "^"})
"""What reads texts."""
