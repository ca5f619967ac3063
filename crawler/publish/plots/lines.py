"""Lines over time: for shares, which don't add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .axes import HEIGHT, Axes
from .bars import Labels
from .columns import Column
from .figure import Cell, Dot, Figure, Line, Table
from .scale import percent


def lines(labels: Labels, given: Sequence[Column], shares: Sequence[float | None]) -> Figure:
    """Draw the share of each column as a line; their values are the numbers of the table."""
    names = tuple(column.name for column in given)
    axes = Axes(names, max((share for share in shares if share is not None), default=0) or 1, percent)
    dots = [
        dot(column, axes, index, share)
        for index, (column, share) in enumerate(zip(given, shares, strict=True))
    ]
    rows = tuple(
        (
            Cell(column.name, column.href),
            Cell(percent(share)),
            *(Cell(f"{value:,.0f}") for value in column.values),
        )
        for column, share in zip(given, shares, strict=True)
    )
    return Figure(
        labels.name, labels.title, labels.about, Table(labels.heads, rows), HEIGHT,
        texts=axes.texts(), rules=axes.rules(), lines=tuple(unbroken(dots)), legend=labels.legend,
    )  # fmt: skip


def dot(column: Column, axes: Axes, index: int, share: float | None) -> Dot | None:
    """Return a point; None where there is no value."""
    if share is None:
        return None
    return Dot(axes.x(index + 0.5), axes.y(share), 0, f"{column.name}: {percent(share)}", column.href)


def unbroken(dots: Sequence[Dot | None]) -> Iterator[Line]:
    """Yield a line for each row of points without a gap."""
    for is_there, run in groupby(dots, bool):
        if is_there:
            yield Line(tuple(filter(None, run)), 0)
