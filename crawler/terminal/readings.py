"""Several readings, a line each, written as they come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from ..records import Kind
from .text import safe, shorten

if TYPE_CHECKING:
    from ..records import Reading

LONGEST = 500  # characters of a cell that are looked at
KINDS = {
    Kind.RELATED: "rel",
    Kind.INLINE: "inl",
    Kind.NEXT: "next",
    Kind.BODY: "body",
    Kind.NAVIGATION: "nav",
}
TOLD = {"title": 0, "words": 5, "date": 10, "lang": 4}
"""Columns of an article with their widths; where there is none, the reason takes their room."""
COUNTED = {"rel": 3, "inl": 3, "next": 4, "body": 4, "nav": 4, "ms": 4}
JUDGED = {"reason": 9}  # as long as "off-topic" and the other reasons of judges
GAPS = len(TOLD) + len(COUNTED) + len(JUDGED)
PAGE = 0.4  # share of the page's name in the room that is left for it and the title
NARROWEST = 8  # columns of page and title
LEFT = frozenset({"page", "title", "date", "lang", "reason"})


class Readings:
    """A table whose columns are as wide as the terminal lets them be."""

    def __init__(self, console: Console) -> None:
        """Divide the width."""
        self.console = console
        fixed = sum([*TOLD.values(), *COUNTED.values(), *JUDGED.values()]) + GAPS
        rest = console.width - fixed
        page = max(NARROWEST, int(rest * PAGE))
        self.widths = {"page": page} | TOLD | {"title": max(NARROWEST, rest - page)} | COUNTED | JUDGED

    def head(self) -> None:
        """Print the names of the columns."""
        names = self.line({name: name for name in self.widths})
        self.console.print(Text(names, style="bold"), soft_wrap=True)

    def add(self, source: str, reading: Reading) -> None:
        """Print a line."""
        article, counts = reading.article, Counter(link.kind for link in reading.links)
        cells = {name: str(counts[kind] or "·") for kind, name in KINDS.items()}
        cells |= {"page": tail(source, self.widths["page"]), "ms": f"{reading.seconds * 1000:.0f}"}
        if article:
            cells |= {"title": article.title or "", "date": (article.published or "")[:10]}
            cells |= {"words": str(article.words), "lang": article.language or ""}
            cells |= {"reason": reading.refusal or ""}
        room = "" if article else f"— {reading.refusal or ''}"
        style = "" if article and not reading.refusal else "dim"
        self.console.print(Text(self.line(cells, room), style=style), soft_wrap=True)

    def line(self, cells: dict[str, str], instead: str = "") -> str:
        """Return cells in their columns, those of an article replaced by one text if there is one."""
        told = {name: self.widths[name] for name in TOLD}
        parts = {name: fitted(cells.get(name, ""), width, name) for name, width in self.widths.items()}
        if instead:
            parts["title"] = fitted(instead, sum(told.values()) + len(told) - 1, "title")
            parts = {name: part for name, part in parts.items() if name == "title" or name not in told}
        return " ".join(parts.values()).rstrip()


def fitted(text: str, width: int, name: str) -> str:
    """Return a text in a column, cut where it is too long."""
    text = shorten(text, LONGEST)
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    gap = " " * (width - cell_len(text))
    return text + gap if name in LEFT else gap + text


def tail(source: str, width: int) -> str:
    """Return what tells most of a name that is too long: a file without its folder, the end of an address."""
    name = " ".join(safe(source).split())
    address = name.removeprefix("https://").removeprefix("http://")
    if len(address) <= width:
        return address
    return f"…{address[1 - width :]}" if address != name else shorten(name.rpartition("/")[2], width)
