"""`corpuscle export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..export import FORMATS, ExportError, Format, find
from ..export.selection import Selection
from .options import db_option, echo_json, fail, json_option, load_settings, nothing, opened
from .scaled import doing, ray_option
from .selecting import selection_options, showing

if TYPE_CHECKING:
    from ..export.run import Exported


def listed(formats: tuple[Format, ...]) -> str:
    """Return the formats as a list that click leaves as it is."""
    lines = [f"  {one.name:<12}{one.help}" for one in formats]
    options = [
        f"  {one.name:<12}{option.name}={option.default}  {option.help}"
        for one in formats
        for option in one.options
    ]
    chosen = ["\n\b\nOptions of formats (-o), with their defaults:", *options] if options else []
    return "\n".join(["\b\nFormats:", *lines, *chosen])


@click.command(epilog=listed(FORMATS))
@click.argument("name", metavar="FORMAT")
@click.argument("dest", type=click.Path(path_type=Path))
@selection_options
@click.option("--release", metavar="NAME", help="The texts of this release, as they were frozen.")
@click.option(
    "-o", "--option", "options", multiple=True, metavar="NAME=VALUE", help="Set an option of the format."
)
@click.option("--force", is_flag=True, help="Replace DEST if it is there.")
@ray_option
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def export(  # noqa: PLR0913  (one argument per option, which is click's way)
    name: str,
    dest: Path,
    options: tuple[str, ...],
    db: Path,
    *,
    release: str | None,
    ray: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    **selection: Any,
) -> None:
    """Write texts of the corpus to DEST, a file or a folder, as FORMAT says; all kept ones by default.

    Also while a crawl writes: what leaves is one moment of the corpus. DEST has its name only when
    all of it is there, with a manifest: what was selected, how much of what, the hash of every
    file, what sites say about the use of the texts. What was taken down never leaves. A DEST that
    ends in .gz is packed, where the format is one file of text.

    --where takes SQL over the fields of a text, the columns of the view corpus among them:

    \b
      corpuscle export jsonl german.jsonl --where "language = 'de' and words > 300"
    """  # noqa: D301  (\\b is click's)
    from ..export import run  # noqa: PLC0415

    try:
        chosen = Selection(**selection)
        if release and chosen != Selection():
            raise click.UsageError("--release has its own selection: leave the other options out")
        wanted = find(name)
        if ray and not wanted.goes_on:
            raise click.UsageError("--ray is for shards: the others are made in one piece")
        settings = load_settings(db)
        with opened(db) as corpus, doing(ray) as do, showing("Writing", quiet=quiet) as progress:
            order = run.Order(wanted, dest, chosen, dict(map(parted, options)), force, release, do)
            done = run.export(corpus, settings, order, progress)
    except ExportError as error:
        fail(str(error))
    if done is None:
        nothing("Nothing to export: no text is what was asked for.")
    report(done, as_json=as_json, quiet=quiet)


def parted(option: str) -> tuple[str, str]:
    """Return name and value of NAME=VALUE."""
    name, equals, value = option.partition("=")
    if not equals:
        message = f"-o takes NAME=VALUE, not {option!r}"
        raise click.UsageError(message)
    return name.strip(), value


def report(done: Exported, *, as_json: bool, quiet: bool) -> None:
    """Say what was written."""
    facts = done.facts
    if as_json:
        echo_json({
            "path": done.path, "manifest": done.manifest, "texts": facts.texts, "words": facts.words,
            "languages": facts.languages, "reserved": facts.reserved, "taken_down": facts.taken_down,
            "advice": done.advice,
        })  # fmt: skip
    elif not quiet:
        click.echo(f"{done.path}: {facts.texts} texts, {facts.words} words. Manifest: {done.manifest}")
        if facts.taken_down:
            click.echo(f"Left out, since they are on the list of take-downs: {facts.taken_down}.", err=True)
        for one in done.advice:
            click.echo(f"{one}.", err=True)
