"""`corpuscle report`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import connected, db_option, echo_json, fail, json_option, load_settings, nothing


@click.command()
@click.argument("run", type=click.IntRange(1), required=False)
@click.option(
    "--markdown", metavar="FILE", help="Write it as Markdown into a file, or to - for the terminal."
)
@db_option
@json_option
def report(run: int | None, markdown: str | None, db: Path, *, as_json: bool) -> None:
    """Report on RUN, by default the latest one, also while it is under way.

    An alarm says that a site is not as it always was: its texts or dates vanish, its texts become
    short, or a list or feed that always brought something has stopped.
    """
    from ..corpus.reports import report as reports  # noqa: PLC0415  (no help needs SQLite)

    settings = load_settings(db)
    with connected(db) as connection:
        found = reports.report(connection, run, settings.report.listed)
    if found is None:
        nothing(f"There is no run {run}." if run else "There was no run yet.")
    if as_json:
        echo_json(found.as_dict())
    elif markdown:
        from ..unattended.markdown import markdown as written  # noqa: PLC0415

        write(markdown, written(found, db.name))
    else:
        from rich.console import Console  # noqa: PLC0415

        from ..terminal.report import print_report  # noqa: PLC0415

        print_report(Console(highlight=False), found)


def write(name: str, text: str) -> None:
    """Write a text to a file, or to standard output."""
    if name == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        fail(f"{name}: {error.strerror}")
