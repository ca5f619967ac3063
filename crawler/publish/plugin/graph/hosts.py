"""Sites and how many links lead from one to another, counted in some of their articles."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from .articles import KIND
from .network import ADDED, FIRST, Edge, Network, Node, Url

ARTICLES = 100  # of each site, that links are counted in
LINKS = 1_500  # of each direction
SPREAD = 5  # neighbours whose own neighbours a first view has
RING = 8
STRONGEST = 160  # lines of a map; more of them hide each other
OWN = f"""select id from articles where url >= 'https://' || :host || '/' and url < 'https://' || :host || '0'
  union all
  select id from articles where url >= 'http://' || :host || '/' and url < 'http://' || :host || '0'
  limit {ARTICLES}"""
# What has brought no article is no neighbour: share buttons, shops, addresses that nobody asked.
COUNTED = f"""select h.host, l.kind, count(*) as links from (
  select l.{{there}} as there, {KIND} as kind from ({OWN}) own
  cross join links l on l.{{here}} = own.id cross join blocks b on b.id = l.block
  where {KIND} <> 'navigation' limit {LINKS}
) l cross join frontier f on f.id = l.there cross join hosts h on h.id = f.host_id
where h.host <> :host and h.articles > 0 group by h.id, l.kind"""
HOST = "select host, fetched, articles from hosts where host = ?"
LARGEST = "select host from hosts where articles > 0 order by articles desc, host limit 1"
Counts = Counter[tuple[str, str, str]]


def around(connection: sqlite3.Connection, host: str, url: Url) -> Network:
    """Return a site, its neighbours, and some of theirs."""
    counts = links(connection, host)
    names = {host: None, **dict.fromkeys(best(counts, host, ADDED))}
    for neighbour in list(names)[1 : SPREAD + 1]:
        further = links(connection, neighbour)
        names.update(dict.fromkeys(best(further, neighbour, RING)))
        counts |= further  # the same links, seen from both ends, may be counted in other articles
    return network(connection, list(names)[:FIRST], counts, url)


def more(connection: sqlite3.Connection, host: str, shown: Iterable[str], url: Url) -> Network:
    """Return neighbours of a site that are not shown yet, and the links with it."""
    old = {id[1:] for id in shown if id[:1] == "h"} | {host}  # noqa: A001
    counts = links(connection, host)
    new = [name for name in best(counts, host, ADDED + len(old)) if name not in old][:ADDED]
    whole = network(connection, [*new, *old], counts, url)
    nodes = tuple(node for node in whole.nodes if node.id[1:] in set(new))
    return Network(nodes, whole.edges)


def largest(connection: sqlite3.Connection) -> str:
    """Return the site that brought most; "" if there is none."""
    found = connection.execute(LARGEST).fetchone()
    return found[0] if found else ""


def links(connection: sqlite3.Connection, host: str) -> Counts:
    """Count links from and to a site, by source, target and kind."""
    counts = Counts()
    for here, there in (("source", "target"), ("target", "source")):
        for row in connection.execute(COUNTED.format(here=here, there=there), {"host": host}):
            ends = (host, row["host"]) if here == "source" else (row["host"], host)
            counts[(*ends, row["kind"])] += row["links"]
    return counts


def best(counts: Counts, host: str, limit: int) -> list[str]:
    """Return the sites with most links from or to one."""
    others = Counter[str]()
    for (source, target, _), count in counts.items():
        others[target if source == host else source] += count
    return [name for name, _ in sorted(others.items(), key=lambda item: (-item[1], item[0]))][:limit]


def network(connection: sqlite3.Connection, names: list[str], counts: Counts, url: Url) -> Network:
    """Return sites, as far as they are known, and the links between them."""
    nodes = {node.id: node for name in names for node in nodes_of(connection, name, url)}
    edges = (
        Edge(f"h{source}", f"h{target}", kind, f"{count} link{'' if count == 1 else 's'}", count)
        for (source, target, kind), count in counts.most_common()
    )
    shown = (edge for edge in edges if edge.source in nodes and edge.target in nodes)
    return Network(tuple(nodes.values()), tuple(islice(shown, STRONGEST)))


def nodes_of(connection: sqlite3.Connection, name: str, url: Url) -> Iterator[Node]:
    """Yield a site, if it is known."""
    for row in connection.execute(HOST, (name,)):
        share = row["articles"] / row["fetched"] if row["fetched"] else None
        yield Node(
            f"h{name}", name, name, share, row["articles"] > 0, row["articles"],
            url("sites", name), url("graph", level="sites", host=name),
        )  # fmt: skip
