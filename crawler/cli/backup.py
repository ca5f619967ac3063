"""`corpuscle backup`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import db_option, echo_json, fail, json_option

if TYPE_CHECKING:
    from ..corpus.rescue.backup import Backup


@click.command()
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Remove all but the N newest backups.")
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def backup(dest: Path | None, keep: int | None, db: Path, *, as_json: bool, quiet: bool) -> None:
    """Copy the corpus into one file, also while a crawl writes to it.

    DEST is a file that does not exist yet, or a folder; by default the copy lies beside the corpus
    as NAME-YYYYMMDD-HHMMSS.db (UTC). It is checked, and on disk, before it gets its name.

    --keep looks only at files with such names in the folder of the new one.
    """
    from ..corpus import CorpusError  # noqa: PLC0415
    from ..corpus.rescue.backup import earlier, named  # noqa: PLC0415

    folder = dest if dest and dest.is_dir() else None
    if keep and dest and not folder:
        raise click.UsageError(
            "--keep counts backups by the names they are given: leave DEST out, or name a folder"
        )
    path = named(db, folder or db.parent) if folder or not dest else dest
    try:
        made = copied(db, path, quiet=quiet)
    except CorpusError as error:
        fail(str(error))
    removed = earlier(db, path.parent)[keep:] if keep else []
    for old in removed:
        old.unlink(missing_ok=True)
    if as_json:
        echo_json({**asdict(made), "removed": removed})
    elif not quiet:
        gone = f", {len(removed)} older removed" if removed else ""
        articles = made.rows["articles"]
        click.echo(f"{made.path}: {made.bytes / 1e6:.1f} MB, {articles} articles read, checked{gone}.")


def copied(db: Path, path: Path, *, quiet: bool) -> Backup:
    """Make the copy, showing on a terminal how far it is."""
    from ..corpus.rescue.backup import backup  # noqa: PLC0415

    if quiet or not sys.stderr.isatty():
        return backup(db, path)
    with click.progressbar(length=1, label="Copying", file=sys.stderr) as bar:

        def show(done: int, pages: int) -> None:
            bar.length = pages
            bar.update(done - bar.pos)

        return backup(db, path, show)
