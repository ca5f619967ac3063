"""Many hosts on one loopback port that write down when each request began and ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Self

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """A request and its answer; seconds of one clock."""

    host: str
    path: str
    status: int
    began: float
    ended: float


@dataclass
class Recorder:
    """Answers by a function of host and path, slowly enough that requests can overlap."""

    answer: Callable[[str, str], Answer]
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    server: ThreadingTCPServer | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen, on the same port as before."""
        handler = type("Handler", (Recording,), {"recorder": self})
        self.server = Server(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Go away: connections are refused from now on."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def url(self, host: str, path: str) -> str:
        return f"http://{host}.localhost:{self.port}/{path}"

    def pages(self) -> list[Asked]:
        """Return requests for pages, not for files in which sites speak to machines."""
        return [one for one in self.asked if one.path.startswith("/page")]


class Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Recording(BaseHTTPRequestHandler):
    """One connection for each request."""

    recorder: Recorder

    def do_GET(self) -> None:
        began = time.monotonic()
        host = self.headers.get("Host", "").partition(".")[0]
        status, headers, body = self.recorder.answer(host, self.path)
        time.sleep(0.03)
        self.recorder.asked.append(Asked(host, self.path, status, began, time.monotonic()))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


PLACES = "harbour", "lighthouse", "market", "station", "library", "mill", "bridge", "chapel", "school", "yard"
DEEDS = "opened again", "was painted", "lost its roof", "found a keeper", "had visitors", "stood empty"
SEASONS = "in the spring", "after the storm", "before the war", "last winter", "for a week"


def article(name: str) -> Answer:
    """A page with a text of its own."""
    sentences = [
        f"The {place} of {name} {DEEDS[number % 6]} {SEASONS[number % 5]}, as people still tell."
        for number, place in enumerate(PLACES)
    ]
    paragraphs = "".join(f"<p>{' '.join(sentences[n : n + 2])}</p>" for n in range(0, len(sentences), 2))
    head = f"<html lang=en><head><title>{name}</title></head>"
    body = f"{head}<body><article><h1>What became of {name}</h1>{paragraphs}</article></body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode()
