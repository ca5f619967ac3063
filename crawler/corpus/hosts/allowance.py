"""What a claim has to respect."""

from __future__ import annotations

from dataclasses import dataclass, field

from ... import clock
from ...settings import Manners

DAY = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a claim has to respect."""

    run: int
    manners: Manners = field(default_factory=Manners)
    """How long hosts rest, and how often one of them, or an IP address, may be asked."""
    per_host: int | None = None
    """Addresses of one host in one run."""
    least: float = 0.0
    """Priority below which nothing is claimed."""
    explore: float = 0.0
    """Share of claims that go to hosts asked least."""

    only_asks: bool = False
    """Only queries are claimed; a host that fails is not waited for."""

    @property
    def budget(self) -> dict[str, str | float | None]:
        """What SQL is told of it."""
        return {
            "run": self.run,
            "per_host": self.per_host,
            "least": self.least,
            "only_asks": self.only_asks,
            "day": today(),
            "per_day": self.manners.per_day or None,
        }


def today() -> str:
    """Return the day, UTC."""
    return clock.now()[:DAY]
