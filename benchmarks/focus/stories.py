"""The texts that the webs are made of: a folder of NAME.jsonl.gz, one topic a file."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Story:
    """One text of one topic."""

    id: str
    topic: str
    title: str
    text: str = field(repr=False)


def load(folder: Path) -> list[Story]:
    """Read every story of a folder; each line of its files is an object with id, topic, title, text."""
    stories = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = map(json.loads, lines)
            stories += [Story(row["id"], row["topic"], row["title"], row["text"]) for row in found]
    if not stories:
        raise SystemExit(f"{folder}: no *.jsonl.gz with id, topic, title and text in its lines")
    return stories
