"""What may be kept of an answer: not what its site asks not to be archived, or not to be kept at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..reading.rights.robots import directives
from ..reasons import Reason
from ..records import Page, Reading, Record, Statement, Target
from ..settings import Archive
from ..timing import Stage, timed
from .record import digest_of, number_of, pack

NOT_KEPT = frozenset({Reason.NOINDEX, Reason.RESERVED})
FORBIDDING = frozenset({"noarchive", "noindex", "none"})
# Of a page that nobody could read: what may be a directive is taken for one.
UNREAD = re.compile(rb"""\b(?:noarchive|noindex)\b|content\s*=\s*["']?\s*none\b""", re.IGNORECASE)
LOOKED_AT = 200_000  # bytes of it


@timed(Stage.PACK)
def with_record(reading: Reading, page: Page, limits: Archive) -> Reading:
    """Return a reading with the digest of what it was read from, and with that, packed, if it may be kept."""
    is_kept = limits.enabled and may_keep(reading)
    record = pack(reading.target, page, limits.level) if is_kept else None
    digest = record.digest if record else digest_of(page.body)
    return replace(reading, page=replace(reading.page, digest=number_of(digest)), record=record)


def unread(target: Target, page: Page, limits: Archive) -> Reading:
    """Return the reading of an answer that is not read, packed if it may be kept."""
    reading = Reading(target, replace(page, body=b""))
    if not (limits.enabled and may_keep_unread(page)):
        return reading
    return replace(reading, record=pack(target, page, limits.level))


def recalled(reading: Reading, page: Page, limits: Archive) -> Reading:
    """Return the reading of a page that is what it was, with a record without a body, which is there."""
    if not limits.enabled or reading.reason in NOT_KEPT or not headers_allow(page):
        return reading
    return replace(reading, record=Record(b"", 0, digest_of(page.body)))


def may_keep(reading: Reading) -> bool:
    """Say whether the answer to a page that was read may be kept."""
    allowed = not forbids(reading.statements) and headers_allow(reading.page)
    return allowed and reading.reason not in NOT_KEPT


def forbids(said: Iterable[Statement]) -> bool:
    """Say whether a page asks not to be archived."""
    return any(one.name == "robots" and one.value.lower() in FORBIDDING for one in said)


def may_keep_unread(page: Page) -> bool:
    """Say whether an answer that was not read may be kept, such as a redirect."""
    return headers_allow(page) and not UNREAD.search(page.body[:LOOKED_AT])


def headers_allow(page: Page) -> bool:
    """Say whether the headers of an answer let us keep it."""
    return not forbids(directives((), page.headers))
