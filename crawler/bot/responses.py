"""Scrapy's answers and failures → Page."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response

from .. import clock, urls
from ..reasons import Reason
from ..records import Page

NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
OK = 200


class RefusedError(IgnoreRequest):
    """A request that we don't make, for a reason."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class LaterError(IgnoreRequest):
    """A request that is made later: its address goes back to the frontier, its host rests."""

    def __init__(self, seconds: float) -> None:
        """Say when."""
        super().__init__(seconds)
        self.seconds = seconds


# First match wins, so what is narrow stands before what it derives from.
FAILURES: tuple[tuple[type[BaseException], Reason], ...] = (
    (CannotResolveHostError, Reason.DNS),
    (DownloadTimeoutError, Reason.TIMEOUT),
    (DownloadCancelledError, Reason.TOO_LARGE),
    (StopDownload, Reason.NOT_HTML),
    (DownloadConnectionRefusedError, Reason.UNREACHABLE),
    (ResponseDataLossError, Reason.UNREACHABLE),
    (DownloadFailedError, Reason.UNREACHABLE),
    (UnsupportedURLSchemeError, Reason.BAD_URL),
    (NotSupported, Reason.BAD_URL),
    # what stock middlewares raise: a body that grows beyond the limit while it is decompressed
    (IgnoreRequest, Reason.TOO_LARGE),
    (ValueError, Reason.BAD_URL),
)


def page_of(response: Response, request: Request) -> Page:
    """Translate an answer."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    location = urls.clean(headers.get("location", ""), response.url) if response.status in REDIRECTS else None
    return Page(
        url=request.meta["target"].url,
        final_url=location or response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        size=len(response.body),
        fetched_at=clock.now(),
        seconds=latency(request),
        reason=reason_of(response.status, has_location=location is not None),
    )


def reason_of(status: int, *, has_location: bool) -> Reason | None:
    """Say why an answer with this status is no page; None if it is one."""
    if OK <= status < 300:  # noqa: PLR2004  (the 2xx statuses)
        return None
    if status in REDIRECTS and has_location:
        return Reason.REDIRECT
    return Reason.GONE if status in GONE else Reason.HTTP_ERROR


def page_of_failure(error: BaseException, request: Request, *, is_private: bool = False) -> Page:
    """Translate a failure."""
    if isinstance(error, RefusedError):
        reason, detail = error.reason, error.detail
    else:
        found = (reason for kind, reason in FAILURES if isinstance(error, kind))
        reason, detail = next(found, Reason.FETCH_FAILED), f"{type(error).__name__}: {error}"
    if is_private and reason in (Reason.DNS, Reason.ROBOTS_UNREACHABLE):
        reason, detail = Reason.PRIVATE_ADDRESS, ""
    answered = getattr(error, "response", None)  # StopDownload has the headers
    return Page(
        url=request.meta["target"].url,
        status=answered.status if answered is not None else None,
        fetched_at=clock.now(),
        seconds=latency(request),
        reason=reason,
        detail=detail[:500] or None,
    )


def latency(request: Request) -> float | None:
    """Return the seconds from asking to the first byte, as Scrapy measured them."""
    seconds = request.meta.get("download_latency")
    return round(seconds, 3) if seconds is not None else None
