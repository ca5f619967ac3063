"""`corpuscle freeze`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..export import ExportError
from ..export.selection import Selection
from .options import db_option, echo_json, fail, json_option, load_settings, nothing, opened
from .selecting import selection_options, showing

if TYPE_CHECKING:
    from ..export.release.freeze import Frozen


@click.command()
@click.argument("name", required=False)
@selection_options
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the files.  [default: NAME]")
@click.option("--force", is_flag=True, help="Replace the folder if it is there.")
@click.option("--list", "is_list", is_flag=True, help="Show the releases there are.")
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def freeze(  # noqa: PLR0913  (one argument per option, which is click's way)
    name: str | None,
    out: Path | None,
    db: Path,
    *,
    force: bool,
    is_list: bool,
    as_json: bool,
    quiet: bool,
    **selection: Any,
) -> None:
    """Freeze texts as the release NAME, all kept ones by default, and write it to a folder.

    In it are the texts, a table of what is known of each, seeds, settings, versions of software, a
    data sheet, CITATION.cff and checksums. Title, authors and licence come from [about] in
    corpuscle.toml. The corpus remembers which texts are in NAME and how they read, so the same
    command makes the same bytes again whenever it is run; `corpuscle export --release NAME` writes
    them in other formats, `corpuscle diff` compares releases. A crawl may run meanwhile.
    """
    from ..export.release import freeze as freezing  # noqa: PLC0415
    from ..export.run import Order  # noqa: PLC0415

    if is_list == bool(name):
        message = "give a NAME, or --list"
        raise click.UsageError(message)
    if not name:
        show(db, as_json=as_json)
        return
    try:
        order = Order(freezing.FORMAT, out or Path(name), Selection(**selection), force=force, release=name)
        settings = load_settings(db)
        with opened(db) as corpus:
            done = freezing.freeze(corpus, settings, order, lambda label: showing(label, quiet=quiet))
    except ExportError as error:
        fail(str(error))
    if done is None:
        nothing("Nothing to freeze: no text is what was asked for.")
    report(name, done, as_json=as_json, quiet=quiet)


def report(name: str, done: Frozen, *, as_json: bool, quiet: bool) -> None:
    """Say what was frozen."""
    facts = done.files.facts
    if as_json:
        echo_json({
            "release": name, "path": done.files.path, "is_new": done.is_new, "texts": facts.texts,
            "words": facts.words, "taken_down": facts.taken_down, "sha256": done.sha256,
            "is_same": done.is_same,
        })  # fmt: skip
    elif not quiet:
        what = "frozen" if done.is_new else "made again"
        click.echo(f"{done.files.path}: release {name} {what}, {facts.texts} texts, {facts.words} words.")
        click.echo(f"SHA256SUMS has the hash {done.sha256}")
    if facts.taken_down and not as_json:
        click.echo(f"Note: {facts.taken_down} texts are left out, because they were taken down.", err=True)
    elif not done.is_same and not as_json:
        click.echo(
            "Note: the files have other bytes than when they were first made, with another version of the "
            "software; the texts are the same.", err=True,
        )  # fmt: skip


def show(db: Path, *, as_json: bool) -> None:
    """Print the releases there are."""
    from ..export.release.rows import releases  # noqa: PLC0415

    with opened(db) as corpus:
        found = releases(corpus.connection)
    if as_json:
        fields = ("name", "made_at", "texts", "words", "sha256")
        echo_json([
            {name: getattr(one, name) for name in fields} | {"selection": one.selection.as_dict()}
            for one in found
        ])  # fmt: skip
    else:
        for one in found:
            click.echo(f"{one.name}  {one.made_at[:10]}  {one.texts} texts, {one.words} words")
    if not found:
        nothing("Nothing found: no release was made yet; `corpuscle freeze NAME` makes one.")
