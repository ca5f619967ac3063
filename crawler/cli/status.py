"""`corpuscle status`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import connected, db_option, echo_json, json_option


@click.command()
@db_option
@json_option
def status(db: Path, *, as_json: bool) -> None:
    """Show the state of the corpus: what was kept, what was refused and why, what waits."""
    from ..corpus import status as counting  # noqa: PLC0415  (no help needs SQLite)

    with connected(db) as connection:
        state = counting.status(connection)
    if as_json:
        echo_json(asdict(state))
        return
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.status import print_status  # noqa: PLC0415

    print_status(Console(highlight=False), state)
