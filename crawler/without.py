"""Modules that others load wherever they are installed, and that we have no use for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(name: str) -> Iterator[None]:
    """Let a module that is not loaded yet be taken for missing."""
    is_new = name not in sys.modules
    if is_new:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python notes what can't be imported
    try:
        yield
    finally:
        if is_new:
            del sys.modules[name]
