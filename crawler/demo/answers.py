"""What the demo web says to a request, before HTTP puts it into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

OPENED = datetime(2026, 1, 1, tzinfo=UTC)  # when pages without a date of their own were made


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and the few headers that matter here."""

    body: bytes = field(repr=False)
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    modified: datetime = OPENED
    location: str | None = None
    wait: float = 0.0
    """Seconds to keep the client waiting."""


Route = Callable[[], Answer]


def text(body: str, content_type: str, modified: datetime = OPENED) -> Answer:
    """Answer with text other than a web page, in UTF-8."""
    return Answer(body.encode(), f"{content_type}; charset=utf-8", modified=modified)


def redirect(location: str, status: int) -> Answer:
    """Send the client elsewhere."""
    body = f'<p>See <a href="{location}">{location}</a>.</p>'
    return Answer(body.encode(), status=status, location=location)
