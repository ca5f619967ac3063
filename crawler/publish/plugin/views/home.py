"""The home page of a corpus: what it is, how large, and what is new."""

from __future__ import annotations

from typing import Any

from ..memory import memory
from ..visit import Visit
from .new import newest

NEWEST = 8
# Counters kept while crawling: to count a million rows takes a second.
SIZE = """select coalesce(sum(articles), 0) as articles, coalesce(sum(articles > 0), 0) as sites,
  coalesce(sum(fetched), 0) as pages, coalesce(sum(queued), 0) as queued from hosts"""
# Kept by triggers: to look at every article took 0.5 s, at the address of each 1 s, with a million of them.
LANGUAGES = """select name as language, sum(kept) as articles from daily_counts
where subject = 'language' and name <> '' group by name having sum(kept) > 0 order by articles desc"""
BY_SEED = """select seed, sum(kept) as articles from daily_counts
where subject = 'language' and seed <> 0 group by seed having sum(kept) > 0"""
SEEDS = "select id, title, path, url, language from seeds order by id limit 12"
LAST_RUN = """select id, started_at, finished_at, status, articles,
  (select count(*) from run_alarms a where a.run = r.id) as alarms from runs r order by id desc limit 1"""


async def facts(visit: Visit) -> dict[str, Any]:
    """Return what the template of the database needs beside what Datasette gives it."""
    known = memory(visit.datasette)
    return {
        "here": "database",
        "newest": await newest(visit, limit=NEWEST),
        "size": (await known.rows(visit, SIZE) or [{}])[0],
        "languages": await known.rows(visit, LANGUAGES),
        "by_seed": {row["seed"]: row["articles"] for row in await known.rows(visit, BY_SEED)},
        "seeds": await visit.rows(SEEDS),
        "last_run": next(iter(await visit.rows(LAST_RUN)), None),
    }
