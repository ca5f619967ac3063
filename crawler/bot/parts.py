"""What a page in the browser asks for: answered by us, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..records import Page
from .responses import plain

if TYPE_CHECKING:
    from scrapy.http import Response
    from tldextract import TLDExtract

    Fetch = Callable[[str], Awaitable[Response]]

# Pictures, media and fonts add no words; frames are other pages.
KINDS = frozenset({"script", "stylesheet", "xhr", "fetch"})
# Asking twice must do no harm.
METHOD = "GET"
# Of what Scrapy has decoded already, or what would keep a page's own script from its own data.
DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie", "location"})
REDIRECTS = range(300, 400)


class Parts:
    """Answers the requests of one page: its own address from what we have, scripts and data of its site."""

    def __init__(self, page: Page, fetch: Fetch, most: int) -> None:
        """Answer for a page with what `fetch` brings, `most` times."""
        self.page = page
        self.url = page.final_url or page.url
        self.fetch = fetch
        self.left = most
        self.is_given = False

    async def answer(self, route: Any) -> None:
        """Answer one request of the browser; never raises."""
        try:
            found = await self.found(route.request)
        except Exception:  # noqa: BLE001  (whatever keeps us from it keeps the page from it)
            found = None
        # the tab may be gone by now
        with suppress(Exception):
            await (route.fulfill(**found) if found else route.abort())

    async def found(self, request: Any) -> dict[str, Any] | None:
        """Return what to answer; None for what a page does not get."""
        if request.is_navigation_request():
            return self.own(request)
        if request.method != METHOD or request.resource_type not in KINDS or self.left <= 0:
            return None
        if not is_same_site(request.url, self.url):
            return None
        self.left -= 1
        response = await self.fetch(request.url.partition("#")[0])
        if response.status in REDIRECTS:
            return None
        kept = {name: value for name, value in plain(response.headers).items() if name not in DROPPED}
        return {"status": response.status, "headers": kept, "body": response.body}

    def own(self, request: Any) -> dict[str, Any] | None:
        """Return the page itself, once: it was fetched already, and must not lead elsewhere."""
        if self.is_given or request.url.partition("#")[0] != self.url.partition("#")[0]:
            return None
        self.is_given = True
        content_type = self.page.headers.get("content-type", "text/html")
        return {"status": 200, "headers": {"content-type": content_type}, "body": self.page.body}


def is_same_site(url: str, other: str) -> bool:
    """Say whether two addresses are of one site: www.example.co.uk and static.example.co.uk are."""
    return urlsplit(url).scheme in ("http", "https") and site(url) == site(other)


def site(url: str) -> tuple[str, int | None]:
    """Return the registered domain of an address, or its host where there is none, and a port of its own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return suffixes()(host).top_domain_under_public_suffix or host, parts.port


@cache
def suffixes() -> TLDExtract:
    """Return what knows where registered domains begin: the list that comes with it, never a newer one."""
    from tldextract import TLDExtract  # noqa: PLC0415  (brings requests; hardly a crawl has a browser)

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
