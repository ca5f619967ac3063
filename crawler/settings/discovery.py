"""What is asked of those who know addresses, and how much."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a seed's text is made into, to ask for more like it."""

    terms: int = setting(20, "Terms taken from a seed's text")
    queries: int = setting(32, "Queries made of them, each of two to four terms")
    probes: int = setting(2, "Passages of a seed that are asked for word for word, to find its own page")
    days: int = setting(
        90, "Days around a seed's date that are asked for first, then four times that, then any; 0 for any"
    )
