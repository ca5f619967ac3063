"""Seeds: what the corpus is gathered around, and what each has brought."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils.asgi import Response

from ....likeness.own import Evidence
from ..excerpts import Excerpts
from ..memory import memory
from ..visit import Row, Visit
from .home import BY_SEED
from .new import Wanted, newest

SEEDS = """select id, title, path, url, site, author, published, language, keywords, added_at, dropped_at,
  substr(text, 1, 300) as opening from seeds order by id limit 500"""
SEED = "select * from seeds where id = ?"
OWN_PAGE = """select p.id, p.url, a.title, a.reason is null as is_kept from pages p
left join articles a on a.id = p.id where p.id = ?"""
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
        seed=seed, paragraphs=text.split("\n"), by_seed=await brought(visit),
        keywords=listed(seed, "keywords"),
        terms=listed(seed, "edited_terms") or listed(seed, "terms"), own=await own_page(visit, seed),
        articles=await newest(visit, Wanted(seed=number), NEWEST),
    )  # fmt: skip


async def brought(visit: Visit) -> dict[int, int]:
    """Return how many articles each seed has brought."""
    return {row["seed"]: row["articles"] for row in await memory(visit.datasette).rows(visit, BY_SEED)}


async def own_page(visit: Visit, seed: Row) -> Row | None:
    """Return the page that a seed was taken from, once it was met, and how that was told."""
    found = await visit.rows(OWN_PAGE, (seed["page"],)) if seed["page"] is not None else []
    if not found:
        return None
    return {**found[0], "meaning": Evidence.of(seed["recognised_by"]).meaning}


def listed(seed: Row, column: str) -> list[Any]:
    """Return what a column of a seed lists."""
    try:
        found = json.loads(seed[column])
    except ValueError:
        return []
    return found if isinstance(found, list) else []
