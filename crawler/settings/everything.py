"""All settings together."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .about import About
from .archive import Archive
from .crawling import Crawl, Focus, Traps
from .discovery import Discovery
from .judging import Duplicates, Judges
from .manners import Manners
from .reading import Browser, Reading
from .recrawl import Recrawl
from .report import Report


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; the names of these fields are the tables of `corpuscle.toml`."""

    crawl: Crawl = field(default_factory=Crawl)
    manners: Manners = field(default_factory=Manners)
    traps: Traps = field(default_factory=Traps)
    reading: Reading = field(default_factory=Reading)
    judges: Judges = field(default_factory=Judges)
    browser: Browser = field(default_factory=Browser)
    duplicates: Duplicates = field(default_factory=Duplicates)
    focus: Focus = field(default_factory=Focus)
    discovery: Discovery = field(default_factory=Discovery)
    recrawl: Recrawl = field(default_factory=Recrawl)
    report: Report = field(default_factory=Report)
    archive: Archive = field(default_factory=Archive)
    about: About = field(default_factory=About)

    def with_values(self, table: str, **values: Any) -> Settings:
        """Return a copy with the values that are not None put into `table`."""
        given = {name: value for name, value in values.items() if value is not None}
        return replace(self, **{table: replace(getattr(self, table), **given)})

    def as_dict(self) -> dict[str, Any]:
        """Return tables of names and values, as a run records them."""
        return asdict(self)
