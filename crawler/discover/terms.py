"""What a seed's text is about, in words that others can be asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that texts like the seed have."""

    text: str
    weight: float = 1.0
    """0..1, of the seed's heaviest term 1."""
    is_anchor: bool = False
    """It names what the text is about, such as a person or a company: every query has one."""
    why: str = ""
    """What its weight rests on, for people."""
