"""Webs to get lost in: each is left when its budget is spent, and the good article beside it is had."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import mazes
from hostile_web import Case, Reply, article

from crawler.bot.spider import AHEAD

HOST, DOMAIN = 12, 3
"""Budgets: pages of a host, hosts of a domain."""
PARALLEL, READERS = 32, 2
UNDER_WAY = PARALLEL + AHEAD * READERS  # pages that are fetched before those that spend a budget are read
MOST = HOST + 3 + UNDER_WAY


def maze(
    entry: str, inside: Callable[[str], Reply], most: int = MOST, reason: str = "not-an-article"
) -> Case:
    """A way in, and what stands inside."""
    return Case(reason, {"": inside}, most, "{home}" + entry)


def growing(path: str) -> str:
    """Paths that grow."""
    return mazes.page([f"{path}/x{len(path)}", f"{path}/y{len(path)}"])


def copies(path: str) -> Reply:
    """A list, and under all of its addresses one text."""
    if path == "/copies":
        return mazes.page(f"/copy/{n}-of-the-same" for n in range(200))
    return article("What stands on every page")


def farm(_: str) -> str:
    """Hosts that lead to more hosts, in any number."""
    return mazes.page("http://" + uuid4().hex[:12] + ".{host}.localhost:{port}/" for _ in range(5))


CASES = {
    "calendar": maze("events/2026/11/", mazes.calendar),
    "facets": maze("shop", mazes.facets),
    "a list for ever": maze("list?page=1", mazes.pages),
    "sessions": maze("room/0", mazes.sessions),
    "circles": maze("a/", lambda _: mazes.page(["a/", "b/", "c/"]), reason="too-short"),
    "growing": maze("w/x", growing, reason="too-short"),
    "mirror": maze("copies", copies),
    "farm": maze("farm", farm, MOST + DOMAIN + UNDER_WAY),
}
