"""Names that are pinned to addresses by hand, with Scrapy's setting RESOLVE."""

from __future__ import annotations

import json
from typing import Any

from ..networks import is_public
from ..settings import SettingsError

EXAMPLE = 'RESOLVE must be like {"a.example": ["192.0.2.7"]}'


def pinned(setting: Any) -> dict[str, tuple[str, ...]]:
    """Return names and their addresses; raises SettingsError for what is none."""
    try:
        names = json.loads(setting) if isinstance(setting, str) and setting else setting or {}
        pins = {name.lower(): tuple(addresses) for name, addresses in names.items()}
        for address in (address for addresses in pins.values() for address in addresses):
            is_public(address)
    except (ValueError, TypeError, AttributeError):
        raise SettingsError(f"{EXAMPLE}, not {setting!r}") from None
    return pins
