"""What the pages about words have in common: choices of their form, patience, and answers as data."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from datasette.utils.asgi import Response

from ..words.selection import Selection
from .visit import Visit

T = TypeVar("T")

PATIENCE_MS = 8_000  # counting words of thousands of texts takes longer than Datasette's pages may
OFFERED = 300  # names in a list of choices; others can be typed
TOO_LONG = 503
# One step in the index for each name: `distinct` would walk through all articles.
NAMES = """with recursive names(name) as (
  select min({column}) from articles union all
  select (select min({column}) from articles where {column} > name) from names where name is not null
) select name from names where name is not null limit :offered"""
SEEDS = "select id, coalesce(title, path) as title from seeds order by id limit :offered"


async def answer(visit: Visit, question: Callable[[sqlite3.Connection], T]) -> T | None:
    """Return an answer; None for what takes too long."""
    try:
        return await visit.ask(question, limit_ms=PATIENCE_MS)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            return None
        raise


async def page(visit: Visit, template: str, asked: Selection, found: object, **context: Any) -> Response:
    """Return a page with the form of a selection; one that took too long says so."""
    offered = {"offered": OFFERED}
    choices = {
        "languages": await visit.rows(NAMES.format(column="language"), offered),
        "sites": await visit.rows(NAMES.format(column="site"), offered),
        "seeds": await visit.rows(SEEDS, offered),
    }
    known = {"asked": asked, "choices": choices, "found": found, "url": visit.url} | context
    return await visit.page(template, status=200 if found else TOO_LONG, **known)


def data(visit: Visit, rows: Iterable[dict[str, Any]], **about: Any) -> Response | None:
    """Return rows as the input `format` asks for: CSV, JSON, NDJSON (an object a line); None for a page."""
    form = visit.input("format")
    if form == "json":
        return Response.json(about | {"rows": list(rows)})
    if form == "ndjson":
        return Response("".join(map(line, rows)), content_type="application/x-ndjson; charset=utf-8")
    if form != "csv":
        return None
    written = io.StringIO()
    listed = list(rows)
    writer = csv.DictWriter(written, fieldnames=list(listed[0]) if listed else [])
    writer.writeheader()
    writer.writerows(listed)
    return Response(written.getvalue(), content_type="text/csv; charset=utf-8")


def line(row: dict[str, Any]) -> str:
    """Return a row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"
