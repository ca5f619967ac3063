"""What can be set: `corpuscle.toml` beside the corpus, each value with its help and its reason."""

from __future__ import annotations

from .about import About
from .archive import Archive
from .crawling import Crawl, Focus, Traps
from .discovery import Discovery
from .everything import Settings
from .judging import Duplicates, Judges
from .loading import FILE_NAME, HOST, SettingsError, load
from .manners import ROBOT, Manners
from .reading import Browser, Reading
from .recrawl import Recrawl
from .report import Report

__all__ = [
    "FILE_NAME", "HOST", "ROBOT", "About", "Archive", "Browser", "Crawl", "Discovery", "Duplicates", "Focus",
    "Judges", "Manners", "Reading", "Recrawl", "Report", "Settings", "SettingsError", "Traps", "load",
]  # fmt: skip
