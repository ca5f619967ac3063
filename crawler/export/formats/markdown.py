"""Markdown: a file per text, what is known of it in YAML before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from ..files import each, write_text
from ..job import Job
from ..plain import escaped

if TYPE_CHECKING:
    from ..texts import Text

KEYS = (
    "title", "author", "site", "url", "published", "modified", "language", "section", "tags", "description",
    "words", "relevance", "quality", "found_at", "licence", "reserved", "rights", "id", "sha256",
)  # fmt: skip
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(job: Job) -> None:
    """Write the files."""
    for text, path in each(job, job.part / "texts", ".md"):
        title = f"# {escaped(' '.join(text['title'].split()))}\n\n" if text["title"] else ""
        paragraphs = "\n\n".join(escaped(line) for line in text["text"].split("\n"))
        write_text(path, f"---\n{front_matter(text)}---\n\n{title}{paragraphs}\n")


def front_matter(text: Text) -> str:
    """Return what is known of a text as YAML; what is not known is left out."""
    known = {key: text[key] for key in KEYS if text[key] not in (None, [], "")}
    said: str = yaml.dump(known, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    return said
