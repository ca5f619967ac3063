"""Why a link has its kind, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from .links import COLOURS
from .reading import grid
from .text import safe, shorten

if TYPE_CHECKING:
    from ..reading.links.explain import Explanation, Spot, Voice
    from ..reading.links.grids import Grid

MOST = 5  # links that are explained; --json has all
MOST_SPOTS = 4  # places of one address that are told in full


def print_explanations(console: Console, found: Sequence[Explanation], source: str | None) -> None:
    """Print why some links of a page have their kinds, under its name if there are several pages."""
    if source and found:
        console.print(Text(safe(source), style="bold underline"), soft_wrap=True)
    for explanation in found[:MOST]:
        print_explanation(console, explanation)
        console.print()
    if len(found) > MOST:
        left = f"… and {len(found) - MOST} more links; give more of the address, or --json"
        console.print(Text(left, style="dim"))


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print what an address is to the page, and each place where it stands."""
    link = explanation.link
    kind = str(link.kind) if link else "left out"
    style = f"bold {COLOURS.get(link.kind, '')}" if link else "bold"
    score = f"  {link.score:.2f}" if link else ""
    console.print(Text.assemble((kind, style), f"{score}  {safe(explanation.url)}"), soft_wrap=True)
    if link is None:
        console.print(Text("  It is the page's own address, which counts as no link."))
    elif not explanation.spots:
        console.print(Text("  Named in the page's head or JSON-LD, outside of what people see."))
    if link:
        table = grid()
        table.add_row("score", f"{link.score:g} = {total(explanation.score)}")
        parts = total(explanation.address) if explanation.address else "0: the address of no article"
        table.add_row("address", parts)
        console.print(Padding(table, (0, 0, 0, 2)))
    spots = sorted(explanation.spots, key=lambda spot: not spot.counts)
    for spot in spots[:MOST_SPOTS]:
        print_spot(console, spot, alone=len(spots) == 1)
    if len(spots) > MOST_SPOTS:
        console.print(Text(f"  … and {len(spots) - MOST_SPOTS} more places (--json shows all)", style="dim"))


def total(parts: Mapping[str, float]) -> str:
    """Return a sum as people write it."""
    text = " ".join(f"{'−' if value < 0 else '+'} {abs(value):g} {name}" for name, value in parts.items())
    return text.removeprefix("+ ")


def print_spot(console: Console, spot: Spot, *, alone: bool) -> None:
    """Print what a link is at one place, and why."""
    counts = "" if alone else ("  (this one counts)" if spot.counts else "  (another one counts)")
    console.print()
    head = Text.assemble(f"  link {spot.position + 1}  ", (str(spot.kind), "bold"), (counts, "dim"))
    console.print(head)
    table = grid()
    table.add_row("anchor", Text(shorten(spot.anchor, 200) or "(no text)"))
    table.add_row("because", Text(spot.ground.meaning))
    for index, voice in enumerate(spot.voices):
        table.add_row("" if index else "cues", said(voice))
    if not spot.voices:
        table.add_row("cues", "no heading or mark speaks for it")
    table.add_row("place", place(spot.facts))
    table.add_row("words", words(spot.facts))
    table.add_row("address", address(spot.facts))
    if spot.grid:
        table.add_row("grid", cards(spot.grid))
    table.add_row("block", Text(safe(spot.path) or "(the page itself)"))
    for index, (change, kind) in enumerate(spot.otherwise.items()):
        table.add_row("" if index else "otherwise", Text.assemble((str(kind), "bold"), f" {change}"))
    console.print(Padding(table, (0, 0, 0, 4)))


def cards(grid: Grid) -> str:
    """Return what the element around a link has of a grid of cards."""
    counts = f"{grid.headlines} of {grid.addresses} links are headlines, {grid.pictured} pictured"
    return f"{counts}: {'' if grid.holds else 'not '}enough for a grid of cards"


def said(voice: Voice) -> Text:
    """Return who speaks and what is said."""
    text = f" “{shorten(voice.text, 80)}”" if voice.text else ""
    says = voice.says or "nothing known"
    settled = ("  ◀ settles it", "green") if voice.settled else ""
    return Text.assemble(f"{voice.sort}{text} on {safe(voice.element)} says {says}", settled)


def place(facts: Mapping[str, Any]) -> str:
    """Return where a link stands, against the article."""
    if facts["in running text"]:
        where = "in running text" + (", after words of it" if facts["after words of the text"] else "")
    elif facts["among its paragraphs"]:
        where = "among the article's paragraphs"
    else:
        inside = facts["in the article's element"]
        where = "in the article's element, beside its paragraphs" if inside else "outside the article"
    return where + (", alone in its block" if facts["alone in its block"] else "")


def words(facts: Mapping[str, Any]) -> str:
    """Return what the words of a link or of its card are."""
    headline = "read like a headline" if facts["headline"] else "too few for a headline"
    return f"{facts['characters']} characters, with its card {headline}"


def address(facts: Mapping[str, Any]) -> str:
    """Return what the address looks like."""
    shape, needed = facts["address shape"], facts["shape needed"]
    text = f"shape {shape:g} ({'at least' if shape >= needed else 'less than the'} {needed:g} needed)"
    notes = {
        "on another site": not facts["same site"],
        "another page of this article": facts["page of this article"],
        "marked as sponsored or not to be followed": facts["marked as paid"],
    }
    return ", ".join([text, *(note for note, holds in notes.items() if holds)])
