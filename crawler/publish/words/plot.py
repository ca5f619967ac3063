"""A line over time, as SVG: it needs no script, and each of its points leads somewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..plots.scale import nice_step

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 14, 34
TICKS = 4
LABELS = 6  # names below the line: more would touch each other at phone width


@dataclass(frozen=True, slots=True)
class Point:
    """A value and where it stands."""

    x: float
    y: float
    name: str
    value: float
    index: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything the template draws."""

    points: list[Point]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    @property
    def path(self) -> str:
        """The line, as SVG's `points`."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def plot(names: Sequence[str], values: Sequence[float]) -> Plot:
    """Lay out values from left to right, from 0 up."""
    step = nice_step(max(values, default=0.0) / TICKS)
    top = step * max(1, math.ceil(max(values, default=0.0) / step - 1e-9))
    across = (WIDTH - LEFT - RIGHT) / max(1, len(names) - 1)
    up = (HEIGHT - TOP - BOTTOM) / top
    points = [
        Point(LEFT + across * index, HEIGHT - BOTTOM - up * value, name, value, index)
        for index, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    every = max(1, -(-len(names) // LABELS))
    levels = [step * n for n in range(round(top / step) + 1)]
    return Plot(
        points,
        [Tick(point.x, point.name) for point in points[::every]],
        [Tick(HEIGHT - BOTTOM - up * level, f"{level:,g}") for level in levels],
    )
