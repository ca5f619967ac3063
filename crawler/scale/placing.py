"""Which node does what: the desk stands where the corpus lies, crawlers stand where there are cores."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .cluster import Cluster
from .errors import ScaleError

ANSWERING = 20.0  # seconds for a node to say what it sees
BOOT = Path("/proc/sys/kernel/random/boot_id")
HEAD = "node:__internal_head__"
HERE = ".here"  # of a file beside the corpus, while its machine is looked for


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the cluster, and what it says of itself."""

    id: str
    name: str
    cpus: int
    is_head: bool
    machine: str = ""
    """What tells its machine from others."""
    sees: bool = False
    """The corpus lies there."""
    version: str | None = None
    """Of Corpuscle; None where it is not installed."""


def survey(cluster: Cluster, corpus: Path) -> list[Node]:
    """Ask every node whether it sees the corpus; those that don't answer are left out.

    Raises ScaleError if one has another Corpuscle, or none.
    """
    with beacon(corpus) as (path, word):
        asked = {ask(cluster, node["NodeID"], path, word): node for node in cluster.nodes()}
        answers = gathered(cluster, list(asked))
    nodes = [node_of(node, *answers[ref]) for ref, node in asked.items() if ref in answers]
    for node in nodes:
        check_version(node)
    return nodes


@contextmanager
def beacon(corpus: Path) -> Iterator[tuple[str, str]]:
    """Put a file with a word of ours beside a corpus for a block."""
    path, word = corpus.resolve().with_name(corpus.name + HERE), secrets.token_hex()
    path.write_text(word, "ascii")
    try:
        yield str(path), word
    finally:
        path.unlink(missing_ok=True)


def ask(cluster: Cluster, node: str, path: str, word: str) -> Any:
    """Have one node look around; return where its answer will be."""
    boot = str(BOOT)

    # Defined here, Ray sends it whole: elsewhere it would be looked up in a Corpuscle that may be missing.
    def look() -> tuple[str, bool, str | None]:
        from importlib import metadata  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415
        from socket import gethostname  # noqa: PLC0415

        try:
            installed = metadata.version("corpuscle")
        except metadata.PackageNotFoundError:
            installed = None
        try:
            sees = Path(path).read_text("ascii") == word
        except (OSError, ValueError):
            sees = False
        machine = Path(boot).read_text("ascii").strip() if Path(boot).exists() else gethostname()
        return machine, sees, installed

    there = cluster.on(node)
    return cluster.ray.remote(look).options(num_cpus=0, max_retries=0, scheduling_strategy=there).remote()


def gathered(cluster: Cluster, refs: Sequence[Any]) -> dict[Any, tuple[str, bool, str | None]]:
    """Wait a while for answers; return those that came."""
    answers, left = {}, list(refs)
    limit = time.monotonic() + ANSWERING
    while left and time.monotonic() < limit:
        done, left = cluster.wait(left)
        for ref in done:
            try:
                answers[ref] = cluster.result(ref)
            except ScaleError:
                continue  # the node was lost meanwhile
    return answers


def node_of(node: dict[str, Any], machine: str, sees: bool, installed: str | None) -> Node:  # noqa: FBT001
    """Put together what Ray and a node itself say of it."""
    has = node["Resources"]
    name = node["NodeManagerHostname"]
    return Node(node["NodeID"], name, int(has.get("CPU", 0)), HEAD in has, machine, sees, installed)


def check_version(node: Node) -> None:
    """Raise ScaleError if a node can't run what is run here."""
    here = version("corpuscle")
    if node.version is None:
        raise ScaleError(f"Corpuscle is not installed on {node.name}: pip install 'corpuscle[ray]=={here}'")
    if node.version != here:
        raise ScaleError(
            f"{node.name} has Corpuscle {node.version}, this machine {here}: install the same on both"
        )


def desk_node(nodes: Sequence[Node], corpus: Path) -> Node:
    """Return the node that the corpus lies on: of this machine, else the head, else any that sees it.

    Raises ScaleError if none does.
    """
    here = BOOT.read_text("ascii").strip() if BOOT.exists() else socket.gethostname()
    found = [node for node in nodes if node.sees]
    if not found:
        names = ", ".join(sorted({node.name for node in nodes})) or "none that answers"
        raise ScaleError(
            f"no node of the cluster sees {corpus.resolve()} (asked: {names}): run this on one of them, or "
            f"make this machine one (`ray start --address=HEAD:6379`)"
        )
    return max(found, key=lambda node: (node.machine == here, node.is_head))


def crawler_nodes(nodes: Sequence[Node], crawlers: int | None) -> list[Node]:
    """Return the node of each crawler: by default one on each that has cores, else in turns."""
    able = sorted((node for node in nodes if node.cpus), key=lambda node: -node.cpus)
    if not able:
        raise ScaleError(
            "the cluster has no cores to read with: add a node (`ray start --address=HEAD:6379`)"
        )
    return [able[number % len(able)] for number in range(crawlers or len(able))]
