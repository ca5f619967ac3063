"""The public web, played by a proxy on loopback; and how private addresses can be spelled."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress

from wildweb import NO_FILE, SETTINGS, Answer, Server, send

LITERALS = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "0",
    "127.0.0.1.",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[2002:7f00:1::]",
    "[64:ff9b::7f00:1]",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "a.localhost",
    "pinned.example",
    "user:secret@127.0.0.1",
)
PUBLIC = "8.8.8.8"  # nobody is asked: each test ends before, or goes through a proxy of its own
MANNERED = SETTINGS.replace("allow_private = true", 'contact = "me@example.org"')


def pin(**names: list[str]) -> list[str]:
    pins = json.dumps({f"{name}.example": addresses for name, addresses in names.items()})
    return ["-s", f"RESOLVE={pins}"]


class Web(Server):
    """Plays the public web behind a proxy: what each address answers, and a tunnel to a server."""

    def __init__(self, answers: Mapping[str, Answer], tunnelled: Server | None = None) -> None:
        self.answers = answers
        self.tunnelled = tunnelled
        self.asked: list[str] = []
        super().__init__(send(NO_FILE))

    def answer_to(self, head: str) -> Answer:
        self.requests.append(head)
        method, url, _ = head.split(" ", 2)
        self.asked.append(url)
        return self.tunnel if method == "CONNECT" else self.answers.get(url, self.answer)

    def tunnel(self, connection: socket.socket) -> None:
        assert self.tunnelled
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.tunnelled.port)) as other:
            threading.Thread(target=pass_on, args=[other, connection], daemon=True).start()
            pass_on(connection, other)


def pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(65536):
            other.sendall(some)
        other.shutdown(socket.SHUT_WR)
