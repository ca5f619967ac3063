"""More like an article: the kept articles that share its rarest telling words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from math import log
from typing import Any

from ...corpus.search import fts_query
from ...judges.terms import terms

TITLE_WEIGHS = 3  # the title says in ten words what the text says in three hundred
ASKED = 14  # words of an article looked up, those it says most often first
TELLING = 5  # of them searched for
# Counting ends here: a word of more articles says little, and to rank all that have it takes long.
COMMON = 200
SHOWN = 5

HOW_MANY = "select count(*) from (select 1 from articles_fts where articles_fts match ? limit ?)"
NEAREST = """with hits as (
  select rowid as id, rank as score from articles_fts where articles_fts match :query
  order by rank limit :most
)
select a.id, a.title, a.site, a.published, a.language, a.words from hits h join articles a on a.id = h.id
where a.reason is null and a.id != :article order by h.score limit :shown"""


def similar(
    connection: sqlite3.Connection, article: Mapping[str, Any], shown: int = SHOWN
) -> list[sqlite3.Row]:
    """Return the nearest kept articles, the nearest first."""
    words = telling(connection, article)
    if not words:
        return []
    values = {
        "query": " OR ".join(fts_query(word) for word in words),
        "article": article["id"], "most": 4 * shown + 1, "shown": shown,
    }  # fmt: skip
    return connection.execute(NEAREST, values).fetchall()


def telling(connection: sqlite3.Connection, article: Mapping[str, Any]) -> list[str]:
    """Return the words that tell an article from the others, those that few others have first."""
    counts = terms(article["text"], article["language"])
    for word, n in terms(article["title"] or "", article["language"]).items():
        counts[word] += TITLE_WEIGHS * n
    weights = {}
    for word, n in counts.most_common(ASKED):
        (having,) = connection.execute(HOW_MANY, (fts_query(word), COMMON)).fetchone()
        if 1 < having < COMMON:
            weights[word] = (1 + log(n)) * log(2 * COMMON / having)
    return sorted(weights, key=lambda word: -weights[word])[:TELLING]
