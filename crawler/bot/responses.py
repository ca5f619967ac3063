"""Scrapy's answers → Page."""

from __future__ import annotations

from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Headers, Request, Response

from .. import clock, urls
from ..reasons import Reason
from ..records import Page
from .conditions import is_conditional

NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
OK, PARTIAL = 200, 206
LONGEST_SCHEME = 20  # characters that are shown of one


class RefusedError(IgnoreRequest):
    """A request that we don't make, for a reason."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class HostError(RefusedError):
    """A host that can't or must not be asked for anything, be it a page or its robots.txt."""


class UnknownHostError(HostError, CannotResolveHostError):
    """A host whose name leads nowhere."""

    def __init__(self, host: str) -> None:
        """Name it."""
        super().__init__(Reason.DNS, f"no address is known for {host}")


class PrivateAddressError(HostError):
    """A host on a private or loopback network."""

    def __init__(self, host: str, address: str) -> None:
        """Say where it is."""
        super().__init__(Reason.PRIVATE_ADDRESS, f"{host} is at {address}")


class LaterError(IgnoreRequest):
    """A request that is made later: its address goes back to the frontier, its host rests."""

    def __init__(self, seconds: float) -> None:
        """Say when."""
        super().__init__(seconds)
        self.seconds = seconds


def page_of(response: Response, request: Request) -> Page:
    """Translate an answer."""
    headers = plain(response.headers)
    given = headers.get("location", "").strip() if response.status in REDIRECTS else ""
    location = urls.clean(given, response.url) if given else None
    reason, detail = reason_of(response.status, given, is_followed=location is not None)
    if response.status == NOT_MODIFIED and is_conditional(request):
        reason = detail = None
    return Page(
        url=request.meta["target"].url,
        final_url=location or response.url,
        status=response.status,
        headers=headers,
        sent=plain(request.headers),
        body=response.body,
        size=len(response.body),
        fetched_at=clock.now(),
        seconds=latency(request),
        reason=reason,
        detail=detail,
        address=address_of(response, request),
        robots=request.meta.get("robots"),
        statements=request.meta.get("statements", ()),
    )


def plain(headers: Headers) -> dict[str, str]:
    """Return headers as text, names in lower case."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in headers.items()
    }


def reason_of(status: int, location: str, *, is_followed: bool) -> tuple[Reason | None, str | None]:
    """Say why an answer with this status is no page, and details; None if it is one."""
    if status == PARTIAL:
        return Reason.BAD_ANSWER, "a part of the page (206), though all of it was asked for"
    if OK <= status < 300:  # noqa: PLR2004  (the 2xx statuses)
        return None, None
    if status == NOT_MODIFIED:
        return Reason.BAD_ANSWER, "not modified (304), though all of it was asked for"
    if status in REDIRECTS:
        if is_followed:
            return Reason.REDIRECT, None
        scheme = location.partition(":")[0][:LONGEST_SCHEME]  # what follows can hold a password
        return Reason.HTTP_ERROR, f"a redirect to no address of the web: {scheme or 'none is given'}"
    return (Reason.GONE if status in GONE else Reason.HTTP_ERROR), None


def address_of(response: Response, request: Request) -> str | None:
    """Return the IP address that answered; behind a proxy nobody knows it."""
    return str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None


def latency(request: Request) -> float | None:
    """Return the seconds from asking to the first byte, as Scrapy measured them."""
    seconds = request.meta.get("download_latency")
    return round(seconds, 3) if seconds is not None else None
