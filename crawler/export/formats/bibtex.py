"""BibTeX, an entry per text: `@online`, as biblatex knows it."""

from __future__ import annotations

from ... import citation
from ..job import Job


def write(job: Job) -> None:
    """Write the entries."""
    with job.file() as file:
        for text in job.texts:
            file.write(f"{citation.bibtex(text)}\n\n")
