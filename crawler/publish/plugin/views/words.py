"""Words: what is typical of a selection, what stands beside a word, and when it was used."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from operator import attrgetter

from datasette.utils.asgi import Response

from ...words import collocations, keyness, series
from ...words.plot import plot
from ...words.sample import Sample, draw, draw_others, texts
from ...words.selection import Selection, selection
from ...words.tokens import count
from ..asking import answer, data, page
from ..visit import Visit

SHOWN = 60  # words of a list; as CSV or JSON all of them


@dataclass(frozen=True, slots=True)
class Typical:
    """Keywords of a selection, and what they were counted in."""

    keywords: list[keyness.Keyword]
    here: Sample
    there: Sample

    @property
    def more(self) -> list[keyness.Keyword]:
        """Words more frequent here."""
        return [word for word in self.keywords if word.ratio > 0][:SHOWN]

    @property
    def less(self) -> list[keyness.Keyword]:
        """Words rarer here."""
        return [word for word in self.keywords if word.ratio < 0][:SHOWN]


async def view(visit: Visit) -> Response:
    """Return one of the three pages."""
    asked = selection(visit.input)
    show = VIEWS.get(visit.input("show"))
    return await (show or (beside if asked.q else typical))(visit, asked)


async def typical(visit: Visit, asked: Selection) -> Response:
    """Return the keywords of a selection."""
    least = visit.number("least") or keyness.LEAST
    found = await answer(visit, lambda connection: keywords(connection, asked, least))
    exported = (
        data(visit, ({**asdict(w), "difference": w.difference} for w in found.keywords)) if found else None
    )
    return exported or await page(visit, "words", asked, found, show="typical", least=least)


def keywords(connection: sqlite3.Connection, asked: Selection, least: int) -> Typical:
    """Compare a selection with the rest of what was kept, or refused, like it."""
    if not (asked.q or asked.narrowed):
        return Typical([], Sample(), Sample())
    here = draw(connection, asked)
    there = draw_others(connection, asked, Selection(kept=asked.kept), here)
    counts = (count(texts(connection, here)), count(texts(connection, there)))
    return Typical(keyness.keywords(*counts, least), here, there)


async def beside(visit: Visit, asked: Selection) -> Response:
    """Return the collocates of a word."""
    window = visit.number("window")
    window = window if window in collocations.WINDOWS else 5
    order = visit.input("sort")
    order = order if order in collocations.ORDERS else collocations.ORDERS[0]
    found = await answer(visit, lambda connection: collocations.collocations(connection, asked, window))
    ranked = sorted(found.collocates, key=attrgetter(order), reverse=True) if found else []
    return data(visit, map(asdict, ranked)) or await page(
        visit, "words", asked, found, show="beside", ranked=ranked[:SHOWN], window=window, order=order,
        windows=collocations.WINDOWS, orders=collocations.ORDERS,
    )  # fmt: skip


async def over_time(visit: Visit, asked: Selection) -> Response:
    """Return how often words were used in each month, week or year."""
    unit = visit.input("unit")
    unit = unit if unit in series.UNITS else "month"
    found = await answer(visit, lambda connection: series.series(connection, asked, unit))
    periods = found.periods if found else []
    rows = ({**asdict(period), "per_million": period.per_million} for period in periods)
    drawn = plot([period.name for period in periods], [period.per_million for period in periods])
    return data(visit, rows) or await page(
        visit, "words", asked, found, show="time", unit=unit, units=series.UNITS, plot=drawn
    )


VIEWS: dict[str, Callable[[Visit, Selection], Awaitable[Response]]] = {
    "typical": typical,
    "beside": beside,
    "time": over_time,
}
