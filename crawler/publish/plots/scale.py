"""Axes: round numbers, and how much text fits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

MINUS = "−"
PERCENT = 100


def nice_step(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten, the first that is not smaller."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def levels(highest: float, wanted: int = 4) -> list[float]:
    """Return round numbers from 0 to the first that is not below the highest value."""
    step = nice_step(highest / wanted)
    return [step * n for n in range(max(1, math.ceil(highest / step - 1e-9)) + 1)]


def short(value: float) -> str:
    """Write a number in few characters."""
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            factor = 1e3 if sign == "k" else size
            return f"{value / factor:g} {sign}"
    return f"{value:g}"


def percent(share: float | None) -> str:
    """Write a share; a dash for that of nothing."""
    if share is None:
        return "–"
    digits = 1 if 0 < share < 0.1 else 0  # noqa: PLR2004  (below a tenth, whole numbers say too little)
    return f"{PERCENT * share:.{digits}f} %"


def some(names: Sequence[str], most: int) -> Iterator[tuple[int, str]]:
    """Yield evenly spaced names with their places, not more than fit."""
    every = max(1, -(-len(names) // most))
    for index in range(0, len(names), every):
        yield index, names[index]
