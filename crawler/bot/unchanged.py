"""A page that is what it was: nothing is read, but what its site says today of its use holds today."""

from __future__ import annotations

from dataclasses import replace

from ..reading.rights import reservation, said_in_header, settled
from ..reading.rights.robots import rules
from ..reasons import Reason
from ..records import Page, Reading, Statement, Target

ON_THE_PAGE = ("meta", "link")


def unchanged(target: Target, page: Page, obey: tuple[str, ...]) -> Reading:
    """Return what a visit taught that found a page as it is held."""
    light = replace(page, body=b"")
    if target.held is None or not target.held.has_article:
        return Reading(target, light, unchanged=True)
    statements = today(target.held.statements, page)
    if "noindex" in rules(statements, page.fetched_at):
        return Reading(target, light, unchanged=True, reason=Reason.NOINDEX)
    found = reservation(statements, obey)
    if found:
        light = replace(light, detail=f"{found.name}: {found.value} ({found.source})")
        return Reading(target, light, unchanged=True, reason=Reason.RESERVED)
    return Reading(target, light, unchanged=True, statements=statements)


def today(held: tuple[Statement, ...], page: Page) -> tuple[Statement, ...]:
    """Return what is said of a text: by the page as before, by header and files as they are now.

    An answer without a body may leave out headers that the page has; then those hold that it had.
    """
    header = said_in_header(page)
    if not header and page.status == 304:  # noqa: PLR2004
        header = tuple(one for one in held if one.source == "header")
    kept = tuple(one for one in held if one.source in ON_THE_PAGE)
    return settled((*page.statements, *header, *kept))
