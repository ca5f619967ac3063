"""`corpuscle takedown`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import db_option, echo_json, json_option, load_settings, nothing, owned

if TYPE_CHECKING:
    from ..corpus.forbidden.takedowns import Takedowns


@click.command()
@click.argument("addresses", nargs=-1, metavar="[URL|HOST]...")
@click.option("--note", default="", help="Who asked, and why: stands on the list.")
@click.option("--undo", is_flag=True, help="Take off the list: what was erased may be fetched again.")
@click.option("--list", "is_list", is_flag=True, help="Show the list.")
@db_option
@json_option
def takedown(
    addresses: tuple[str, ...], note: str, db: Path, *, undo: bool, is_list: bool, as_json: bool
) -> None:
    """Erase what stands at URL, or all of HOST, and never fetch it again.

    URL is one page, in whatever form its address is met; URL/* is also what lies under it. HOST
    is all of it with its subdomains, *.HOST only those. Text, title, earlier versions and all that
    was made of them go, copies under other addresses too, and the file is written anew so that
    nothing is left of them in it. The address stays, as taken down.

    The list is the file takedowns.txt beside the corpus, and may be edited: a crawl begins with
    what it says.
    """
    if is_list == bool(addresses) or (is_list and undo):
        message = "give URL or HOST, with --undo to take it off the list; or --list"
        raise click.UsageError(message)
    check(addresses)
    settings = load_settings(db)
    with owned(db) as corpus:
        takedowns = corpus.takedowns(settings)
        if is_list:
            show(takedowns, as_json=as_json)
        elif undo:
            take_off(takedowns, addresses, as_json=as_json)
        else:
            put_on(takedowns, addresses, note, as_json=as_json)


def check(addresses: tuple[str, ...]) -> None:
    """End the command if an address can't be one."""
    from ..lists import Entry, ListError  # noqa: PLC0415

    try:
        for address in addresses:
            Entry.parse(address)
    except ListError as error:
        raise click.UsageError(str(error)) from None


def put_on(takedowns: Takedowns, addresses: tuple[str, ...], note: str, *, as_json: bool) -> None:
    """Put addresses on the list, and erase what is there."""
    from ..terminal.takedown import print_removal  # noqa: PLC0415

    added = takedowns.add(addresses, note)
    removal = takedowns.apply()
    if as_json:
        echo_json({"added": added} | asdict(removal))
    else:
        print_removal(added, removal, takedowns.path)
    if not added and not removal.refused:
        nothing("Nothing to do: it is on the list, and nothing of it is in the corpus.")


def take_off(takedowns: Takedowns, addresses: tuple[str, ...], *, as_json: bool) -> None:
    """Take addresses off the list."""
    taken, queued = takedowns.undo(addresses)
    if as_json:
        echo_json({"taken_off": taken, "queued": queued})
    elif taken or queued:
        click.echo(f"Taken off the list: {taken}. Addresses that the next crawl may fetch again: {queued}.")
    if not taken and not queued:
        nothing(f"Nothing to do: {takedowns.path} does not name that.")


def show(takedowns: Takedowns, *, as_json: bool) -> None:
    """Print the list."""
    from ..terminal.text import safe  # noqa: PLC0415

    found = takedowns.lines()
    if as_json:
        echo_json([{"address": address, "note": note} for address, note in found])
    else:
        for address, note in found:
            click.echo(safe(f"{address}  {note}".rstrip()))
    if not found:
        nothing(f"Nothing found: {takedowns.path} names nothing.")
