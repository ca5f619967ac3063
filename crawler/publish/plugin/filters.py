"""How templates write dates, numbers and scores."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from ...cut import cut
from ..atom import LANGUAGE

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THIN_SPACE = "\u202f"
WEB = ("http://", "https://")


def day(value: str | None) -> str:
    """Write the day of an ISO time as people do; anything else as it stands."""
    if not value or not ISO_DAY.match(value):
        return value or ""
    year, month, number = int(value[:4]), int(value[5:7]), int(value[8:10])
    return f"{number} {MONTHS[month - 1]} {year}" if 1 <= month <= len(MONTHS) else value


def moment(value: str | None) -> str:
    """Write an ISO time in UTC as day and minute."""
    hour = (value or "")[11:16]
    return f"{day(value)}, {hour}" if hour else day(value)


def many(value: float | None) -> str:
    """Write a whole number with its thousands apart."""
    return "–" if value is None else f"{value:,.0f}".replace(",", THIN_SPACE)


def score(value: float | None) -> str:
    """Write a number with two digits after the point."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def is_web(url: str | None) -> bool:
    """Say whether an address may be linked."""
    return bool(url) and str(url).lower().startswith(WEB)


def place(url: str | None) -> str:
    """Write an address for reading: no scheme, no escapes, no www."""
    if not url or not is_web(url):
        return url or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    asked = f"?{parts.query}" if parts.query else ""
    host = parts.netloc.removeprefix("www.")
    return unquote(f"{host}{parts.path.rstrip('/')}{asked}", errors="replace")


def lang(language: str | None) -> Markup:
    """Return the attribute for a text in a language; nothing where that is no language."""
    is_language = LANGUAGE.fullmatch(language or "")
    return Markup(' lang="{}"').format(language) if is_language else Markup("")


PARTS = {
    "kind": "what a person would guess of such a link",
    "anchor": "how close its words are to what is sought",
    "page": "how relevant the page is that it stands on",
    "link": "how sure we are what kind of link it is",
    "date": "how near in time to a seed",
    "depth": "links away from the seed",
    "yield": "what links of its kind have brought",
    "block": "what this block of links has brought",
    "host": "what this site has brought",
    "words": "what its words have brought",
    "unsure": "a bonus for what was hardly tried",
    "seed": "a person gave it",
    "list": "it stands in a list that a person gave",
}


def part(name: str) -> str:
    """Say what a part of a priority means."""
    return PARTS.get(name, name)


FILTERS = {
    "day": day, "moment": moment, "many": many, "score": score, "is_web": is_web, "place": place,
    "cut": cut, "part": part, "lang": lang,
}  # fmt: skip
