"""GEXF, Gephi's own format: typed attributes, and the day of publication on the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from ..graph import Attribute, Edge, Graph, Node
from ..job import Job
from ..xml import attributes, one_line

# NetworkX reads 1.2 and not 1.3; Gephi reads both.
VERSIONS = {
    "1.2": 'xmlns="http://www.gexf.net/1.2draft" version="1.2"',
    "1.3": 'xmlns="http://gexf.net/1.3" version="1.3"',
}


def write(job: Job) -> None:
    """Write nodes, then edges."""
    graph = Graph.of(job)
    with job.file() as file:
        begin(file, graph)
        file.write("<nodes>\n")
        file.writelines(map(node, graph.nodes()))
        file.write("</nodes>\n<edges>\n")
        for number, edge in enumerate(graph.edges()):
            file.write(edge_line(number, edge))
        file.write("</edges>\n</graph>\n</gexf>\n")


def begin(file: TextIO, graph: Graph) -> None:
    """Write what stands before the nodes."""
    job = graph.job
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(f"<gexf {VERSIONS[job.options['version']]}>\n")
    file.write(f'<meta lastmodifieddate="{one_line((job.origin.as_of or "1970-01-01")[:10])}">')
    file.write(
        f"<creator>Corpuscle</creator><description>{one_line(job.origin.title)}</description></meta>\n"
    )
    file.write('<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n')
    declare(file, "node", graph.node_attributes)
    declare(file, "edge", graph.edge_attributes)


def declare(file: TextIO, of: str, declared: tuple[Attribute, ...]) -> None:
    """Write names and types of attributes."""
    file.write(f'<attributes class="{of}" mode="static">\n')
    for attribute in declared:
        named: dict[str, object] = {"id": attribute.name, "title": attribute.name, "type": attribute.type}
        file.write(f"<attribute{attributes(named)}/>\n")
    file.write("</attributes>\n")


def node(found: Node) -> str:
    """Return a node; without a day it is there all the time."""
    named: dict[str, object] = {"id": found.id, "label": found.label}
    if found.published:
        named["start"] = found.published
    return f"<node{attributes(named)}>{''.join(values(found.values))}</node>\n"


def edge_line(number: int, found: Edge) -> str:
    """Return an edge."""
    named: dict[str, object] = {
        "id": number, "source": found.source, "target": found.target, "weight": found.weight
    }  # fmt: skip
    return f"<edge{attributes(named)}>{''.join(values(found.values))}</edge>\n"


def values(known: dict[str, Any]) -> Iterator[str]:
    """Yield the values of a node or an edge."""
    yield "<attvalues>"
    for name, value in known.items():
        if value is not None:
            shown = str(value).lower() if isinstance(value, bool) else value
            yield f"<attvalue{attributes({'for': name, 'value': shown})}/>"
    yield "</attvalues>"
