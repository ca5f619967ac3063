"""What was read on a page, for programs; docs/cli.md tells what each key holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..timing import milliseconds

if TYPE_CHECKING:
    from ..reading.links.explain import Explanation
    from ..reading.look import Look
    from ..records import Reading


def as_json(reading: Reading, look: Look, source: str | None = None) -> dict[str, Any]:
    """Return a reading for --json: article, links, verdicts, and the reason if it is not kept."""
    page, reason = reading.page, reading.refusal
    return {
        "source": source or page.url,
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "encoding": look.encoding or None,
        "reason": reason,
        "meaning": reason.meaning if reason else None,
        "detail": page.detail,
        "article": asdict(reading.article) if reading.article else None,
        "mended": asdict(look.mended),
        "links": links(reading, look),
        "statements": [asdict(statement) for statement in reading.statements],
        "verdicts": [asdict(verdict) for verdict in reading.verdicts],
        "milliseconds": milliseconds(reading.costs),
        "seconds": reading.seconds,
    }


def links(reading: Reading, look: Look) -> list[dict[str, Any]]:
    """Return links, each with why it has its kind."""
    survey = look.survey
    return [asdict(link) | {"why": survey.ground(link) if survey else None} for link in reading.links]


def explained(explanations: Sequence[Explanation]) -> list[dict[str, Any]]:
    """Return explanations for --json."""
    return [asdict(explanation) for explanation in explanations]
