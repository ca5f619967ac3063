"""`corpuscle diff`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..export import ExportError
from .options import db_option, echo_json, fail, json_option, load_settings, opened

if TYPE_CHECKING:
    from ..export.release.diff import Change, Difference

GROUPS = (
    ("added", "+"),
    ("removed", "-"),
    ("changed", "~"),
    ("edited", "*"),
)
"""Lists of a difference, and the mark before each of their lines."""


@click.command()
@click.argument("old")
@click.argument("new", default="now")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Lines of each group.")
@db_option
@json_option
def diff(old: str, new: str, limit: int, db: Path, *, as_json: bool) -> None:
    """Compare the release OLD with the release NEW, or with what the same selection finds now.

    Texts are the same if they have the same characters; `edited` are those of which something else
    is said, such as a title or a date.
    """
    from ..export.release.diff import diff as compare  # noqa: PLC0415
    from ..export.snapshot import Snapshot  # noqa: PLC0415

    settings = load_settings(db)
    try:
        with opened(db) as corpus, Snapshot(corpus, settings) as snapshot:
            found = compare(snapshot, old, new)
    except ExportError as error:
        fail(str(error))
    if as_json:
        echo_json(asdict(found))
    else:
        show(found, limit)


def show(found: Difference, limit: int) -> None:
    """Print counts, then texts."""
    counted = ", ".join(f"{len(getattr(found, name))} {name}" for name, _ in GROUPS)
    click.echo(f"{found.old} → {found.new}: {counted}, {found.same} the same.")
    for name, mark in GROUPS:
        changes = getattr(found, name)
        for one in changes[:limit]:
            click.echo(line(mark, one))
        if len(changes) > limit:
            click.echo(f"{mark} … and {len(changes) - limit} more {name} (--limit, --json)")
    for release, count in found.erased.items():
        click.echo(f"Note: {count} texts of {release} were taken down since, and not compared.", err=True)


def line(mark: str, one: Change) -> str:
    """Return a text as a line."""
    from ..terminal.text import safe, shorten  # noqa: PLC0415

    said = ", ".join(one.fields) or (one.reason or "")
    return f"{mark} {safe(one.url)}  {shorten(one.title or '', 60)}{f'  ({safe(said)})' if said else ''}"
