"""Articles and the links between them, menus left out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from .network import ADDED, EDGES, FIRST, Edge, Network, Node, Url, numbers

LOOKED_AT = 400  # links of one side: a page that every page links to has thousands
RING = 6  # neighbours of each neighbour in a first view
OF_SEED = 48  # articles of a seed or a site in a first view
HELD = 3  # articles that are linked with their seed in any case
LOOKED_THROUGH = 5_000  # newest articles, for those of one seed
KIND = "iif(b.sitewide, 'navigation', b.kind)"
# Menus link everything with everything: they say nothing of an article.
SIDE = f"""select * from (
  select l.{{there}} as id, a.reason is null as kept, a.relevance, l.score
  from (select * from links where {{here}} = :article limit {LOOKED_AT}) l
  join blocks b on b.id = l.block join articles a on a.id = l.{{there}}
  where {KIND} <> 'navigation' and l.{{there}} <> :article
  order by kept desc, l.score desc, a.relevance desc limit :limit)"""
NEIGHBOURS = f"""select id from ({SIDE.format(there="target", here="source")}
union all {SIDE.format(there="source", here="target")})
group by id order by max(kept) desc, max(score) desc, max(relevance) desc limit :limit"""
NODES = """select a.id, a.title, a.url, f.host, a.relevance, a.reason is null as kept
from json_each(:ids) asked cross join articles a on a.id = asked.value cross join frontier f on f.id = a.id
order by asked.key"""
AMONG = f"""select l.source, l.target, {KIND} as kind, l.anchor
from json_each(:ids) asked cross join links l on l.source = asked.value cross join blocks b on b.id = l.block
where l.target in (select value from json_each(:ids)) and {KIND} <> 'navigation' limit {EDGES}"""
OF_ITS_SEED = f"""select a.id from (
  select id from articles indexed by articles_reason where reason is null
  order by first_seen desc limit {LOOKED_THROUGH}
) late cross join frontier f on f.id = late.id cross join articles a on a.id = late.id
where f.seed = :seed order by a.relevance desc, a.id limit {OF_SEED}"""
OF_HOST = f"""select a.id from (
  select id from articles where url >= 'https://' || :host || '/' and url < 'https://' || :host || '0'
  union all
  select id from articles where url >= 'http://' || :host || '/' and url < 'http://' || :host || '0'
  limit 2000
) own cross join articles a on a.id = own.id
order by a.reason is null desc, a.relevance desc, a.id limit {OF_SEED}"""
SEED = "select id, title, path, url from seeds where id = :seed"


def around(connection: sqlite3.Connection, article: int, url: Url) -> Network:
    """Return an article, its neighbours, and some of theirs."""
    ids = {article: None, **dict.fromkeys(neighbours(connection, article, ADDED))}
    for neighbour in list(ids)[1:]:
        if len(ids) < FIRST:
            ids.update(dict.fromkeys(neighbours(connection, neighbour, RING)))
    return network(connection, list(ids)[:FIRST], url)


def more(connection: sqlite3.Connection, article: int, shown: Iterable[str], url: Url) -> Network:
    """Return neighbours of an article that are not shown yet, and their links with what is."""
    old = set(numbers(shown, "a")) | {article}
    new = [one for one in neighbours(connection, article, ADDED + len(old)) if one not in old][:ADDED]
    whole = network(connection, [*new, *sorted(old)], url)
    names = {f"a{one}" for one in new}
    nodes = tuple(node for node in whole.nodes if node.id in names)
    return Network(nodes, tuple(edge for edge in whole.edges if {edge.source, edge.target} & names))


def of_seed(connection: sqlite3.Connection, seed: int, url: Url) -> Network:
    """Return a seed and what is closest to it of what came last.

    The closest hang on the seed, and whatever no link holds.
    """
    found = connection.execute(SEED, {"seed": seed}).fetchone()
    if found is None:
        return Network()
    ids = [row[0] for row in connection.execute(OF_ITS_SEED, {"seed": seed})]
    rest = network(connection, ids, url)
    name = f"s{seed}"
    linked = {end for edge in rest.edges for end in (edge.source, edge.target)}
    held = (one for n, one in enumerate(rest.nodes) if n < HELD or one.id not in linked)
    node = Node(name, found["title"] or found["path"], "", 1.0, True, 1, url("seeds", seed))  # noqa: FBT003
    edges = tuple(Edge(name, one.id, "seed", "on its trail") for one in held)
    return Network((node, *rest.nodes), (*edges, *rest.edges))


def of_host(connection: sqlite3.Connection, host: str, url: Url) -> Network:
    """Return the most relevant articles of a site, with the links between them and their neighbours."""
    ids = {row[0]: None for row in connection.execute(OF_HOST, {"host": host})}
    for one in list(ids):
        if len(ids) < FIRST:
            ids.update(dict.fromkeys(neighbours(connection, one, RING // 2)))
    return network(connection, list(ids)[:FIRST], url)


def neighbours(connection: sqlite3.Connection, article: int, limit: int) -> list[int]:
    """Return the best of those that an article links to, or that link to it."""
    return [row[0] for row in connection.execute(NEIGHBOURS, {"article": article, "limit": limit})]


def network(connection: sqlite3.Connection, ids: Sequence[int], url: Url) -> Network:
    """Return articles, as far as they exist, and the links between them."""
    asked = {"ids": json.dumps(ids)}
    nodes = tuple(node(row, url) for row in connection.execute(NODES, asked))
    edges = tuple(
        Edge(f"a{row['source']}", f"a{row['target']}", row["kind"], row["anchor"])
        for row in connection.execute(AMONG, asked)
    )
    return Network(nodes, edges)


def node(row: Any, url: Url) -> Node:
    """Make a node of an article."""
    return Node(
        f"a{row['id']}", row["title"] or row["url"], row["host"], row["relevance"], bool(row["kept"]), 1,
        url("article", row["id"]), url("graph", article=row["id"]),
    )  # fmt: skip
