"""Time as the corpus has it: UTC, ISO 8601, milliseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def stamp(moment: datetime) -> str:
    """Write a moment, such as 2026-03-14T08:30:00.000Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(moment: str) -> int:
    """Return a moment that `stamp` wrote in milliseconds since 1970 began."""
    return round(datetime.fromisoformat(moment).timestamp() * 1e3)


def now() -> str:
    """Return this moment."""
    return stamp(datetime.now(UTC))


def after(seconds: float) -> str:
    """Return the moment that many seconds from now."""
    return stamp(datetime.now(UTC) + timedelta(seconds=seconds))


def seconds_until(moment: str) -> float:
    """Return how long it is until a moment that `stamp` wrote; negative if it has passed."""
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()


def later(moment: str, seconds: float) -> str:
    """Return the moment that many seconds after one that `stamp` wrote."""
    return stamp(datetime.fromisoformat(moment) + timedelta(seconds=seconds))
