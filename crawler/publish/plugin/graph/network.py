"""A piece of a graph: nodes, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from ..safe import harmless

# What a first view shows, what a click adds at most, and what a page ever shows.
FIRST, ADDED, MOST = 150, 24, 600
EDGES = 900

Url = Callable[..., str]
"""What gives the address of a page, by its name, what follows it, and its query."""


@dataclass(frozen=True, slots=True)
class Node:
    """An article, a site or a seed."""

    id: str
    """`a` and its number for an article, `h` and its name for a site, `s` and its number for a seed."""
    label: str
    site: str
    """Host: what it is coloured and grouped by."""
    score: float | None
    """Relevance of an article; of a site the share of its articles that were kept."""
    kept: bool
    size: int
    """Kept articles of a site; 1 for anything else."""
    href: str
    explore: str = ""
    """Address of the page that begins from it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A kind of link from one node to another."""

    source: str
    target: str
    kind: str
    label: str
    """Words of the link; between sites, how many there are."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, the one in the middle first, and the links between them."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def by_id(self) -> dict[str, Node]:
        """Its nodes by their ids."""
        return {node.id: node for node in self.nodes}

    @property
    def harmless(self) -> Network:
        """The same without characters that mislead."""
        return Network(
            tuple(Node(**harmless(asdict(node))) for node in self.nodes),
            tuple(Edge(**harmless(asdict(edge))) for edge in self.edges),
        )


def numbers(ids: Iterable[str], sign: str) -> list[int]:
    """Return the numbers in ids of a kind; what is no number is left out."""
    digits = (id[1:] for id in ids if id[:1] == sign)  # noqa: A001
    return [int(text) for text in digits if text.isascii() and text.isdigit() and len(text) < len(str(2**63))]
