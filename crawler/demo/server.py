"""The demo web over HTTP, on loopback."""

from __future__ import annotations

import gzip
import hashlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socket import socket
from socketserver import ThreadingTCPServer

from .answers import Answer
from .web import Web

NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
SMALLEST_ZIP = 500  # bytes; below, gzip gains nothing


@dataclass(frozen=True, slots=True)
class Request:
    """A request that the demo web got, and the status it answered."""

    time: float
    host: str
    path: str
    status: int
    user_agent: str


class Server(ThreadingTCPServer):
    """One thread for each connection.

    Not `ThreadingHTTPServer`: that one asks DNS for its own name before it starts.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port: int, delay: float, record: Callable[[Request], None]) -> None:
        """Bind the port; `record` hears of each request."""
        super().__init__(("127.0.0.1", port), Handler)
        self.web = Web(self.server_address[1])
        self.delay, self.record = delay, record

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say nothing of clients that hang up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Puts an answer into HTTP."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "DemoWeb"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    timeout = 30  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        """Answer with head and body."""
        host = self.headers.get("Host", "")
        answer = self.server.web.answer(site_of(host), self.path)
        time.sleep(self.server.delay + answer.wait)
        status = NOT_MODIFIED if self.is_known(answer) else answer.status
        agent = self.headers.get("User-Agent", "")
        self.server.record(Request(time.time(), host, self.path, int(status), agent))
        self.reply(answer, status)

    do_HEAD = do_GET  # noqa: N815

    def is_known(self, answer: Answer) -> bool:
        """Say whether the client has this answer already."""
        if answer.status != HTTPStatus.OK:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return etag(answer) in tags
        return self.headers.get("If-Modified-Since") == http_date(answer)

    def reply(self, answer: Answer, status: int) -> None:
        """Send the answer; only its head, where that was asked for or is all there is to say."""
        body = self.packed(answer.body)
        self.send_response(status)
        self.send_header("Content-Type", answer.content_type)
        if status != NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        if answer.location:
            self.send_header("Location", answer.location)
        if body is not answer.body:
            self.send_header("Content-Encoding", "gzip")
        if answer.status == HTTPStatus.OK:
            self.send_header("ETag", etag(answer))
            self.send_header("Last-Modified", http_date(answer))
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        if self.command != "HEAD" and status != NOT_MODIFIED:
            self.wfile.write(body)

    def packed(self, body: bytes) -> bytes:
        """Return the body, gzipped if the client can read that."""
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > SMALLEST_ZIP:
            return gzip.compress(body, compresslevel=1, mtime=0)
        return body

    def log_message(self, *_arguments: object) -> None:
        """Write nothing to stderr: `record` hears of it."""


def site_of(host: str) -> str:
    """Return the site that a Host header names; nothing for plain localhost."""
    return host.lower().partition(":")[0].removesuffix("localhost").rstrip(".")


def etag(answer: Answer) -> str:
    """Return what changes whenever the body does."""
    return f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'


def http_date(answer: Answer) -> str:
    """Return the time of the last change as HTTP writes it."""
    return format_datetime(answer.modified.astimezone(UTC), usegmt=True)
