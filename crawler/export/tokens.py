"""What an export says of how its words were found."""

from __future__ import annotations

from ..tokens import how
from .job import Job


def note_tokens(job: Job) -> None:
    """Say in the manifest with what words and sentences were found, by language."""
    job.notes["tokens"] = {language or "?": how(language) for language in sorted(job.facts.languages)}
