"""How a setting is declared: a field with its default, its help and what it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any


def setting(
    default: Any,
    help: str,  # noqa: A002  (the word users know)
    among: tuple[str, ...] = (),
    check: Callable[[str], object] | None = None,
) -> Any:
    """Declare a setting with its default and the help that the docs print.

    A list may have a choice; `check` raises ValueError for a text that it can't be.
    """
    return field(default=default, metadata={"help": help, "among": among, "check": check})
