"""The option for a cluster, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .options import fail

if TYPE_CHECKING:
    from ..batch.readers import MakeReaders
    from ..export.job import Do

F = TypeVar("F", bound=Callable[..., Any])


def ray_option(function: F) -> F:
    """Add --ray."""
    return click.option(
        "--ray", metavar="ADDRESS",
        help="Work on a Ray cluster: auto (this machine is one of it), HOST:PORT or ray://HOST:PORT.",
    )(function)  # fmt: skip


@contextmanager
def readers(address: str | None) -> Iterator[MakeReaders]:
    """Give what makes readers, here or on a cluster; what is wrong with that ends the command."""
    from ..batch.readers import Local  # noqa: PLC0415

    if address is None:
        yield Local
        return
    from ..scale.batch.readers import Remote  # noqa: PLC0415

    with joined(address) as cluster:
        yield partial(Remote, cluster)


@contextmanager
def doing(address: str | None) -> Iterator[Do]:
    """Give what applies a function to many, here or on a cluster."""
    if address is None:
        yield map
        return
    from ..scale.batch.tasks import in_order  # noqa: PLC0415

    with joined(address) as cluster:
        yield partial(in_order, cluster)


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """Give a cluster; what is wrong with it ends the command."""
    from ..scale.cluster import connected  # noqa: PLC0415
    from ..scale.errors import ScaleError  # noqa: PLC0415

    try:
        with connected(address) as cluster:
            yield cluster
    except ScaleError as error:
        fail(str(error))
