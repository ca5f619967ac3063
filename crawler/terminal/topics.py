"""What a corpus is about, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from .text import safe

if TYPE_CHECKING:
    from ..corpus.judged.topics import SeedTopic

ASTRAY = 0.5  # drift at which half of the vocabulary has changed


def print_topics(console: Console, topics: Sequence[SeedTopic]) -> None:
    """Print one paragraph a seed."""
    for topic in topics:
        console.print(
            Text.assemble((f"Seed {topic.seed}  ", "dim"), (safe(topic.title), "bold")), soft_wrap=True
        )
        lines = [
            ("about", ", ".join(topic.words)),
            ("found also", ", ".join(topic.found)),
            ("new lately", ", ".join(topic.new)),
            ("articles", articles(topic)),
        ]
        for name, value in lines:
            if value:
                console.print(Padding(Text.assemble((f"{name:<12}", "dim"), safe(value)), (0, 0, 0, 2)))
        console.print()


def articles(topic: SeedTopic) -> str:
    """Return how many there are, and whether they are still about the same."""
    if topic.drift is None:
        return "none yet"
    said = f"{topic.articles}; drift {topic.drift:.2f}"
    if topic.first_relevance is not None and topic.last_relevance is not None:
        said += f"; relevance {topic.first_relevance:.2f} at first, {topic.last_relevance:.2f} lately"
    return said + (" (look at what comes in: `corpuscle mark`)" if topic.drift >= ASTRAY else "")
