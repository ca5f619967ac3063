"""The graph: a map of articles or sites around one, that grows where it is asked; and its data."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass

from datasette.utils.asgi import Response

from ..graph import articles, hosts
from ..graph.network import MOST, Network, numbers
from ..visit import Visit

LEVELS = {"articles": "Articles", "sites": "Sites"}
KINDS = {
    "related": "in a block of related articles",
    "inline": "“Read also” in the text",
    "next": "previous or next",
    "body": "in the prose",
    "feed": "in a feed or sitemap",
    "seed": "found from the seed",
}
HOST_OF = "select host from frontier where id = ?"
UNKNOWN = "There is no such article, site or seed in this corpus, or nothing was read of it yet."
FIRST_SEED = "select min(id) from seeds"


@dataclass(frozen=True, slots=True)
class Middle:
    """What a graph begins from: a site, an article or a seed, of which only one is given."""

    level: str
    host: str = ""
    article: int = 0
    seed: int = 0

    @classmethod
    def of(cls, visit: Visit) -> Middle:
        """Read the query of an address."""
        level = visit.input("level")
        level = level if level in LEVELS else next(iter(LEVELS))
        return cls(level, visit.input("host"), visit.number("article"), visit.number("seed"))

    @property
    def inputs(self) -> dict[str, str | int]:
        """What an address says that begins from the same."""
        return {"host": self.host, "article": self.article or "", "seed": self.seed or ""}


async def view(visit: Visit) -> Response:
    """Return the page: the map, and the same as lists."""
    middle = Middle.of(visit)
    network = await visit.ask(lambda connection: first(connection, visit, middle))
    if not network.nodes and any(middle.inputs.values()):
        return await visit.missing(UNKNOWN)
    return await visit.page(
        "graph",
        network=network, nodes=network.by_id, middle=middle, levels=LEVELS, kinds=KINDS, most=MOST,
        data=visit.url("graph-data", level=middle.level, **middle.inputs),
    )  # fmt: skip


async def data(visit: Visit) -> Response:
    """Return nodes and links: those of the page, or what `more` of a node adds to what is shown."""
    middle, node = Middle.of(visit), visit.input("more")
    shown = visit.input("shown").split(",")[:MOST]

    def question(connection: sqlite3.Connection) -> Network:
        return added(connection, visit, node, shown) if node else first(connection, visit, middle)

    return Response.json(asdict(await visit.ask(question)))


def first(connection: sqlite3.Connection, visit: Visit, middle: Middle) -> Network:
    """Return what a page begins with."""
    found = (sites if middle.level == "sites" else some_articles)(connection, visit, middle)
    return found.harmless


def some_articles(connection: sqlite3.Connection, visit: Visit, middle: Middle) -> Network:
    """Return articles around what is asked for, or around the first seed."""
    if middle.article:
        return articles.around(connection, middle.article, visit.url)
    if middle.host:
        return articles.of_host(connection, middle.host, visit.url)
    seed = middle.seed or connection.execute(FIRST_SEED).fetchone()[0]
    return articles.of_seed(connection, seed, visit.url)


def sites(connection: sqlite3.Connection, visit: Visit, middle: Middle) -> Network:
    """Return sites around what is asked for, or around the one that brought most."""
    host = middle.host
    if middle.article:
        found = connection.execute(HOST_OF, (middle.article,)).fetchone()
        host = found[0] if found else ""
    elif not host:
        host = hosts.largest(connection)
    return hosts.around(connection, host, visit.url)


def added(connection: sqlite3.Connection, visit: Visit, node: str, shown: list[str]) -> Network:
    """Return what a node has beside what is shown; nothing for what is no article and no site."""
    if node[:1] == "h":
        return hosts.more(connection, node[1:], shown, visit.url).harmless
    found = numbers([node], "a")
    return articles.more(connection, found[0], shown, visit.url).harmless if found else Network()
