"""What was measured, as JSON: one entry per candidate and round, and what follows from them."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from .candidates import CANDIDATES, LIMIT, OURS, PLAIN

FILE = Path(__file__).parent / "results.json"
Entry = dict[str, Any]
"""pages, seconds, cpu, megabytes, texts; or a reason why there is nothing."""


class Results:
    """Results of one comparison, written to their file after every run."""

    def __init__(self, file: Path, about: dict[str, Any]) -> None:
        """Begin with nothing measured; `about` says on what."""
        self.file = file
        self.content: dict[str, Any] = {"about": about, "versions": {}, "rounds": []}

    @classmethod
    def load(cls, file: Path = FILE) -> Results:
        """Read what was measured."""
        self = cls(file, {})
        self.content = json.loads(file.read_text())
        return self

    def save(self) -> None:
        """Write the file."""
        self.file.write_text(json.dumps(self.content, indent=1) + "\n")

    @property
    def about(self) -> dict[str, Any]:
        """Return what it was measured on."""
        about: dict[str, Any] = self.content["about"]
        return about

    def round(self, number: int) -> dict[str, Entry]:
        """Return what is known of a round."""
        rounds = self.content["rounds"]
        while len(rounds) <= number:
            rounds.append({})
        return rounds[number]  # type: ignore[no-any-return]

    def keep(self, number: int, name: str, entry: Entry, versions: dict[str, str]) -> None:
        """Add what a run came to."""
        self.round(number)[name] = entry
        self.content["versions"][name] = versions
        self.save()

    def of(self, name: str) -> list[Entry]:
        """Return the runs of a candidate that came to their end."""
        return [found for found in self.all(name) if "reason" not in found]

    def all(self, name: str) -> list[Entry]:
        """Return the runs of a candidate."""
        return [rounds[name] for rounds in self.content["rounds"] if name in rounds]

    def row(self, name: str) -> dict[str, float] | str | None:
        """Return medians of a candidate, the reason why it has none, or None where it was not asked."""
        done = self.of(name)
        if not done:
            return next((found["reason"] for found in self.all(name)), None)
        return {
            "pages": done[0]["pages"],
            "speed": median(map(speed, done)),
            "slowest": min(map(speed, done)),
            "fastest": max(map(speed, done)),
            "cpu": median(1000 * one["cpu"] / one["pages"] for one in done),
            "megabytes": median(one["megabytes"] for one in done),
            "texts": median(one["texts"] / one["pages"] for one in done),
        }

    def bars(self) -> Iterator[tuple[str, float, float, float]]:
        """Yield what is compared, and median, least and most of its ratios round by round."""
        for about, ratios in (
            ("corpuscle crawl / trafilatura from memory", self.against([LIMIT])),
            ("corpuscle crawl / plain Scrapy", self.against([PLAIN])),
            ("corpuscle crawl / fastest peer that extracts and stores", self.against(peers())),
            ("CPU of read() / CPU of trafilatura", [one["ratio"] for one in self.of("read-cpu")]),
        ):
            if ratios:
                yield about, median(ratios), min(ratios), max(ratios)

    def against(self, names: list[str]) -> list[float]:
        """Return how many times as fast we are as the fastest of some, round by round."""
        ratios = []
        for found in self.content["rounds"]:
            theirs = [speed(found[name]) for name in names if "reason" not in found.get(name, {"reason": 1})]
            ours = found.get(OURS, {"reason": 1})
            if theirs and "reason" not in ours:
                ratios.append(speed(ours) / max(theirs))
        return ratios


def speed(entry: Entry) -> float:
    """Return pages per second."""
    return float(entry["pages"]) / float(entry["seconds"])


def peers() -> list[str]:
    """Return who also fetches, extracts and stores."""
    return [name for name, one in CANDIDATES.items() if one.stores and name != OURS]


def machine() -> dict[str, Any]:
    """Return what it is measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "memory_gib": round(memory),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
