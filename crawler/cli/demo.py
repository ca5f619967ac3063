"""`corpuscle demo`."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from .options import db_option, fail, json_option, load_settings

SEED = Path(__file__).parents[1] / "demo" / "seed.md"
# the demo's sites are our own and on this machine; a gap still shows how hosts take turns
DELAY = 0.05
# minutes; the page that always fails is given up while one looks on
RETRY = 0.01
# deeper than it is, so that a crawl ends when everything is read, whatever the order
DEPTH = 100


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="Port to serve on."
)
@click.option("--crawl", "do_crawl", is_flag=True, help="Crawl it into the corpus, then stop serving.")
@db_option
@json_option
def demo(port: int, db: Path, *, do_crawl: bool, as_json: bool) -> None:
    """Serve a small web of articles on this machine, until Ctrl-C.

    Seven sites in five languages, with related blocks, menus, copies, redirects, traps and other
    trouble, all on loopback. With --crawl it is crawled into the corpus from the seed that
    belongs to it, which shows the whole main job in seconds.
    """
    from ..demo import DemoWeb  # noqa: PLC0415
    from .crawl import Beginning, load_seeds, run  # noqa: PLC0415

    settings = load_settings(db).with_values("manners", allow_private=True, delay=DELAY, retry_minutes=RETRY)
    settings = settings.with_values("crawl", depth=DEPTH)
    try:
        web = DemoWeb(port)
    except OSError as error:
        fail(f"port {port}: {error.strerror}. Is a demo running already? Give another --port")
    with web:
        if do_crawl:
            run(db, settings, Beginning(load_seeds((str(SEED),)), web.start_urls), as_json=as_json)
            return
        click.echo("The demo web is served on this machine:")
        for site in sorted({article.site for article in web.articles}):
            click.echo(f"  http://{site}.localhost:{web.port}/")
        starts = " ".join(f"--start {url}" for url in web.start_urls)
        click.echo(
            f"Crawl it from another terminal: corpuscle crawl {starts} --allow-private\nCtrl-C ends it."
        )
        threading.Event().wait()
