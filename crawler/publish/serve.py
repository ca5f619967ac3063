"""Serving a corpus with Datasette, in this process."""

from __future__ import annotations

import errno
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import uvicorn
from datasette.app import Datasette
from datasette.utils import BadMetadataError, parse_metadata

from .metadata import metadata

METADATA_FILE = "metadata.yml"
LONGEST_GOODBYE = 3  # seconds that open connections get when we are told to end


def serve(db: Path, host: str, port: int, *, open_browser: bool) -> None:
    """Serve a corpus until Ctrl-C; raises click.ClickException where that can't be."""
    datasette = Datasette([str(db)], metadata=metadata_for(db))
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}/"
    click.echo(f"Serving {db} at {url} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(url)
    config = uvicorn.Config(
        datasette.app(), log_level="warning", lifespan="on", timeout_graceful_shutdown=LONGEST_GOODBYE
    )
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        raise click.ClickException(f"Datasette could not start; `datasette {db}` may tell more")


def metadata_for(db: Path) -> dict[str, Any]:
    """Return what metadata.yml beside a corpus says; without one, what belongs to this version."""
    path = db.parent / METADATA_FILE
    try:
        found: dict[str, Any] = parse_metadata(path.read_text("utf-8"))
    except FileNotFoundError:
        return metadata(db.stem)
    except (OSError, ValueError, BadMetadataError) as error:
        msg = f"{path}: {error}"
        raise click.ClickException(msg) from error
    if not isinstance(found, dict):
        msg = f"{path}: not a table of names and values"
        raise click.ClickException(msg)
    return found


def listen(host: str, port: int) -> socket.socket:
    """Open the socket first, so that a taken port ends in one line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            msg = f"port {port} is taken: choose another with --port, or end what listens there"
        else:
            msg = f"can't listen on {host} port {port}: {error.strerror or error}"
        raise click.ClickException(msg) from error
