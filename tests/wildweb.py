"""Servers that answer as no server should, and crawls of them by the program itself."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import forks
from console import PROGRAM, Process

from crawler.corpus import Corpus

Answer = Callable[[socket.socket], None]

SETTINGS = """
[manners]
delay = 0.0
allow_private = true
attempts = 1
per_address = 0
timeout = 4.0
max_megabytes = 1.0
max_header_kilobytes = 32
[crawl]
parallel = 100
[reading]
workers = 1
"""
MEGABYTE = 1 << 20
READ = None  # the reason of a page that was had; what its text comes to is not asked here
HTML = b"<html><body><p>A few words.</p></body></html>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
NO_FILE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Server:
    """Answers each connection as a case wants it, but robots.txt as one should."""

    answer: Answer
    tls: ssl.SSLContext | None = None
    has_robots: bool = True
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with suppress(OSError), self.secured(connection) as talking:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (some := talking.recv(65536)):
                    return
                head += some
            self.answer_to(head.decode("latin-1"))(talking)
            with suppress(OSError):
                talking.shutdown(socket.SHUT_WR)
                talking.recv(1)

    def answer_to(self, head: str) -> Answer:
        self.requests.append(head)
        is_of_robots = "/robots.txt HTTP" in head and self.has_robots
        return send(NO_FILE) if is_of_robots else self.answer

    def secured(self, connection: socket.socket) -> socket.socket:
        return self.tls.wrap_socket(connection, server_side=True) if self.tls else connection

    def close(self) -> None:
        self.listener.close()


def send(*pieces: bytes, pause: float = 0.0) -> Answer:
    """Send pieces, then close."""

    def answer(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


def send_for_ever(beginning: bytes, piece: bytes, pause: float = 0.0) -> Answer:
    """Send a piece again and again, until the other side hangs up."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


def reset(beginning: bytes) -> Answer:
    """Begin, then tear the connection down."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(beginning)
        time.sleep(0.1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return answer


def silent(connection: socket.socket) -> None:
    connection.recv(1)


def page(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> Answer:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def packed(encoding: str, body: bytes) -> Answer:
    return page(body, f"Content-Encoding: {encoding}")


def redirect(location: str) -> Answer:
    return page(b"", f"Location: {location}", status="302 Found")


# A page that was never asked for has no row but that of its address.
ROW = """select iif(pages.id is null, frontier.reason, pages.reason), pages.detail, pages.address
from frontier left join pages using (id) where frontier.url = ?"""


@dataclass(frozen=True)
class Row:
    reason: str | None
    detail: str | None
    address: str | None


@dataclass(frozen=True)
class Crawl:
    """A crawl that has ended."""

    folder: Path
    status: int
    said: str
    seconds: float
    megabytes: float
    """Most memory that the crawling process had; its readers have their own."""

    def row(self, url: str) -> Row:
        (found,) = self.rows(ROW, url)
        return Row(*found)

    def rows(self, sql: str, *values: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "corpus.db")) as connection:
            return connection.execute(sql, values).fetchall()


def crawl(
    folder: Path,
    *arguments: str,
    settings: str = SETTINGS,
    program: Sequence[str] | None = None,
    **environment: str,
) -> Crawl:
    """Crawl to the end; `program` is one that loads all by itself, which is measured."""
    (folder / "corpuscle.toml").write_text(settings)
    # made here, because making one loads whatever sqlite-utils finds installed, which is not what is measured
    Corpus(folder / "corpus.db", create=True).close()
    began, megabytes = time.monotonic(), 0.0
    surrounding = {**os.environ, "http_proxy": "http://127.0.0.1:1/", **environment}
    with (folder / "said.txt").open("w+") as said:
        if program is None and forks.is_possible():
            process: Process = forks.Fork(["crawl", *arguments], folder, surrounding, said)
        else:
            process = subprocess.Popen(
                [*(program or PROGRAM), "crawl", *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=surrounding,
                text=True,
            )
        while process.poll() is None:
            megabytes = max(megabytes, memory(process.pid))
            time.sleep(0.02)
            assert time.monotonic() < began + 240, "it does not end"
        said.seek(0)
        return Crawl(folder, int(process.returncode or 0), said.read(), time.monotonic() - began, megabytes)


def memory(process: int) -> float:
    """Return the most memory that a process had so far, in megabytes; 0 where nobody says."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def starts(*urls: str) -> list[str]:
    return [argument for url in urls for argument in ("--start", url)]


@contextmanager
def serving(*servers: Server) -> Iterator[None]:
    yield
    for server in servers:
        server.close()
