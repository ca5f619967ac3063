"""Security headers: what a crawled text could not do anyway, the browser forbids once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Send], Awaitable[None]]

# Datasette's own pages need scripts and styles inside them.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def with_headers(app: App, wanted: Callable[[], bool]) -> App:
    """Wrap an ASGI application; a header that something else has set stays as it is."""

    async def wrapped(scope: Any, receive: Any, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and wanted():
                message = {**message, "headers": added(message.get("headers", ()))}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def added(have: Any) -> list[tuple[bytes, bytes]]:
    """Return headers with those of ours that are missing."""
    names = {bytes(name).lower() for name, _ in have}
    return [*have, *(header for header in HEADERS if header[0] not in names)]
