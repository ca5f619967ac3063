"""`corpuscle why`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import connected, db_option, echo_json, json_option, nothing


@click.command()
@click.argument("url")
@db_option
@json_option
def why(url: str, db: Path, *, as_json: bool) -> None:
    """Tell why URL is in the corpus, or why it is not.

    Shows the trail from the seed: each page on the way, the link that led on (its kind, the
    heading of its block, its text), what its priority was made of, and what the judges said.
    """
    from ..corpus import why as trail  # noqa: PLC0415  (no help needs SQLite)

    with connected(db) as connection:
        answer = trail.why(connection, url)
    if answer is None:
        nothing(f"{url} was never met: no page that was read links to it")
    if as_json:
        echo_json(asdict(answer))
        return
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.why import print_why  # noqa: PLC0415

    print_why(Console(highlight=False), answer)
