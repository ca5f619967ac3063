"""JSON Lines: an object a line, in the order of `fields.py`."""

from __future__ import annotations

import json

from ..job import Job


def write(job: Job) -> None:
    """Write a line per text."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with job.file() as file:
        for text in job.texts:
            file.write(encode(text) + "\n")
