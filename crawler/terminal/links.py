"""The links of a page by kind, for people."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ..records import Kind
from .text import safe, shorten

if TYPE_CHECKING:
    from ..reading.links.explain import Survey
    from ..records import Link, Reading

COLOURS = {
    Kind.RELATED: "green",
    Kind.INLINE: "cyan",
    Kind.NEXT: "blue",
    Kind.BODY: "yellow",
    Kind.FEED: "magenta",
}
FEW = 8  # menu links that are shown
NARROWEST = 40  # characters of an anchor, however narrow the terminal


def print_links(console: Console, reading: Reading, survey: Survey | None, *, whole: bool) -> None:
    """Print links by kind and by what made them that; only the first few of the menus."""
    order = list(Kind)
    links = sorted(reading.links, key=lambda link: (order.index(link.kind), link.position))
    counts = Counter(link.kind for link in links)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    console.print()
    console.print(Text.assemble(("Links", "bold"), f"  {told or 'none'}"))
    for kind, of_kind in groupby(links, key=lambda link: link.kind):
        group = list(of_kind)
        shown = group if whole or kind is not Kind.NAVIGATION else group[:FEW]
        print_kind(console, kind, shown, survey)
        if len(shown) < len(group):
            left = f"      … and {len(group) - len(shown)} more (--all shows them)"
            console.print(Text(left, style="dim"))


def print_kind(console: Console, kind: Kind, links: list[Link], survey: Survey | None) -> None:
    """Print links of one kind, those with one heading and cause together."""

    def cause(link: Link) -> tuple[str, str]:
        return link.heading, survey.ground(link).meaning if survey else kind.meaning

    for (heading, why), group in groupby(links, key=cause):
        over = f"under “{shorten(heading, 60)}”: " if heading else ""
        line = Text.assemble("  ", (str(kind), f"bold {COLOURS.get(kind, '')}"), (f"  {over}{why}", "dim"))
        console.print(line, soft_wrap=True)
        for link in group:
            print_link(console, link)


def print_link(console: Console, link: Link) -> None:
    """Print one link: score and anchor on one line, the address on the next, to be copied whole."""
    room = max(console.width - 12, NARROWEST)
    nofollow = ("  nofollow", "red") if link.nofollow else ""
    anchor = shorten(link.anchor, room) or "(no text)"
    console.print(Text.assemble((f"    {link.score:.2f}  ", "dim"), anchor, nofollow), soft_wrap=True)
    console.print(Text(f"          {safe(link.url)}", style="dim"), soft_wrap=True)
