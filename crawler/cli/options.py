"""Options that several commands share, and the errors they end in."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from .. import settings

F = TypeVar("F", bound=Callable[..., Any])
NOTHING = 3


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


def private_option(function: F) -> F:
    """Add --allow-private."""
    return click.option(
        "--allow-private",
        is_flag=True,
        default=None,
        help="Fetch from loopback and private addresses too (tests, intranets).",
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
    click.echo(message, err=True)
    sys.exit(NOTHING)


def load_settings(db: Path) -> settings.Settings:
    """Read `corpuscle.toml` beside a corpus."""
    try:
        return settings.load(db.parent)
    except settings.SettingsError as error:
        fail(str(error))


@contextmanager
def owned(db: Path, *, create: bool = False) -> Iterator[Any]:
    """Open a corpus as its only owner; somebody else's ends the command with status 3."""
    from ..corpus import HeldError, own  # noqa: PLC0415

    if not db.parent.is_dir():
        fail(f"{db.parent} is not a folder: make it first, or name another file with --db")
    if not (create or db.exists()):
        fail(f"{db} does not exist: `corpuscle crawl` makes it, or name another file with --db")
    try:
        lock = own(db)
    except HeldError as error:
        nothing(str(error))
    except OSError as error:
        fail(f"{db}: {error.strerror}: no lock can be made beside it")
    with lock, opened(db, create=create) as corpus:
        yield corpus


@contextmanager
def opened(db: Path, *, create: bool = False) -> Iterator[Any]:
    """Open a corpus for a block; what is wrong with it ends the command in one line."""
    import sqlite3  # noqa: PLC0415

    from ..archive.store import ArchiveError  # noqa: PLC0415
    from ..corpus import Corpus, CorpusError  # noqa: PLC0415  (costs half a second)
    from ..corpus.rescue.trouble import advice  # noqa: PLC0415

    try:
        with Corpus(db, create=create) as corpus:
            yield corpus
    except (CorpusError, ArchiveError) as error:
        fail(str(error))
    except sqlite3.Error as error:
        fail(advice(error, db))
