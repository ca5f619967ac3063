"""What is sent with and in every answer: what a crawled text could not do anyway, forbidden once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .safe import Speller
from .spreadsheets import Cleaner

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
        # Datasette calls its CSV plain text, unless it is to be saved
        is_csv = scope.get("path", "").endswith(".csv")
        await app(scope, receive, Answer(send, is_csv=is_csv).send if wanted() else send)

    return wrapped


class Answer:
    """One answer on its way out."""

    def __init__(self, send: Send, *, is_csv: bool) -> None:
        """Wrap what sends it."""
        self.onward = send
        self.cleaner: Cleaner | Speller | None = Cleaner() if is_csv else None

    async def send(self, message: Message) -> None:
        """Send a message, with headers of ours, harmless CSV and pages whose characters don't mislead."""
        if message["type"] == "http.response.start":
            headers = added(message.get("headers", ()))
            self.cleaner = self.cleaner or cleaner_for(headers)
            if self.cleaner:
                headers = [pair for pair in headers if bytes(pair[0]).lower() != b"content-length"]
            message = {**message, "headers": headers}
        elif self.cleaner and message["type"] == "http.response.body":
            is_last = not message.get("more_body", False)
            message = {**message, "body": self.cleaner.take(message.get("body", b""), is_last=is_last)}
        await self.onward(message)


def added(have: Any) -> list[tuple[bytes, bytes]]:
    """Return headers with those of ours that are missing."""
    names = {bytes(name).lower() for name, _ in have}
    return [*have, *(header for header in HEADERS if header[0] not in names)]


def cleaner_for(headers: list[tuple[bytes, bytes]]) -> Cleaner | Speller | None:
    """Return what makes such an answer harmless."""
    kind = next((bytes(value) for name, value in headers if bytes(name).lower() == b"content-type"), b"")
    if kind.startswith(b"text/html"):
        return Speller()
    return Cleaner() if kind.startswith(b"text/csv") else None
