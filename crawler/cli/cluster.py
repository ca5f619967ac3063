"""`corpuscle crawl --ray`: the same crawl on the machines of a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import timing
from .options import explained, fail, nothing
from .scaled import joined

if TYPE_CHECKING:
    from ..bot import Crawled
    from ..scale.cluster import Cluster
    from ..settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of a cluster."""

    address: str
    crawlers: int | None = None
    readers: int | None = None


def cluster_options(function: F) -> F:
    """Add --ray, --crawlers and --readers."""
    for option in (
        click.option(
            "--readers",
            type=click.IntRange(1),
            metavar="M",
            help="With --ray: pages read at once; default: cores.",
        ),
        click.option(
            "--crawlers",
            type=click.IntRange(1),
            metavar="N",
            help="With --ray: crawlers; default: one per node.",
        ),
        click.option(
            "--ray",
            metavar="ADDRESS",
            help="Crawl on a Ray cluster: auto (this machine is one of it), HOST:PORT or ray://HOST:PORT.",
        ),
    ):
        function = option(function)
    return function


def wish(ray: str | None, crawlers: int | None, readers: int | None) -> Wish | None:
    """Return what is wanted of a cluster; None for a crawl on this machine."""
    if ray is not None:
        if timing.is_on():
            raise click.UsageError("--timings measures a crawl by this machine alone: leave out --ray")
        return Wish(ray, crawlers, readers)
    if crawlers or readers:
        raise click.UsageError("--crawlers and --readers are for a crawl on a cluster: name it with --ray")
    return None


def cluster_of(wish: Wish | None) -> AbstractContextManager[Cluster | None]:
    """Connect to a cluster for a block; what is or goes wrong with it ends the command in one line."""
    return joined(wish.address) if wish else nullcontext()


def crawl_on(
    cluster: Cluster, wish: Wish, job: tuple[Path, Settings, dict[str, str]], *, quiet: bool
) -> Crawled:
    """Crawl on a cluster, showing where it stands."""
    from ..bot.process import values  # noqa: PLC0415  (Scrapy costs half a second)
    from ..corpus import HeldError  # noqa: PLC0415
    from ..scale.crawl import crawl, plan  # noqa: PLC0415
    from ..scale.job import Job  # noqa: PLC0415
    from ..settings import SettingsError  # noqa: PLC0415
    from ..terminal.progress import Progress  # noqa: PLC0415

    db, settings, overrules = job
    try:
        values(settings, overrules)
        planned = plan(cluster, db, wish.crawlers, wish.readers)
        if not quiet:
            click.echo(
                f"{planned}{f'; dashboard: {cluster.dashboard}' if cluster.dashboard else ''}", err=True
            )
        whole = Job(db.resolve(), settings, overrules, len(planned.crawlers), planned.readers)
        with explained(db), Progress(quiet=quiet) as progress:
            return crawl(cluster, planned, whole, progress.show)
    except SettingsError as error:
        fail(str(error))
    except HeldError as error:
        nothing(str(error))
