"""The quality of a corpus, and of one article, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from .status import table
from .text import safe

if TYPE_CHECKING:
    from ..corpus.judged.quality import Explained, Overview

LONGEST = 160  # characters of a passage


def print_overview(console: Console, state: Overview) -> None:
    """Print flags and sites."""
    console.print(Text(f"{state.articles} articles judged, mean quality {state.mean}."))
    table(console, "Flags", state.flags, ("flag", "articles", "penalty"))
    table(console, "Sites, worst first", state.sites, ("site", "articles", "quality", "lowest", "below"))
    console.print(Text("`below` counts articles under 0.8; `corpuscle quality ARTICLE` explains one.", "dim"))


def print_explained(console: Console, found: Explained) -> None:
    """Print what a score is made of."""
    console.print(Text.assemble((safe(found.title or found.url), "bold"), f"\n{safe(found.url)}"))
    renew = f" (stored: {found.stored}; `corpuscle judge` renews it)"
    stored = "" if found.stored in (None, found.score) else renew
    console.print(Text(f"Quality {found.score}{stored}"))
    if not found.flags:
        console.print(Text("No flag: it reads as articles do."))
    for flag in found.flags:
        console.print(Text.assemble(f"\n-{flag.penalty:<6} ", (flag.flag, "bold"), f"  {flag.meaning}"))
        console.print(Text(f"        measured {flag.measure}, flagged from {flag.threshold}", "dim"))
        for passage in flag.passages:
            console.print(Text(f"        {safe(passage)[:LONGEST]}"))
