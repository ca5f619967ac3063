"""One Parquet file."""

from __future__ import annotations

from ..arrow import write_parquet
from ..job import Job


def write(job: Job) -> None:
    """Write all texts."""
    write_parquet(job.part, job.texts)
