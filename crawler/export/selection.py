"""Which texts leave: what was asked for, and the question that SQLite is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from . import ExportError

# What a site says with its licence that lets the whole text be handed on, if not for every purpose.
OPEN_LICENCE = "%creativecommons.org/%"
USES = {
    "tdm": ("reserved = 0", "no site reserves it against mining or training"),
    "sharing": (
        f"licence like '{OPEN_LICENCE}'",
        "it stands under a Creative Commons licence or a public domain mark",
    ),
}
"""Use → condition, and what that means."""

# Pieces of SQL in which brackets and semicolons mean nothing; an unfinished one runs to the end.
OPAQUE = re.compile(
    r"""'(?:[^']|'')*(?:'|\Z) | "(?:[^"]|"")*(?:"|\Z) | `[^`]*(?:`|\Z) | \[[^\]]*(?:\]|\Z)
    | --[^\n]* | /\*.*?(?:\*/|\Z)""",
    re.DOTALL | re.VERBOSE,
)
ENDS = {
    "'": ("quoted text", "'"),
    '"': ("quoted name", '"'),
    "`": ("quoted name", "`"),
    "[": ("quoted name", "]"),
    "/": ("comment", "*/"),
    "-": ("comment", ""),
}
"""First character of a piece → what it is, and what must end it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; all of it must hold for a text."""

    where: str | None = None
    """A condition in SQL over the fields of a text."""
    seed: str | None = None
    """Number, path or file name of a seed."""
    since: str | None = None
    """First read or changed on this date or later, ISO 8601."""
    sites: tuple[str, ...] = ()
    """Hosts, their subdomains included, or names of sites."""
    languages: tuple[str, ...] = ()
    allowed_for: str | None = None
    everything: bool = False
    """What was read, but not kept, too."""
    excerpts: bool = False
    """Only the beginning of each text."""

    def as_dict(self) -> dict[str, Any]:
        """Return what differs from all kept texts, as a manifest has it."""
        return {name: value for name, value in asdict(self).items() if value}

    def conditions(self, seed_number: Callable[[str], int]) -> tuple[str, dict[str, Any]]:
        """Return a condition over the fields and the values bound to it; raises ExportError."""
        found, values = ["1"], dict[str, Any]()
        if not self.everything:
            found.append("reason is null")
        if self.seed is not None:
            found.append("seed = :its_seed")
            values["its_seed"] = seed_number(self.seed)
        if self.since is not None:
            found.append("last_changed >= :since")
            values["since"] = checked_date(self.since)
        if self.languages:
            found.append(f"language in ({names(values, 'language', self.languages)})")
        if self.sites:
            found.append(f"({' or '.join(of_site(values, n, site) for n, site in enumerate(self.sites))})")
        if self.allowed_for:
            found.append(USES[self.allowed_for][0])
        if self.where is not None:
            # on lines of its own: a comment at its end must not swallow what follows
            found.append(f"(\n{checked_sql(self.where)}\n)")
        return " and ".join(found), values


def checked_date(text: str) -> str:
    """Return a date or moment as the corpus compares it; raises ExportError."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        msg = f"--since takes a date such as 2026-03-14, not {text!r}"
        raise ExportError(msg) from None
    return text


def names(values: dict[str, Any], stem: str, members: tuple[str, ...]) -> str:
    """Bind some values; return their names for SQL."""
    for number, member in enumerate(members):
        values[f"{stem}{number}"] = member
    return ", ".join(f":{stem}{number}" for number in range(len(members)))


def of_site(values: dict[str, Any], number: int, site: str) -> str:
    """Return the condition that a text is of a site."""
    name = f"site{number}"
    values[name] = site
    values[f"end{number}"] = "." + site.lower().removeprefix("www.")
    return f"(site = :{name} or substr('.' || host, -length(:end{number})) = :end{number})"


def checked_sql(where: str) -> str:
    """Return a condition that can't reach beyond its brackets; raises ExportError."""
    for piece in OPAQUE.finditer(where):
        what, end = ENDS[piece[0][0]]
        if end and not (len(piece[0]) > len(end) and piece[0].endswith(end)):
            raise ExportError(f"--where {where!r}: a {what} has no end")
    bare, depth = OPAQUE.sub(lambda piece: " " if piece[0][0] in "-/" else "x", where), 0
    for mark in re.findall("[();]", bare):
        depth += {"(": 1, ")": -1, ";": 0}[mark]
        if mark == ";" or depth < 0:
            raise ExportError(f"--where takes one condition such as \"language = 'de'\", not {where!r}")
    if depth or not bare.strip():
        raise ExportError(f"--where {where!r}: {'a bracket has no end' if depth else 'it is empty'}")
    return where
