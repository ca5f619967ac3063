"""What becomes of an address after a fetch: pure, so that every rule can be tabled in a test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..reasons import Reason
from ..records import Page, Reading
from ..settings import Manners
from .before import FORBIDDEN, Before
from .hosts.pace import TOO_MANY, UNAVAILABLE

# Failures that may pass: tried again later, a limited number of times.
PASSING = frozenset(
    {
        Reason.DNS,
        Reason.UNREACHABLE,
        Reason.TIMEOUT,
        Reason.ROBOTS_UNREACHABLE,
    }
)
# Of services: a page of excuses in place of data, or nothing at all, is often over in minutes.
PASSING_OF_ASKS = frozenset({Reason.THROTTLED, Reason.BAD_ANSWER, Reason.EMPTY})
PASSING_STATUSES = frozenset({408, 425, TOO_MANY, 500, 502, UNAVAILABLE, 504})
LONGEST_REST = 24 * 3600.0  # seconds; a Retry-After or a pause of ours beyond is cut


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new state of a row of `frontier`, and of its host."""

    status: str
    reason: Reason | None = None
    attempts: int = 0
    wait: float | None = None
    """Seconds until it is tried again."""
    rest: float | None = None
    """Seconds for which its host is left alone."""


def outcome(reading: Reading, manners: Manners, failures: int = 0) -> Outcome:
    """Decide by what a fetch taught us; `failures` of its host in a row came before."""
    page, target = reading.page, reading.target
    reason = reading.refusal
    if reason is None:
        return Outcome("done")
    if not may_pass(page, reason) and not (target.ask and reason in PASSING_OF_ASKS):
        return Outcome("refused", reason, target.attempts)
    attempts = target.attempts + (not is_given_up(page, manners, failures))
    backoff = min(manners.retry_minutes * 60 * 2 ** min(max(attempts - 1, 0), 10), LONGEST_REST)
    asked = retry_after(page)
    rest = asked if asked is not None else (rest_of_host(manners, failures) if page.reason else None)
    if attempts >= manners.attempts:
        return Outcome("refused", reason, attempts, rest=rest)
    return Outcome("queued", reason, attempts, wait=max(backoff, asked or 0.0), rest=rest)


def standing(result: Outcome, reading: Reading, before: Before) -> Outcome:
    """Return what becomes of an address that was known: what is unchanged stays what it was.

    No failure takes an article away.
    """
    is_refused = result.status == "refused" and before.had_article and not reading.article
    if result.reason in FORBIDDEN or not (is_refused or (reading.unchanged and result.status == "done")):
        return result
    status = "done" if before.was_kept else "refused"
    return replace(result, status=status, reason=before.reason, attempts=0)


def may_pass(page: Page, reason: Reason) -> bool:
    """Say whether a failure is worth another try."""
    if reason is Reason.HTTP_ERROR:
        return page.status in PASSING_STATUSES
    return reason in PASSING


def may_rest(page: Page) -> bool:
    """Say whether the host of a page may have to rest for longer than between any two requests."""
    return page.reason is not None and may_pass(page, page.reason)


def is_given_up(page: Page, manners: Manners, failures: int) -> bool:
    """Say whether a failure is that of a host that has not answered for long, not of one address.

    Such a host is asked now and then, which must not use up the attempts of its addresses.
    """
    return page.status is None and bool(manners.delay) and failures >= manners.failures


def rest_of_host(manners: Manners, failures: int) -> float:
    """Return seconds a host is left alone after so many failures in a row: ten delays, doubling.

    After the last that is forgiven it rests for hours, unless a delay of 0 says that it is our own.
    """
    if manners.delay and failures + 1 >= manners.failures:
        return manners.rest_hours * 3600
    return min(manners.delay * 10 * 2.0 ** min(failures, 10), LONGEST_REST)


def retry_after(page: Page) -> float | None:
    """Return the seconds that a 429 or 503 asks us to wait, as number or date; None if it doesn't."""
    value = page.headers.get("retry-after", "").strip()
    if page.status not in (TOO_MANY, UNAVAILABLE) or not value:
        return None
    if value.isdecimal() and value.isascii():
        return min(float(value[:9]), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_REST)
