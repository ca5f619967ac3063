"""`corpuscle merge`."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import echo_json, fail, held, json_option, load_settings, nothing, owned

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..corpus.merging.merge import Merged
    from ..terminal.judged import Counting

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("target", type=FILE)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=FILE)
@click.option("--no-archive", is_flag=True, help="Leave the archives out, texts come all the same.")
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def merge(target: Path, sources: tuple[Path, ...], *, no_archive: bool, as_json: bool, quiet: bool) -> None:
    """Bring all that the SOURCES have into TARGET: a corpus that is there, or a new file.

    Seeds, addresses, texts with their versions, links, marks, runs, archives: an address that
    several have is one row. The newest reading is the article, another text becomes a version;
    copies are found across corpora as in a crawl. What one of them was asked to take down is erased
    in the result and stays on its list. SOURCES stay as they are.

    Nothing is fetched and nothing judged anew: `corpuscle judge` does that, by the seeds of all.
    Interrupted or killed, TARGET has all of a SOURCE or nothing of it; merging again goes on, and
    changes nothing where all is there.
    """
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.judged import Counting  # noqa: PLC0415
    from ..terminal.merged import print_merged  # noqa: PLC0415

    check(target, sources)
    with ExitStack() as stack:
        stack.enter_context(held(target))
        corpora = [stack.enter_context(owned(source)) for source in sources]
        counting = stack.enter_context(Counting(quiet=quiet or as_json))
        done = merged_into(target, corpora, counting, with_archive=not no_archive)
    if as_json:
        echo_json([asdict(merged) for merged in done])
    elif not quiet:
        print_merged(Console(highlight=False), target, done)
    if not any(merged.is_news for merged in done):
        nothing(f"Nothing to merge: {target} has all of it already.")


def check(target: Path, sources: tuple[Path, ...]) -> None:
    """End where a corpus would be merged with itself, or there is none."""
    seen = {target.resolve(): "TARGET"}
    for source in sources:
        if not source.exists():
            fail(f"there is no corpus at {source}")
        if source.resolve() in seen:
            what = seen[source.resolve()]
            raise click.UsageError(f"{source} is {what} too: name each corpus once, and another TARGET")
        seen[source.resolve()] = "a SOURCE"


def merged_into(
    target: Path, corpora: list[Corpus], counting: Counting, *, with_archive: bool
) -> list[Merged]:
    """Merge; what is wrong ends the command in one line."""
    import sqlite3  # noqa: PLC0415

    from ..archive.store import ArchiveError  # noqa: PLC0415
    from ..corpus import CorpusError  # noqa: PLC0415
    from ..corpus.merging.merge import merge as run  # noqa: PLC0415
    from ..corpus.rescue.trouble import advice  # noqa: PLC0415
    from ..settings import SettingsError  # noqa: PLC0415

    settings = load_settings(target)
    try:
        return run(target, corpora, settings, counting.show, with_archive=with_archive)
    except (CorpusError, ArchiveError, SettingsError) as error:
        fail(str(error))
    except sqlite3.Error as error:
        fail(advice(error, target))
    except OSError as error:
        fail(f"nothing of that corpus was merged: {error.filename or target}: {error.strerror or error}")
