"""`corpuscle copies`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..export import ExportError
from .options import echo_json, fail, json_option, load_settings
from .scaled import doing, ray_option


@click.command()
@click.argument("folder", metavar="SHARDS", type=click.Path(path_type=Path, exists=True, file_okay=False))
@ray_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def copies(folder: Path, *, ray: str | None, as_json: bool, quiet: bool) -> None:
    """Find copies, near copies and excerpts among the texts that `export shards --all` wrote.

    A corpus finds them as they come, one after the other. This is for texts that came with `find = false`
    under [duplicates], too many for that: SHARDS/copies.parquet has the pairs, and which texts are
    left out, as a corpus would have them. Interrupted or killed, it goes on when it is called again.
    """
    from ..terminal.judged import Counting  # noqa: PLC0415

    try:
        from ..export.copies.find import find  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("crawler"):
            raise
        fail(f"copies needs {error.name}: pip install 'corpuscle[export]'")
    limits = load_settings(folder).duplicates
    try:
        with doing(ray) as do, Counting(quiet=quiet or as_json) as counting:
            found = find(folder, limits, do, counting.show)
    except ExportError as error:
        fail(str(error))
    if as_json:
        echo_json(asdict(found))
    elif not quiet:
        click.echo(
            f"{found.path}: {found.pairs} pairs among {found.texts} texts; {found.left_out} are left out."
        )
