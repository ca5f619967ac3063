"""The contact: asked for once, before the public web is asked for anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..contact import WHAT, is_contact
from ..networks import is_local
from .options import fail

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..settings import Settings

QUEUED = "select host from hosts where queued > 0 order by best desc"
WHY = (
    "{host} is on the public web: its owner must be able to reach you, "
    "so each request says who asks. It is kept in {path}."
)


def checked(settings: Settings, given: str | None, folder: Path) -> Settings:
    """Put a contact from the command line into the settings; ends here if there is one that is none."""
    if given and not is_contact(given):
        raise click.UsageError(f"--contact takes {WHAT}, not {given!r}")
    settings = settings.with_values("manners", contact=given)
    contact = settings.manners.contact
    if contact and not is_contact(contact):
        from ..settings import FILE_NAME  # noqa: PLC0415  (declarations take a while to compile; no help needs them)

        fail(f"{folder / FILE_NAME}: contact must be {WHAT}, not {contact!r}")
    return settings


def asked(settings: Settings, corpus: Corpus, folder: Path) -> Settings:
    """Ask for a contact if one is needed, and somebody is there to say it."""
    if settings.manners.contact or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return settings
    hosts = (host for (host,) in corpus.connection.execute(QUEUED))
    host = next((host for host in hosts if not is_local(name_of(host))), None)
    if host is None:
        return settings
    from ..settings import FILE_NAME  # noqa: PLC0415

    path = folder / FILE_NAME
    click.echo(WHY.format(host=host, path=path), err=True)
    contact = click.prompt("Your web page or mail address", value_proc=valid, err=True)
    keep(path, contact)
    return settings.with_values("manners", contact=contact)


def name_of(host: str) -> str:
    """Return a host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def valid(text: str) -> str:
    """Return a contact, or have it asked for again."""
    text = text.strip()
    if not is_contact(text):
        raise click.UsageError(f"It takes {WHAT}.")
    return text


def keep(path: Path, contact: str) -> None:
    """Write it into the settings; a file that a person wrote is theirs to change."""
    lines = f"[manners]\ncontact = {json.dumps(contact, ensure_ascii=False)}\n"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(lines)
    except OSError:
        click.echo(f"For the next time, put this into {path}:\n{lines}", err=True)
