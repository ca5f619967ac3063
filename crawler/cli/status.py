"""`corpuscle status`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import db_option, echo_json, json_option, opened


@click.command(short_help="Counts by state and reason, yield per kind of link, last runs.")
@db_option
@json_option
def status(db: Path, *, as_json: bool) -> None:
    """Show the state of the corpus: what was kept, what was refused and why, what waits."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.status import print_status  # noqa: PLC0415

    with opened(db) as corpus:
        state = corpus.status()
    if as_json:
        echo_json(asdict(state))
    else:
        print_status(Console(highlight=False), state)
