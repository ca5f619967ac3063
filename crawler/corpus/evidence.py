"""What speaks for an address: how it was found, what it is worth, and which of two is better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .. import urls
from ..focus.chance import is_clearly_higher, millionths
from ..packing import column
from ..reasons import Reason
from ..records import Kind, Target
from .tables.packing import KINDS, ODDS, STATES

QUEUED, REFUSED = STATES.letters["queued"], STATES.letters["refused"]
# Refused without a fetch, for a reason that better evidence can outweigh: the same address
# found again in a related block, nearer to a seed, or on a page that lets robots follow.
REOPENABLE = (Reason.NAVIGATION, Reason.NOFOLLOW, Reason.TOO_DEEP, Reason.OFF_TRACK)

Trail = tuple[int, int | None, Kind, int | None, int, int]
"""How an address was found: what a target has by the names in TRAIL."""
TRAIL = ("depth", "via", "kind", "seed", "hops", "astray")
Standing = tuple[int, int, int | None, str, int | None, int, int | None, int, str | None]
"""What a row of `frontier` has from priority to odds: its worth and its trail."""
Weight = tuple[float, Mapping[str, float], Reason | None, int | None]
"""What is worked out of a target only where that is stored or compared: what it has by names in WEIGHT."""
WEIGHT = ("priority", "parts", "reason", "block")
REASON = WEIGHT.index("reason")
Weigh = Callable[[Sequence[int]], list[Weight]]
Row = tuple[int, int, str, str | None, float]
"""What is known of an address that has a row: a Known without names, which most are never asked by."""


class Known(NamedTuple):
    """What is known of an address that has a row."""

    key: int
    id: int
    state: str
    """As a letter."""
    reason: str | None
    priority: float


def may_be_better(known: Row) -> bool:
    """Say whether any evidence for an address could be better than what is known of it."""
    _, _, state, reason, _ = known
    return state == QUEUED or (state == REFUSED and reason in REOPENABLE)


def is_better(priority: float, known: Known) -> bool:
    """Say whether a priority makes a target better evidence for its address than what is known of it."""
    if not may_be_better(known):
        return False
    return known.state == REFUSED or is_clearly_higher(priority, known.priority)


def weights_of(targets: Sequence[Target], blocks: Sequence[int] | None = None) -> list[Weight]:
    """Return what targets bring along, but for the blocks that their links stand in where these are given."""
    priorities, parts, reasons, given = (column(targets, name) for name in WEIGHT)
    return list(zip(priorities, parts, reasons, given if blocks is None else blocks, strict=True))


def trails_of(targets: Sequence[Target]) -> list[Trail]:
    """Return how addresses were found."""
    return list(zip(*(column(targets, name) for name in TRAIL), strict=True))


def standing(weight: Weight, trail: Trail) -> Standing:
    """Return what a row of `frontier` has from priority to odds: its worth and its trail."""
    priority, parts, _, block = weight
    depth, via, kind, seed, hops, astray = trail
    sign, odds = KINDS.letters.get(kind, kind), ODDS.pack(parts) if parts else None
    return millionths(priority), depth, via, sign, seed, hops, block, astray, odds


def keys_of(targets: Sequence[Target]) -> Sequence[int]:
    """Return the keys of addresses, worked out where that was not done yet."""
    keys = column(targets, "key")
    if None not in keys:
        return keys
    addresses = column(targets, "url")
    return [urls.key(url) if key is None else key for key, url in zip(keys, addresses, strict=True)]
