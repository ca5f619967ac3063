"""CSV: RFC 4180 but for plain line ends, in UTF-8."""

from __future__ import annotations

from ..job import Job
from ..table import Table

BOM = "\ufeff"


def write(job: Job) -> None:
    """Write a line per text."""
    with job.file() as file:
        if job.options["bom"] == "yes":
            file.write(BOM)
        table = Table(file)
        for text in job.texts:
            table.add(text)
