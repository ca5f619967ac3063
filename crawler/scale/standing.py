"""How a run on many machines stands, as rows for the corpus."""

from __future__ import annotations

from ..corpus.crawlers import CrawlerRow, DeskRow
from .shared import SharedDesk


def rows(shared: SharedDesk, dashboard: str | None) -> tuple[list[CrawlerRow], DeskRow]:
    """Return a row for each crawler, and one for the desk."""
    held = shared.leases.held()
    crawlers = [
        CrawlerRow(
            number,
            member.machine,
            member.joined_at,
            member.seen_at,
            member.restarts,
            held[number],
            member.tally.pages,
            member.tally.articles,
            member.tally.bytes,
        )
        for number, member in shared.crew.members.items()
    ]
    return crawlers, DeskRow(len(shared.desk.waiting), round(shared.lag, 3), dashboard)
