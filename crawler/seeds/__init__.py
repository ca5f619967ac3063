"""Seeds: what a person saves as a file, or gives as a URL, made into `Seed` records."""

from __future__ import annotations

from .errors import SeedError, SeedErrors
from .loading import load

__all__ = ["SeedError", "SeedErrors", "load"]
