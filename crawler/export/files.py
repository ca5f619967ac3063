"""A file per text, for the formats that are folders of texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .job import Job
from .names import file_name, folder_name

if TYPE_CHECKING:
    from .texts import Text


def each(job: Job, folder: Path, end: str) -> Iterator[tuple[Text, Path]]:
    """Yield each text with the file it goes into; its folder is there."""
    digits = len(str(job.texts.ids[-1]))
    for text in job.texts:
        within = folder / folder_name(text["id"], len(job.texts), digits)
        within.mkdir(parents=True, exist_ok=True)
        yield text, within / file_name(text["id"], text["title"], end, digits)


def write_text(path: Path, content: str) -> None:
    """Write a file in UTF-8 with plain line ends."""
    path.write_text(content, "utf-8", newline="\n")
