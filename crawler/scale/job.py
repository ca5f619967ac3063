"""What is to be done on a cluster, as it is sent to its machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl."""

    corpus: Path
    """Where it lies on the machine of the desk."""
    settings: Settings
    overrules: Mapping[str, str] = field(default_factory=dict)
    """Of Scrapy's settings."""
    crawlers: int = 1
    readers: int = 1
    """Pages read at once."""

    def share(self, crawler: int) -> int:
        """Return how many pages a crawler may have read at once."""
        return self.readers // self.crawlers + (crawler < self.readers % self.crawlers)
