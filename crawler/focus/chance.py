"""The chance that a link leads to more like the seed: parts in log-odds, added up.

Every part is a number of its own, 0 where there is nothing to go by, so that a person can read off
what spoke for an address and what against it. The worker that reads a page knows the link; what the
crawl has learned of blocks, hosts and words is added where the corpus is.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from ..records import Kind
from ..settings import Focus

Parts = Mapping[str, float]
CLEARLY = 0.05  # log-odds; half of what a pass over the queue leaves alone, a step of depth among few
PLACES = 2  # that parts are stored to
SURE = 0.999  # the nearest to certain that a share of a few cases can be


def chance(parts: Parts) -> float:
    """Return the chance that parts come to, 0..1."""
    # to the millionth: what many signs speak for is all above 0.999, and has an order too
    # (by hand, as Python's own rounding of decimals takes as long as all the rest)
    return round(1e6 / (1 + exp(-sum(parts.values())))) / 1e6


def millionths(priority: float) -> int:
    """Return a priority as it is stored: in three bytes, where fractions take eight, in row and index."""
    return round(priority * 1_000_000)


def log_odds(share: float) -> float:
    """Return the log-odds of a share, kept away from certainty."""
    share = min(max(share, 1 - SURE), SURE)
    return log(share / (1 - share))


def is_clearly_higher(chance: float, other: float) -> bool:
    """Say whether a chance is higher by enough to be written down: every page shifts most a little."""
    if chance <= other or other <= 0 or chance >= 1:
        return chance > other
    return log(chance * (1 - other) / (other * (1 - chance))) >= CLEARLY


def prior(kind: Kind, focus: Focus) -> float:
    """Return the chance of a kind of link before anything is known of it."""
    return float(getattr(focus, kind)) if hasattr(focus, kind) else SURE


def rounded(parts: Parts) -> dict[str, float]:
    """Return the parts as they are stored: those that say something, to the hundredth."""
    return {name: short for name, value in parts.items() if (short := round(value, PLACES))}
