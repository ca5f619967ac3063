"""The chosen texts as a graph: who links to whom, which is a copy of which, and the same of their hosts."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .. import urls
from .job import Job

# Kinds that say nothing of a text: menus link everything with everything.
MENUS = "navigation"
AT_ONCE = 200  # texts
MOST_HOPS = 20  # of redirects; a crawl follows fewer
LINKS = """select l.source, l.target, iif(b.sitewide, 'navigation', b.kind) as kind, b.heading, l.anchor,
  l.position, l.score, l.nofollow, p.final_url as moved
from links l join blocks b on b.id = l.block
left join pages p on p.id = l.target and p.reason = 'redirect'
where l.source in (select value from json_each(?)) order by l.source, l.position, l.target"""
COPIES = """select article as source, original as target, kind as heading, similarity as score from duplicates
where article in (select value from json_each(?)) order by article, original"""
MOVED = """select f.id, p.final_url as moved from frontier f
left join pages p on p.id = f.id and p.reason = 'redirect' where f.key = ?"""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that is known of each node or edge."""

    name: str
    type: str
    """string, integer, double or boolean."""


@dataclass(frozen=True, slots=True)
class Node:
    """A text or a host."""

    id: str
    label: str
    values: dict[str, Any]
    """By the name of the attribute; None where it is not known."""
    published: str | None = None
    """Day, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link or a copy, or all of a kind between two hosts."""

    source: str
    target: str
    weight: float
    values: dict[str, Any]


TEXT_NODE = (
    Attribute("url", "string"), Attribute("site", "string"), Attribute("host", "string"),
    Attribute("author", "string"), Attribute("language", "string"), Attribute("published", "string"),
    Attribute("words", "integer"), Attribute("relevance", "double"), Attribute("quality", "double"),
    Attribute("depth", "integer"), Attribute("seed", "integer"), Attribute("found_by", "string"),
    Attribute("kept", "boolean"), Attribute("reason", "string"),
)  # fmt: skip
TEXT_EDGE = (
    Attribute("kind", "string"), Attribute("heading", "string"), Attribute("anchor", "string"),
    Attribute("position", "integer"), Attribute("score", "double"), Attribute("nofollow", "boolean"),
)  # fmt: skip
HOST_NODE = (
    Attribute("texts", "integer"), Attribute("kept", "integer"), Attribute("words", "integer"),
    Attribute("relevance", "double"), Attribute("language", "string"), Attribute("first", "string"),
    Attribute("last", "string"),
)  # fmt: skip
HOST_EDGE = (Attribute("kind", "string"), Attribute("links", "integer"), Attribute("score", "double"))


@dataclass(slots=True)
class Graph:
    """What is to be written; nodes first, since hosts are known only when all texts were seen."""

    job: Job
    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    hosts: dict[str, Host] | None = None
    """What is known of each host, where hosts are the nodes."""

    @classmethod
    def of(cls, job: Job) -> Graph:
        """Return the graph that the options ask for."""
        if job.options["nodes"] == "hosts":
            return cls(job, HOST_NODE, HOST_EDGE, hosts_of(job))
        return cls(job, TEXT_NODE, TEXT_EDGE)

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes, in the same order each time."""
        if self.hosts is None:
            yield from map(node, self.job.texts)
        else:
            for name, host in sorted(self.hosts.items()):
                yield Node(name, name, host.values())

    def edges(self) -> Iterator[Edge]:
        """Yield the edges, in the same order each time."""
        if self.hosts is None:
            yield from (edge(row) for row in rows(self.job))
        else:
            yield from between_hosts(self.job, self.hosts)


@dataclass(slots=True)
class Host:
    """What is known of a host."""

    ids: list[int] = field(default_factory=list)
    kept: int = 0
    words: int = 0
    relevance: float = 0.0
    languages: Counter[str] = field(default_factory=Counter)
    days: tuple[str, str] | None = None

    def add(self, text: dict[str, Any]) -> None:
        """Count a text."""
        self.ids.append(text["id"])
        self.kept += text["reason"] is None
        self.words += text["words"]
        self.relevance += text["relevance"] or 0.0
        self.languages[text["language"] or ""] += 1
        if day := day_of(text["published"]):
            first, last = self.days or (day, day)
            self.days = min(first, day), max(last, day)

    def values(self) -> dict[str, Any]:
        """Return the attributes of the host's node."""
        first, last = self.days or (None, None)
        most = sorted(self.languages.items(), key=lambda item: (-item[1], item[0]))
        return {
            "texts": len(self.ids), "kept": self.kept, "words": self.words,
            "relevance": round(self.relevance / len(self.ids), 3), "language": most[0][0],
            "first": first, "last": last,
        }  # fmt: skip


def hosts_of(job: Job) -> dict[str, Host]:
    """Return the hosts of the chosen texts."""
    hosts: dict[str, Host] = {}
    for text in job.texts:
        hosts.setdefault(text["host"], Host()).add(text)
    return hosts


def node(text: dict[str, Any]) -> Node:
    """Make a node of a text."""
    known = {**text, "found_by": text["kind"], "kept": text["reason"] is None}
    values = {attribute.name: known[attribute.name] for attribute in TEXT_NODE}
    return Node(str(text["id"]), text["title"] or text["url"], values, day_of(text["published"]))


def edge(row: dict[str, Any]) -> Edge:
    """Make an edge of a link or a copy; it weighs what its score is."""
    values = {attribute.name: row.get(attribute.name) for attribute in TEXT_EDGE}
    return Edge(str(row["source"]), str(row["target"]), row["score"], values)


def rows(job: Job) -> Iterator[dict[str, Any]]:
    """Yield links between chosen texts, a redirect being where it leads to, then copies of each other."""
    ids = job.texts.ids
    with_menus = job.options["links"] == "all"
    for start in range(0, len(ids), AT_ONCE):
        some = (json.dumps(ids[start : start + AT_ONCE].tolist()),)
        source, seen = None, set[int]()
        for found in job.snapshot.connection.execute(LINKS, some):
            row = dict(found)
            if source != row["source"]:
                source, seen = row["source"], set()
            if row["moved"]:
                row["target"] = landing(job, row["moved"])
            is_new = row["target"] not in seen and row["target"] != source and contains(ids, row["target"])
            if is_new and (with_menus or row["kind"] != MENUS):
                seen.add(row["target"])
                yield row | {"nofollow": bool(row["nofollow"])}
        for found in job.snapshot.connection.execute(COPIES, some):
            if contains(ids, found["target"]):
                yield dict(found) | {"kind": "duplicate"}


def landing(job: Job, address: str) -> int:
    """Return the number of the address that redirects lead to; 0 if it was never met."""
    for _ in range(MOST_HOPS):
        found = job.snapshot.connection.execute(MOVED, (urls.key(address),)).fetchone()
        if found is None:
            return 0
        if not found["moved"]:
            return int(found["id"])
        address = found["moved"]
    return 0


def contains(ids: Any, wanted: int) -> bool:
    """Say whether a number is among others in order."""
    at = bisect_left(ids, wanted)
    return at < len(ids) and ids[at] == wanted


def between_hosts(job: Job, hosts: dict[str, Host]) -> Iterator[Edge]:
    """Yield what leads from host to host: an edge for each kind of link."""
    host_of = {number: name for name, host in hosts.items() for number in host.ids}
    counts, scores = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for row in rows(job):
        ends = host_of[row["source"]], host_of[row["target"]], row["kind"]
        counts[ends] += 1
        scores[ends] += row["score"]
    for ends, links in sorted(counts.items()):
        source, target, kind = ends
        yield Edge(
            source, target, links, {"kind": kind, "links": links, "score": round(scores[ends] / links, 3)}
        )


def day_of(moment: str | None) -> str | None:
    """Return the day of a moment, if it is one."""
    try:
        return date.fromisoformat((moment or "")[:10]).isoformat()
    except ValueError:
        return None
