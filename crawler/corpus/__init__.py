"""corpus.db behind verbs: the only place that knows its SQL."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .corpus import Corpus
    from .database import CorpusError
    from .hosts.files import SiteFile
    from .owner import HeldError, own
    from .recrawl.due import Due
    from .runs import Stop

__all__ = ["Corpus", "CorpusError", "Due", "HeldError", "SiteFile", "Stop", "own"]

HOMES = {
    "Corpus": "corpus", "CorpusError": "database", "Due": "recrawl.due", "HeldError": "owner",
    "SiteFile": "hosts.files", "Stop": "runs", "own": "owner",
}  # fmt: skip
"""The module of each name that is offered here."""


def __getattr__(name: str) -> object:
    """Import on first use: who only asks the file, such as `corpuscle status`, needs no frontier."""
    if home := HOMES.get(name):
        return getattr(import_module(f".{home}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
