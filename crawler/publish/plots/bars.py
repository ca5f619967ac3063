"""Bars from left to right, one below the other: for names, which want room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...cut import cut
from .figure import LETTER, WIDTH, Cell, Figure, Rect, Table, Text

LABEL, BAR, THIN, GAP = 20, 12, 7, 8  # units: a line of text, a bar, one of several bars, room below


@dataclass(frozen=True, slots=True)
class Bar:
    """One name with its values, one for each colour."""

    name: str
    values: tuple[float, ...]
    said: str
    """What stands at its end."""
    href: str = ""
    hrefs: tuple[str, ...] = ()
    """Where its parts lead, if not all to the same place."""
    cells: tuple[Cell, ...] = ()
    """Its row in the table, without the name."""

    def link(self, part: int) -> str:
        """Return where a part of it leads."""
        return self.hrefs[part] if self.hrefs else self.href


@dataclass(frozen=True, slots=True)
class Labels:
    """What a figure says of itself."""

    name: str
    title: str
    about: str
    heads: tuple[str, ...]
    legend: tuple[str, ...] = ()


def bars(labels: Labels, given: Sequence[Bar], *, stacked: bool = True, full: float | None = None) -> Figure:
    """Draw bars; `full` is the value that fills the width, the largest if it is left out.

    Those that are not stacked stand one below the other.
    """
    size = full or max((sum(bar.values) if stacked else max(bar.values) for bar in given), default=0) or 1
    depth = BAR if stacked else THIN * max((len(bar.values) for bar in given), default=1)
    pitch = LABEL + depth + GAP
    rects = [
        rect for row, bar in enumerate(given)
        for rect in (stack if stacked else group)(bar, row * pitch + LABEL, WIDTH / size)
    ]  # fmt: skip
    texts = [text for row, bar in enumerate(given) for text in names(bar, row * pitch + LABEL - 6)]
    rows = tuple((Cell(bar.name, bar.href), *bar.cells) for bar in given)
    return Figure(
        labels.name, labels.title, labels.about, Table(labels.heads, rows), max(pitch * len(given), 1),
        tuple(rects), tuple(texts), legend=labels.legend,
    )  # fmt: skip


def names(bar: Bar, y: float) -> Iterator[Text]:
    """Yield what stands over a bar: its name, as much of it as fits, and its value."""
    room = int((WIDTH - LETTER * (len(bar.said) + 2)) / LETTER)
    yield Text(0, y, cut(bar.name, max(room, 8)))
    yield Text(WIDTH, y, bar.said, "end", strong=True)


def stack(bar: Bar, y: float, unit: float) -> Iterator[Rect]:
    """Yield the parts of a bar, one after the other."""
    x = 0.0
    for series, value in enumerate(bar.values):
        yield Rect(x, y, max(value * unit, 0), BAR, series, title(bar), bar.link(series))
        x += max(value * unit, 0)


def group(bar: Bar, y: float, unit: float) -> Iterator[Rect]:
    """Yield the parts of a bar, one below the other."""
    for series, value in enumerate(bar.values):
        width = max(value * unit, 0)
        yield Rect(0, y + series * THIN, width, THIN - 1, series, title(bar), bar.link(series))


def title(bar: Bar) -> str:
    """Return what a bar says to whom points at it."""
    return f"{bar.name}: {bar.said}"
