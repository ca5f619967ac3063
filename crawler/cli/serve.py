"""`corpuscle serve`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option, fail, load_settings, opened


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@db_option
def serve(host: str, port: int, db: Path, *, open_browser: bool) -> None:
    """Serve the corpus with Datasette, also while a crawl writes to it; Ctrl-C ends it.

    Titles and descriptions come from metadata.yml beside the corpus if there is one, else from
    the one that belongs to this version. What takedowns.txt names is erased before anything is shown.
    """
    from ..publish.serve import serve as serve_corpus  # noqa: PLC0415

    obey_takedowns(db)
    serve_corpus(db, host, port, open_browser=open_browser)


def obey_takedowns(db: Path) -> None:
    """Erase what is on the list and still there; opening brings the file to today's shape, too."""
    from ..corpus import HeldError, own  # noqa: PLC0415
    from ..lists import ListError  # noqa: PLC0415
    from ..terminal.takedown import print_removal  # noqa: PLC0415

    settings = load_settings(db)
    try:
        with opened(db) as corpus:
            takedowns = corpus.takedowns(settings)
            if takedowns.pending():
                with own(db):
                    print_removal(0, takedowns.apply(), takedowns.path)
    except ListError as error:
        fail(str(error))
    except HeldError as error:
        fail(
            f"{settings.manners.takedowns} names what is still in the corpus and must be erased, but {error}"
        )
