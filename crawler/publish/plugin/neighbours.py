"""The articles around one: who links to it, whom it links to, and how to draw that."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...cut import cut

MOST = 7  # on each side
LOOKED_AT = 400  # links of one side: a page that every page links to has thousands
# Menus link everything with everything: they say nothing of an article.
REFERRERS = f"""select l.source as id, a.title, l.anchor, b.kind, a.reason is null as kept
from (select * from links where target = :article limit {LOOKED_AT}) l
join blocks b on b.id = l.block join articles a on a.id = l.source
where b.kind != 'navigation' and not b.sitewide and l.source != :article
order by kept desc, l.score desc limit {MOST}"""
OUTLINKS = f"""select l.target as id, a.title, l.anchor, b.kind, a.reason is null as kept
from (select * from links where source = :article limit {LOOKED_AT}) l
join blocks b on b.id = l.block join articles a on a.id = l.target
where b.kind != 'navigation' and not b.sitewide and l.target != :article
order by kept desc, l.score desc limit {MOST}"""

WIDTH, BOX, MIDDLE, ROW, HEIGHT = 780, 250, 200, 40, 30
LETTERS, MIDDLE_LETTERS = 33, 25  # that fit a box


@dataclass(frozen=True, slots=True)
class Box:
    """An article in the drawing."""

    id: int
    label: str
    full: str
    kind: str
    kept: bool
    x: int
    y: int
    width: int
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes in three columns, with curves between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[str, ...]


def neighbours(connection: sqlite3.Connection, article: int) -> tuple[list[Any], list[Any]]:
    """Return who links to an article, and whom it links to."""
    asked = {"article": article}
    return connection.execute(REFERRERS, asked).fetchall(), connection.execute(OUTLINKS, asked).fetchall()


def drawing(article: Any, referrers: Sequence[Any], outlinks: Sequence[Any]) -> Drawing | None:
    """Draw an article between its neighbours; None if it has none."""
    if not referrers and not outlinks:
        return None
    height = ROW * max(len(referrers), len(outlinks), 1)
    half = height // 2
    left = column(referrers, 0, height)
    right = column(outlinks, WIDTH - BOX, height)
    title = article["title"] or "Untitled"
    x = (WIDTH - MIDDLE) // 2
    centre = Box(article["id"], cut(title, MIDDLE_LETTERS), title, "", True, x, half - HEIGHT // 2, MIDDLE)  # noqa: FBT003
    curves = [curve(BOX, middle(box), x, half) for box in left]
    curves += [curve(x + MIDDLE, half, WIDTH - BOX, middle(box)) for box in right]
    return Drawing(WIDTH, height, (*left, centre, *right), tuple(curves))


def column(rows: Sequence[Any], x: int, height: int) -> list[Box]:
    """Place neighbours one below the other, around the middle."""
    top = (height - ROW * len(rows)) // 2 + (ROW - HEIGHT) // 2
    return [
        Box(
            row["id"],
            cut(said(row), LETTERS),
            said(row),
            row["kind"],
            bool(row["kept"]),
            x,
            top + ROW * n,
            BOX,
        )
        for n, row in enumerate(rows)
    ]


def said(row: Any) -> str:
    """Return what a neighbour is called."""
    return str(row["title"] or row["anchor"] or "Untitled")


def middle(box: Box) -> int:
    """Return the height at which a curve meets a box."""
    return box.y + box.height // 2


def curve(x: int, y: int, to_x: int, to_y: int) -> str:
    """Return a curve from left to right, as SVG writes it."""
    bend = (x + to_x) // 2
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"
