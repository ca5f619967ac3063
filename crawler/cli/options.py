"""Options that several commands share, and the errors they end in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from .. import timing

if TYPE_CHECKING:
    import sqlite3

    from ..settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


NOTHING = 3


class Nothing(click.ClickException):
    """There was nothing to do, or nothing was found; no error, but said like one."""

    exit_code = NOTHING

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it."""
        click.echo(self.message, file=file, err=file is None)


def db_option(function: F) -> F:
    """Add --db."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("corpus.db"),
        show_default=True,
        help="The corpus.",
    )(function)


def json_option(function: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(function)


def timings_option(function: F) -> F:
    """Add --timings, which begins at once."""

    def begin(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's)
        if value:
            timing.start()
            context.call_on_close(timing.stop)

    return click.option(
        "--timings", is_flag=True, expose_value=False, callback=begin,
        help="Measure what each stage takes, and print it at the end.",
    )(function)  # fmt: skip


def timings(pages: int) -> dict[str, Any]:
    """Return what was measured for --json; nothing without --timings."""
    if not timing.is_on():
        return {}
    from ..terminal.timings import as_json  # noqa: PLC0415

    return {"timings": as_json(timing.total(), pages)}


def print_timings(pages: int) -> None:
    """Print what was measured; nothing without --timings."""
    if not timing.is_on():
        return
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.timings import print_timings as show  # noqa: PLC0415

    show(Console(highlight=False), timing.total(), pages)


def budget_options(function: F) -> F:
    """Add what limits a crawl."""
    for option in (
        click.option("--breadth", is_flag=True, default=None, help="Follow every link, in the order found."),
        click.option(
            "--depth", type=click.IntRange(0), help="Links away from a seed that are still followed."
        ),
        click.option("--per-host", type=click.IntRange(1), help="Pages to fetch from one host in this run."),
        click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Minutes this run may take."),
        click.option("--pages", type=click.IntRange(1), help="Pages to fetch in this run."),
    ):
        function = option(function)
    return function


def private_option(function: F) -> F:
    """Add --allow-private."""
    return click.option(
        "--allow-private",
        is_flag=True,
        default=None,
        help="Fetch from loopback and private addresses too (tests, intranets).",
    )(function)


def discover_option(function: F) -> F:
    """Add --discover and --no-discover."""
    return click.option(
        "--discover/--no-discover",
        default=None,
        help="Ask providers for first addresses, whether the seeds name any or not; or never.",
    )(function)


def contact_option(function: F) -> F:
    """Add --contact."""
    return click.option(
        "--contact", metavar="URL|MAIL", help="How site owners can reach you; part of the user agent."
    )(function)


def echo_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def fail(message: str) -> NoReturn:
    """End with status 1 and a line on stderr."""
    raise click.ClickException(message)


def nothing(message: str) -> NoReturn:
    """End with status 3 and a line on stderr."""
    raise Nothing(message)


def load_settings(db: Path) -> Settings:
    """Read `corpuscle.toml` beside a corpus."""
    from ..settings import SettingsError, load  # noqa: PLC0415  (no help needs them)

    try:
        return load(db.parent)
    except SettingsError as error:
        fail(str(error))


def check_folder(db: Path) -> None:
    """Make sure that a corpus can lie where it is to."""
    if not db.parent.is_dir():
        fail(f"{db.parent} is not a folder: make it first, or name another file with --db")


@contextmanager
def held(db: Path) -> Iterator[None]:
    """Keep a corpus, or the place of one, for this process; one that is held ends the command with 3."""
    from ..corpus import HeldError, own  # noqa: PLC0415

    check_folder(db)
    try:
        lock = own(db)
    except HeldError as error:
        raise Nothing(str(error)) from error
    except OSError as error:
        fail(f"{db}: {error.strerror}: no lock can be made beside it")
    with lock:
        yield


@contextmanager
def owned(db: Path, *, create: bool = False) -> Iterator[Any]:
    """Open a corpus as its only owner; somebody else's ends the command with status 3."""
    if db.parent.is_dir() and not (create or db.exists()):
        fail(f"{db} does not exist: `corpuscle crawl` makes it, or name another file with --db")
    with held(db), opened(db, create=create) as corpus:
        yield corpus


@contextmanager
def opened(db: Path, *, create: bool = False) -> Iterator[Any]:
    """Open a corpus for a block; what is wrong with it ends the command in one line."""
    from ..corpus.corpus import Corpus  # noqa: PLC0415  (costs half a second)

    with explained(db), Corpus(db, create=create) as corpus:
        yield corpus


@contextmanager
def connected(db: Path) -> Iterator[sqlite3.Connection]:
    """Open the file of a corpus for a block that only asks it, without all that a crawl needs."""
    from ..corpus.database import connect  # noqa: PLC0415  (no help needs SQLite)

    with explained(db), closing(connect(db)) as connection:
        yield connection


@contextmanager
def explained(db: Path) -> Iterator[None]:
    """Have what is wrong with a corpus in a block end the command in one line."""
    import sqlite3  # noqa: PLC0415

    from ..archive.store import ArchiveError  # noqa: PLC0415
    from ..corpus.database import CorpusError  # noqa: PLC0415
    from ..corpus.rescue.trouble import advice  # noqa: PLC0415

    try:
        yield
    except (CorpusError, ArchiveError) as error:
        fail(str(error))
    except sqlite3.Error as error:
        fail(advice(error, db))
