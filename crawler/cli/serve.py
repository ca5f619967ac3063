"""`corpuscle serve`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option, opened


@click.command(short_help="Browse, search and query the corpus with Datasette.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@db_option
def serve(host: str, port: int, db: Path, *, open_browser: bool) -> None:
    """Serve the corpus with Datasette, also while a crawl writes to it; Ctrl-C ends it.

    Titles and descriptions come from metadata.yml beside the corpus if there is one, else from
    the one that belongs to this version.
    """
    from ..publish.serve import serve as serve_corpus  # noqa: PLC0415

    with opened(db):
        pass  # brings the file to today's shape, or says what is wrong with it
    serve_corpus(db, host, port, open_browser=open_browser)
