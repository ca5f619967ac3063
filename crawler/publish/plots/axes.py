"""The frame of plots over time or over steps: numbers on the left, names below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .figure import LETTER, WIDTH, Rule, Text
from .scale import levels, short, some

HEIGHT, TOP, BOTTOM = 240, 12, 30


@dataclass(frozen=True, slots=True)
class Axes:
    """Where values and names stand."""

    names: tuple[str, ...]
    highest: float
    written: Callable[[float], str] = short

    @property
    def levels(self) -> list[float]:
        """Return the numbers on the left."""
        return levels(self.highest)

    @property
    def left(self) -> float:
        """Return where the plot begins: as far in as its longest number needs."""
        return 8 + LETTER * max(len(self.written(level)) for level in self.levels)

    @property
    def step(self) -> float:
        """Return the room of one name."""
        return (WIDTH - self.left) / max(len(self.names), 1)

    def x(self, index: float) -> float:
        """Return where the room of a name begins."""
        return self.left + self.step * index

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.levels[-1]

    def rules(self) -> tuple[Rule, ...]:
        """Return the grid."""
        return tuple(Rule(self.y(level), self.left) for level in self.levels)

    def texts(self) -> tuple[Text, ...]:
        """Return numbers and names."""
        numbers = [
            Text(self.left - 8, self.y(level) + 4, self.written(level), "end") for level in self.levels
        ]
        return (*numbers, *(self.below(*one) for one in some(self.names, self.fitting())))

    def fitting(self) -> int:
        """Return how many names fit side by side."""
        longest = max((len(name) for name in self.names), default=1)
        return max(1, int((WIDTH - self.left) / (LETTER * (longest + 1))))

    def below(self, index: int, name: str) -> Text:
        """Return a name under its place, within the box."""
        half = LETTER * len(name) / 2
        middle: Sequence[float] = sorted((half, self.x(index + 0.5), WIDTH - half))
        return Text(middle[1], HEIGHT - BOTTOM + 20, name, "middle")
