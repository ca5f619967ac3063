"""A corpus of articles, grown from seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .corpus import Corpus
    from .reading.page import read

__all__ = ["Corpus", "read"]


def __getattr__(name: str) -> object:
    """Import on first use: `corpuscle --help` must not wait for an extractor."""
    if name == "Corpus":
        from .corpus import Corpus  # noqa: PLC0415

        return Corpus
    if name == "read":
        from .reading.page import read  # noqa: PLC0415

        return read
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
