"""A figure: shapes in a box, what they mean, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass, field

# Units of the box, which is as wide as its column: 540 pixels, 350 on a phone, where letters are made larger.
WIDTH = 480
LETTER = 10.5  # units that a letter takes on a phone, at most
SERIES = 8  # colours there are


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar, or a part of one."""

    x: float
    y: float
    width: float
    height: float
    series: int = 0
    """Its colour."""
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A word on an axis or beside a bar."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the grid, from left to right."""

    y: float
    x: float
    end: float = WIDTH


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on a line."""

    x: float
    y: float
    series: int
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; a gap, where there is no value, begins another."""

    dots: tuple[Dot, ...]
    series: int

    @property
    def points(self) -> str:
        """Its points, as SVG writes them."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a figure; the first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything the template draws."""

    name: str
    """Unique on its page: parts of it refer to each other by it."""
    title: str
    about: str
    table: Table
    height: float = 0.0
    rects: tuple[Rect, ...] = ()
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    lines: tuple[Line, ...] = ()
    legend: tuple[str, ...] = ()
    """What the colours stand for, in their order."""
    width: float = field(default=WIDTH)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.rects or self.lines)
