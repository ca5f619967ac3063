"""A WARC file with the answers that texts were read from."""

from __future__ import annotations

from ..captured import copy
from ..job import Job


def write(job: Job) -> None:
    """Write an answer per text."""
    with job.part.open("wb") as file:
        for _ in copy(job, file, job.name):
            pass
