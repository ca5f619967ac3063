"""What is asked about a seed, and for which days."""

from __future__ import annotations

from datetime import date, timedelta

from ...judges.terms import terms
from ...records import Query, Seed, Window
from ...settings import Discovery


def queries_of(seed: Seed, settings: Discovery) -> list[Query]:
    """Return what is asked about a seed, best first."""
    words = [
        word for word, _ in terms(f"{seed.title}\n{seed.title}\n{seed.text}", seed.language).most_common(20)
    ]
    return [Query((words[0], word), seed.language) for word in words[1 : settings.queries]]


def windows_of(seed: Seed, settings: Discovery) -> list[Window]:
    """Return the spans of days that are asked for, one round after the other."""
    if not seed.published:
        return [Window()]
    day, near = date.fromisoformat(seed.published[:10]), timedelta(days=settings.days)
    return [Window(day - near, day + near), Window(day - 4 * near, day + 4 * near), Window()]
