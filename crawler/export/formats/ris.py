"""RIS, a record per text."""

from __future__ import annotations

from ... import citation
from ..job import Job


def write(job: Job) -> None:
    """Write the records."""
    with job.file() as file:
        for text in job.texts:
            file.write(f"{citation.ris(text)}\r\n")
