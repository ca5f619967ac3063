"""What an export says of how its words were found."""

from __future__ import annotations

from ..tokens import advice, sentences_by, words_by
from .job import Job


def note_tokens(job: Job) -> None:
    """Say in the manifest with what words and sentences were found, and what would do better."""
    languages = sorted(job.facts.languages)
    by: dict[str, list[str]] = {}
    for language in languages:
        by.setdefault(words_by(language), []).append(language or "?")
    job.notes["words_by"] = by
    job.notes["sentences_by"] = sentences_by()
    if missing := sorted({said for language in languages if (said := advice(language))}):
        job.notes["advice"] = missing
