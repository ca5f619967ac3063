"""`corpuscle doctor`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import db_option, echo_json, json_option, opened


@click.command(short_help="Check that the corpus is whole and consistent.")
@db_option
@json_option
def doctor(db: Path, *, as_json: bool) -> None:
    """Check that the corpus is whole and consistent; changes nothing.

    Exits with 1 if something is wrong, and says what to do about it.
    """
    from ..terminal.text import safe  # noqa: PLC0415

    with opened(db) as corpus:
        findings = []
        for finding in corpus.examine():
            findings.append(finding)
            if not as_json:
                mark = click.style("ill ", fg="red") if finding.problem else click.style("ok  ", fg="green")
                click.echo(mark + finding.check)
            if finding.problem and not as_json:
                click.echo(f"    {safe(finding.problem)}; what to do: {finding.remedy}")
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    if any(finding.problem for finding in findings):
        raise click.exceptions.Exit(1)
