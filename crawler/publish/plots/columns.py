"""Columns side by side, in parts one on top of the other: for time, and for histograms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .axes import HEIGHT, Axes
from .bars import Labels
from .figure import Cell, Figure, Rect, Table

FILLED = 0.86  # of the room of a column
WIDEST = 60  # units: a single day is a column too, not a wall


@dataclass(frozen=True, slots=True)
class Column:
    """One name with its values, one for each colour."""

    name: str
    values: tuple[float, ...]
    href: str = ""
    hrefs: tuple[str, ...] = ()
    """Where its parts lead, if not all to the same place."""

    def link(self, part: int) -> str:
        """Return where a part of it leads."""
        return self.hrefs[part] if self.hrefs else self.href


def columns(labels: Labels, given: Sequence[Column], written: Callable[[float], str]) -> Figure:
    """Draw columns; `written` writes the numbers of the table."""
    axes = Axes(tuple(c.name for c in given), max((sum(c.values) for c in given), default=0))
    rects = tuple(rect for index, column in enumerate(given) for rect in stack(labels, column, axes, index))
    rows = tuple(
        (
            Cell(column.name, column.href),
            *(Cell(written(value), column.link(n) if value else "") for n, value in enumerate(column.values)),
        )
        for column in given
    )
    return Figure(
        labels.name, labels.title, labels.about, Table(labels.heads, rows), HEIGHT, rects,
        axes.texts(), axes.rules(), legend=labels.legend,
    )  # fmt: skip


def stack(labels: Labels, column: Column, axes: Axes, index: int) -> Iterator[Rect]:
    """Yield the parts of a column from the bottom up."""
    below, width = 0.0, min(axes.step * FILLED, WIDEST)
    x = axes.x(index) + (axes.step - width) / 2
    for series, value in enumerate(column.values):
        if value > 0:
            top = axes.y(below + value)
            of = f", {labels.legend[series]}" if labels.legend else ""
            said = f"{column.name}{of}: {value:,.0f}"
            yield Rect(x, top, width, axes.y(below) - top, series, said, column.link(series))
            below += value
