"""Seeds: what the corpus is gathered around, and what each has brought."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils.asgi import Response

from ..excerpts import Excerpts
from ..memory import memory
from ..visit import Row, Visit
from .home import BY_SEED
from .new import Wanted, newest

SEEDS = """select id, title, path, url, site, author, published, language, keywords, added_at,
  substr(text, 1, 300) as opening from seeds order by id limit 500"""
SEED = "select * from seeds where id = ?"
NEWEST = 10


async def view(visit: Visit) -> Response:
    """Return all seeds."""
    seeds = await visit.rows(SEEDS)
    return await visit.page("seeds", seeds=seeds, by_seed=await brought(visit))


async def one(visit: Visit) -> Response:
    """Return one seed with what it brought last."""
    number = int(visit.parts["seed"])
    found = await visit.rows(SEED, (number,)) if number < 2**63 else []
    if not found:
        return await visit.missing(f"There is no seed with the number {number}.")
    seed = found[0]
    text = Excerpts.of(visit.datasette, visit.database).shown(seed["text"])
    return await visit.page(
        "seed", here="seeds",
        seed=seed, paragraphs=text.split("\n"), keywords=listed(seed), by_seed=await brought(visit),
        articles=await newest(visit, Wanted(seed=number), NEWEST),
    )  # fmt: skip


async def brought(visit: Visit) -> dict[int, int]:
    """Return how many articles each seed has brought."""
    return {row["seed"]: row["articles"] for row in await memory(visit.datasette).rows(visit, BY_SEED)}


def listed(seed: Row) -> list[Any]:
    """Return the keywords of a seed."""
    try:
        keywords = json.loads(seed["keywords"])
    except ValueError:
        return []
    return keywords if isinstance(keywords, list) else []
