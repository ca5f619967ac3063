"""Many sites on one loopback server: `http://NAME.localhost:PORT/`."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Self


@dataclass
class Reply:
    """An answer; a body that is no bytes is sent piece by piece until the client hangs up."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass(frozen=True)
class Asked:
    """A request, with when it came and when it was answered."""

    site: str
    path: str
    began: float
    ended: float


class SiteWeb(ThreadingTCPServer):
    """Serves what functions of the site's name return, by path; "" is for every other path."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, pages: Mapping[str, Callable[[str], Any]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = pages
        self.requests: list[Asked] = []
        self.port = self.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""

    def url(self, site: str, path: str = "/") -> str:
        return f"http://{site}.localhost:{self.port}{path}"

    def asked(self) -> dict[str, list[str]]:
        """Return the paths that were asked for, by site, in order."""
        paths = defaultdict(list)
        for request in self.requests:
            paths[request.site].append(request.path)
        return paths

    def reply(self, site: str, path: str) -> Reply:
        page = self.pages.get(path.partition("?")[0])
        if page is None and path.startswith("/.well-known/"):
            return Reply(status=404)
        answer = (page or self.pages[""])(site)
        if isinstance(answer, int):
            return Reply(status=answer)
        return answer if isinstance(answer, Reply) else Reply(answer.encode())


class Handler(BaseHTTPRequestHandler):
    server: SiteWeb
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        began = time.monotonic()
        site = self.headers.get("Host", "").partition(".")[0]
        reply = self.server.reply(site, self.path)
        time.sleep(reply.wait)
        self.send_response(reply.status)
        for name, value in ({"Content-Type": "text/html"} | dict(reply.headers)).items():
            self.send_header(name, value)
        if isinstance(reply.body, bytes):
            self.send_header("Content-Length", str(len(reply.body)))
        else:
            self.send_header("Connection", "close")
        # before the last of it leaves: after it, this thread may wait long for a core
        ended = time.monotonic()
        self.end_headers()
        try:
            for piece in filter(None, (reply.body,) if isinstance(reply.body, bytes) else reply.body):
                ended = time.monotonic()
                self.wfile.write(piece)
        finally:
            self.server.requests.append(Asked(site, self.path, began, ended))

    def log_message(self, *_: object) -> None:
        """Write nothing to stderr."""
