"""What the corpus is called and whose it is, for those it is handed on to."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class About:
    """What data cards, releases and citations say of the corpus."""

    title: str = setting("", "Name of the corpus; empty for one made of its first seed's title")
    authors: tuple[str, ...] = setting((), "Who made it, each as “Family, Given” or as an organisation")
    description: str = setting("", "What it is and what it was made for")
    licence: str = setting(
        "", "SPDX name of the licence of the collection, such as CC-BY-4.0; the texts keep their own rights"
    )
    url: str = setting("", "Where it is published")
    doi: str = setting("", "Its DOI")
