"""The HTTP proxy that requests go through, if there is one."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..settings import SettingsError

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request

EXAMPLE = "proxy must be like http://proxy.example:3128"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and what it wants to hear of us."""

    url: str
    """Without user and password."""
    host: str
    authorization: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read the setting; None if it is empty. Raises SettingsError for what is no HTTP proxy."""
        if not text:
            return None
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port or 80
        except ValueError:
            host, port = None, 0
        if not host or not host.isascii() or parts.scheme != "http" or parts.path.strip("/") or parts.query:
            raise SettingsError(f"{EXAMPLE}, not {without_password(text)!r}")
        netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return cls(f"http://{netloc}", host, authorization(parts.username, parts.password))

    def take(self, request: Request) -> None:
        """Send a request through it."""
        request.meta["proxy"] = self.url
        if self.authorization:
            request.headers["Proxy-Authorization"] = self.authorization


def authorization(user: str | None, password: str | None) -> str | None:
    """Return the header for a user and password out of an address."""
    if user is None:
        return None
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def without_password(text: str) -> str:
    """Return an address that can be shown."""
    return text.rpartition("@")[2]
