"""What Scrapy, Twisted and OpenSSL raise when no answer comes → Page, with a reason and a sentence."""

from __future__ import annotations

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
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
from scrapy.http import Request
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.web._newclient import ParseError, ResponseNeverReceived
from twisted.web.http import _MalformedChunkedDataError

from .. import clock
from ..reasons import Reason
from ..records import Page
from .causes import causes
from .handler import HeaderTooLargeError
from .responses import OK, RefusedError, latency, page_of

LONGEST_DETAIL = 500  # characters

# The first kind that stands anywhere in the chain of causes wins, so what is narrow stands before what it
# leads to. Without a sentence of ours the exception's own is shown.
FAILURES: tuple[tuple[type[BaseException], Reason, str], ...] = (
    (HeaderTooLargeError, Reason.TOO_LARGE, ""),
    (_MalformedChunkedDataError, Reason.BAD_ANSWER, "its chunks are malformed"),
    (ParseError, Reason.BAD_ANSWER, "what came back is not HTTP"),
    (CannotResolveHostError, Reason.DNS, ""),
    (DownloadTimeoutError, Reason.TIMEOUT, ""),
    (TunnelError, Reason.UNREACHABLE, ""),
    (DownloadCancelledError, Reason.TOO_LARGE, "the body is larger than the size limit"),
    (StopDownload, Reason.NOT_HTML, "what it says it sends is neither a page nor a feed"),
    (DownloadConnectionRefusedError, Reason.UNREACHABLE, "the connection was refused"),
    (ResponseDataLossError, Reason.UNREACHABLE, "the connection ended before the body was whole"),
    (SSL.SysCallError, Reason.UNREACHABLE, "the connection ended while it was being secured"),
    (SSL.Error, Reason.BAD_ANSWER, "what came back is not TLS, or a kind of it that we don't speak"),
    (ResponseNeverReceived, Reason.UNREACHABLE, "the connection ended without an answer"),
    (ConnectionLost, Reason.UNREACHABLE, "the connection broke within the header"),
    (ConnectionDone, Reason.UNREACHABLE, "the connection ended within the header"),
    (ConnectError, Reason.UNREACHABLE, ""),
    # a length that is none, a Transfer-Encoding that we never asked for
    (DownloadFailedError, Reason.BAD_ANSWER, "its header contradicts itself"),
    (UnsupportedURLSchemeError, Reason.BAD_URL, ""),
    (NotSupported, Reason.BAD_URL, ""),
    (IgnoreRequest, Reason.FETCH_FAILED, ""),
    (ValueError, Reason.BAD_URL, ""),
)


def page_of_failure(error: BaseException, request: Request) -> Page:
    """Translate a failure."""
    answered = error.response if isinstance(error, StopDownload) else None
    if answered is not None and answered.status // 100 != OK // 100:
        return page_of(answered, request)  # what is no page anyway may be of any type
    reason, detail = reason_and_detail(error)
    return Page(
        url=request.meta["target"].url,
        status=answered.status if answered is not None else None,
        fetched_at=clock.now(),
        seconds=latency(request),
        reason=reason,
        detail=detail[:LONGEST_DETAIL] or None,
        robots=request.meta.get("robots"),
        statements=request.meta.get("statements", ()),
    )


def reason_and_detail(error: BaseException) -> tuple[Reason, str]:
    """Say why a request brought no answer."""
    if isinstance(error, RefusedError):
        return error.reason, error.detail
    chain = tuple(causes(error))
    for kind, reason, sentence in FAILURES:
        for cause in chain:
            if isinstance(cause, kind):
                return reason, sentence or str(cause)
    return Reason.FETCH_FAILED, f"{type(error).__name__}: {error}"
