"""`corpuscle hosts`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import connected, db_option, echo_json, fail, json_option, load_settings, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..corpus.hosts.roster import Roster


MOST = 1e9


def seconds(text: str) -> float:
    """Read a number that is 0 or more, or none."""
    number = 0.0 if text == "none" else float(text)
    if not 0 <= number < MOST:
        raise ValueError
    return number


def count(text: str) -> int:
    """Read a whole number that is 0 or more, or none."""
    return int(seconds(text if text == "none" else str(int(text))))


@click.group(invoke_without_command=True)
@click.option("--waiting", is_flag=True, help="Only hosts that have something queued, and rest.")
@click.option("--failing", is_flag=True, help="Only hosts whose last answers were failures.")
@click.option("--site", metavar="PATTERN", help="Only this host and its subdomains, or hosts like *.example.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Hosts to show.")
@db_option
@json_option
@click.pass_context
def hosts(  # noqa: PLR0913  (one argument per option, which is click's way)
    ctx: click.Context, db: Path, site: str | None, limit: int, *, waiting: bool, failing: bool, as_json: bool
) -> None:
    """Show hosts, those first for which most waits; or look after single ones.

    All of it works while a crawl runs, which heeds a change when it asks for its next pages.
    """
    if ctx.invoked_subcommand:
        return
    from ..corpus.hosts.roster import Choice  # noqa: PLC0415

    choice = Choice(waiting, failing, site.lower() if site else None, limit)
    with roster_of(db) as roster:
        found = roster.hosts(choice)
    if as_json:
        echo_json(found)
    elif found:
        from rich.console import Console  # noqa: PLC0415

        from ..terminal.hosts import print_hosts  # noqa: PLC0415

        print_hosts(Console(highlight=False), found)
    if not found:
        nothing("No such host.")


@hosts.command()
@click.argument("host")
@db_option
@json_option
def show(host: str, db: Path, *, as_json: bool) -> None:
    """Show all that is known of HOST: delays and where they come from, its files, its last failures."""
    with roster_of(db) as roster:
        found = roster.host(name_of(host))
    if found is None:
        nothing(f"{host} was never met.")
    if as_json:
        echo_json(found)
        return
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.hosts import print_host  # noqa: PLC0415

    print_host(Console(highlight=False), found)


@hosts.command("set")
@click.argument("host")
@click.option(
    "--delay", type=seconds, metavar="S", help="Seconds between two requests at least; 0 or none: as set."
)
@click.option("--per-day", type=count, metavar="N", help="Pages a day (UTC) at most; 0 or none: as set.")
@db_option
def change(host: str, delay: float | None, per_day: int | None, db: Path) -> None:
    """Set for HOST alone how fast it is asked, and how often; 0 or none goes back to the settings."""
    given = {"own_delay": delay, "per_day": per_day}
    values = {name: value or None for name, value in given.items() if value is not None}
    if not values:
        message = "give --delay or --per-day"
        raise click.UsageError(message)
    with roster_of(db) as roster:
        roster.set(name_of(host), **values)


@hosts.command()
@click.argument("names", nargs=-1, metavar="[HOST]...")
@click.option("--all", "is_all", is_flag=True, help="All hosts.")
@db_option
def wake(names: tuple[str, ...], db: Path, *, is_all: bool) -> None:
    """End the rest of each HOST, and forget its failures: what waits is tried again at once."""
    if is_all == bool(names):
        message = "give HOST, or --all"
        raise click.UsageError(message)
    with roster_of(db) as roster:
        unknown = roster.wake(None if is_all else [name_of(name) for name in names])
    if unknown:
        nothing(f"Never met: {', '.join(unknown)}.")


@hosts.command()
@click.argument("names", nargs=-1, required=True, metavar="HOST...")
@db_option
def block(names: tuple[str, ...], db: Path) -> None:
    """Put each HOST, with its subdomains, on the block list; the next run fetches nothing from it."""
    edit(db, names, "block")


@hosts.command()
@click.argument("names", nargs=-1, required=True, metavar="HOST...")
@db_option
def unblock(names: tuple[str, ...], db: Path) -> None:
    """Take each HOST off the block list; the next run takes up what was refused for it."""
    edit(db, names, "unblock")


def edit(db: Path, names: tuple[str, ...], verb: str) -> None:
    """Edit the block list."""
    from ..corpus.forbidden import blocking  # noqa: PLC0415
    from ..lists import ListError  # noqa: PLC0415

    path = db.parent / load_settings(db).manners.blocklist
    try:
        changed = getattr(blocking, verb)(path, names)
    except (ListError, OSError) as error:
        fail(str(error))
    if not changed:
        nothing(f"Nothing to do: {path} says so already.")


@contextmanager
def roster_of(db: Path) -> Iterator[Roster]:
    """Open the hosts of a corpus for a block."""
    from ..corpus.hosts.roster import Roster  # noqa: PLC0415

    settings = load_settings(db)
    with connected(db) as connection:
        yield Roster(connection, settings.manners)


def name_of(text: str) -> str:
    """Return the host that a person names, be it by an address of it."""
    from .. import urls  # noqa: PLC0415

    return urls.host(urls.clean(text if "://" in text else f"http://{text}") or text) or text
