"""GraphML, which every program for networks reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from ..graph import Attribute, Graph
from ..job import Job
from ..xml import attributes, one_line

TYPES = {"integer": "long"}
"""Names of types that are others than ours."""


def write(job: Job) -> None:
    """Write nodes, then edges."""
    graph = Graph.of(job)
    with job.file() as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        declare(file, "node", (Attribute("label", "string"), *graph.node_attributes))
        declare(file, "edge", (Attribute("weight", "double"), *graph.edge_attributes))
        file.write('<graph edgedefault="directed">\n')
        for node in graph.nodes():
            inside = "".join(values("node", {"label": node.label, **node.values}))
            file.write(f"<node{attributes({'id': node.id})}>{inside}</node>\n")
        for number, edge in enumerate(graph.edges()):
            named: dict[str, object] = {"id": f"e{number}", "source": edge.source, "target": edge.target}
            inside = "".join(values("edge", {"weight": edge.weight, **edge.values}))
            file.write(f"<edge{attributes(named)}>{inside}</edge>\n")
        file.write("</graph>\n</graphml>\n")


def declare(file: TextIO, of: str, declared: tuple[Attribute, ...]) -> None:
    """Write names and types of attributes."""
    for attribute in declared:
        named: dict[str, object] = {
            "id": f"{of}-{attribute.name}", "for": of, "attr.name": attribute.name,
            "attr.type": TYPES.get(attribute.type, attribute.type),
        }  # fmt: skip
        file.write(f"<key{attributes(named)}/>\n")


def values(of: str, known: dict[str, Any]) -> Iterator[str]:
    """Yield the values of a node or an edge."""
    for name, value in known.items():
        if value is not None:
            shown = str(value).lower() if isinstance(value, bool) else value
            yield f'<data key="{of}-{name}">{one_line(shown)}</data>'
