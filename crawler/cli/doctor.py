"""`corpuscle doctor`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import db_option, echo_json, fail, json_option, load_settings, nothing, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..corpus.rescue.doctor import Finding
    from ..corpus.rescue.repair import Repair


@click.command()
@click.option("--repair", "is_repair", is_flag=True, help="Save what can be read into a new file.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="NEW.db",
    help="The new file; by default NAME-repaired.db beside the corpus.",
)
@db_option
@json_option
def doctor(db: Path, into: Path | None, *, is_repair: bool, as_json: bool) -> None:
    """Check that the corpus is whole and consistent; changes nothing.

    Exits with 1 if something is wrong, and says what to do about it.

    With --repair, whatever can be read goes into a new file in today's shape, however damaged the
    old one is, which stays as it is. Exits with 1 if something was lost. What was lost of the
    articles is fetched again by the next crawl into the new file, where their addresses are left.
    """
    if is_repair:
        repair(db, into or db.with_name(f"{db.stem}-repaired.db"), as_json=as_json)
    elif into:
        raise click.UsageError("--into goes with --repair")
    else:
        check(db, as_json=as_json)


def check(db: Path, *, as_json: bool) -> None:
    """Print what is wrong."""
    with opened(db) as corpus:
        findings = []
        for finding in corpus.examine():
            findings.append(finding)
            if not as_json:
                show([finding])
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    if any(finding.problem for finding in findings):
        raise click.exceptions.Exit(1)


def show(findings: Iterable[Finding]) -> None:
    """Print findings."""
    from ..terminal.text import safe  # noqa: PLC0415

    for finding in findings:
        mark = click.style("ill ", fg="red") if finding.problem else click.style("ok  ", fg="green")
        click.echo(mark + finding.check)
        if finding.problem:
            click.echo(f"    {safe(finding.problem)}; what to do: {finding.remedy}")


def repair(db: Path, into: Path, *, as_json: bool) -> None:
    """Repair, unless somebody crawls into the corpus, and print what was saved."""
    from ..corpus import CorpusError, HeldError, own  # noqa: PLC0415
    from ..corpus.rescue.repair import repair  # noqa: PLC0415

    limits = load_settings(db).duplicates
    try:
        with own(db):
            done = repair(db, into, limits)
    except HeldError as error:
        nothing(str(error))
    except CorpusError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{db}: {error.strerror}: no lock can be made beside it")
    if as_json:
        echo_json({**asdict(done), "is_whole": done.is_whole})
    else:
        report(done)
    if not done.is_whole:
        raise click.exceptions.Exit(1)


def report(done: Repair) -> None:
    """Print what was saved, table by table."""
    for saved in done.tables:
        lost = "an unknown number" if saved.lost is None else saved.lost
        lack = "" if saved.is_whole else f", {lost} lost, {saved.left_out} left out"
        click.echo(f"{saved.table:14}{saved.rows:9} rows saved{lack}")
    if done.let_go:
        click.echo(f"{done.let_go} rows went with others that they belong to.")
    show(done.problems)
    click.echo(f"{done.path}: {'all was saved' if done.is_whole else 'what could be read was saved'}.")
