"""Checksums of the texts that were compared lately: those of one site are compared again and again."""

from __future__ import annotations

from ...likeness.rivals import Rival
from ...records import Runs

MOST_RUNS = 4_000_000  # of all texts together, four bytes each: some 5,000 articles


class Recent:
    """Runs of texts, as checksums; those that were asked for longest ago are let go first."""

    def __init__(self) -> None:
        """Begin with none."""
        self.known: dict[tuple[int, int], Runs] = {}
        self.runs = 0

    def get(self, rival: Rival) -> Runs | None:
        """Return what is known of an article's text, if it is still the same."""
        found = self.known.pop(key := (rival.id, rival.digest), None)
        if found:
            self.known[key] = found
        return found

    def put(self, rival: Rival, runs: Runs) -> None:
        """Remember a text."""
        self.runs += len(runs.each)
        before = self.known.pop(key := (rival.id, rival.digest), None)
        self.runs -= len(before.each) if before else 0
        self.known[key] = runs
        while self.runs > MOST_RUNS:
            oldest = self.known.pop(next(iter(self.known)))
            self.runs -= len(oldest.each)
