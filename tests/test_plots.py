"""Plots: everything in its place, and nothing over anything else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from crawler.publish.plots import scale
from crawler.publish.plots.axes import HEIGHT
from crawler.publish.plots.bars import Bar, Labels, bars
from crawler.publish.plots.columns import WIDEST, Column, columns
from crawler.publish.plots.figure import LETTER, WIDTH, Figure
from crawler.publish.plots.lines import lines


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (0, [0, 1]),
        (1, [0, 0.5, 1]),
        (4, [0, 1, 2, 3, 4]),
        (130, [0, 50, 100, 150]),
        (0.61, [0, 0.2, 0.4, 0.6, 0.8]),
    ],
)
def test_levels_are_round_and_reach_the_highest(highest: float, expected: list[float]) -> None:
    assert scale.levels(highest) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (9999, "9999"), (12_000, "12 k"), (2_500_000, "2.5 M"), (3e9, "3 G")],
)
def test_short_numbers(value: float, said: str) -> None:
    assert scale.short(value) == said


@pytest.mark.parametrize(
    ("share", "said"), [(None, "–"), (0, "0 %"), (0.004, "0.4 %"), (0.613, "61 %"), (1, "100 %")]
)
def test_shares(share: float | None, said: str) -> None:
    assert scale.percent(share) == said


LABELS = Labels("x", "Title", "About", ("Name", "one", "two"), ("one", "two"))
LONG = "a-very-long-name-of-a-site." * 5
FIGURES = {
    "bars": bars(LABELS, [Bar(LONG, (3, 1), "3 of 4", "/a"), Bar("短い名前" * 20, (0, 0), "0 of 0")]),
    "groups": bars(LABELS, [Bar("b", (0.2, 1.0), "20 % · 100 %")], stacked=False, full=1),
    "no bars": bars(LABELS, []),
    "columns": columns(LABELS, [Column(f"2026-03-{n:02}", (n, 2 * n), "/c") for n in range(31)], scale.short),
    "one column": columns(LABELS, [Column("2026", (5, 0))], scale.short),
    "no columns": columns(LABELS, [], scale.short),
    "lines": lines(
        LABELS, [Column(str(n), (n, 9)) for n in range(9)], [0.1, 0.2, None, 0.4, 1, None, 0, 0, None]
    ),
    "no lines": lines(LABELS, [], []),
}  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_everything_is_within_its_box_and_no_text_hides_another(figure: Figure) -> None:
    ends = []
    for text in figure.texts:
        width = LETTER * sum(2 if ord(letter) > 0x2000 and letter != "…" else 1 for letter in text.text)
        start = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
        assert start >= -1
        assert start + width <= WIDTH + 1
        assert 0 <= text.y <= figure.height
        ends.append((round(text.y), start, start + width))
    ends.sort()
    for (y, _, end), (next_y, start, _) in pairwise(ends):
        assert y != next_y or end <= start
    for rect in figure.rects:
        assert 0 <= rect.x <= rect.x + rect.width <= WIDTH + 0.01
        assert 0 <= rect.y <= rect.y + rect.height <= figure.height + 0.01
    for dot in (dot for line in figure.lines for dot in line.dots):
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= HEIGHT


def test_parts_of_a_bar_are_as_long_as_they_are_large() -> None:
    large, small = FIGURES["bars"].rects[:2]
    assert (large.width, small.width, small.x) == (WIDTH * 3 / 4, WIDTH / 4, large.width)
    assert [len(row) for row in FIGURES["columns"].table.rows] == [3] * 31
    assert [len(line.dots) for line in FIGURES["lines"].lines] == [2, 2, 2]
    assert FIGURES["no lines"].is_empty
    assert FIGURES["no bars"].is_empty


def test_a_single_day_is_no_wall() -> None:
    (rect, _) = columns(LABELS, [Column("2026-11-28", (3, 1))], str).rects
    assert rect.width == WIDEST
