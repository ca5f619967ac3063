"""One site on many loopback addresses, served by nginx."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .bodies import order_of, write_site

HOSTS = 16  # 127.0.0.1 … 127.0.0.16: a polite crawler asks one page of a host at a time
PORTS = range(20_000, 30_000)  # below those that the system hands out
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ text/html html; }} root {folder}/pages;
client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
server {{ listen 0.0.0.0:{port}; }} }}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """Pages that are served: all bodies once in the first addresses, again in the next, and so on."""

    folder: Path
    addresses: Sequence[str]
    bodies: int

    def list_of(self, pages: int) -> Path:
        """Return a file with the first addresses, one a line."""
        path = self.folder / f"first-{pages}.urls"
        path.write_text("".join(f"{address}\n" for address in self.addresses[:pages]))
        return path


@contextmanager
def served(folder: Path, bodies: Sequence[bytes], pages: int) -> Iterator[Site]:
    """Write pages into a folder and serve them while the block lasts; ends where nginx is missing."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not nginx:
        sys.exit("nginx is missing, which serves the same pages to all: apt install nginx")
    port = free_port()
    order = order_of(len(bodies), pages)
    # all pages made of one body stand on one host, as those of a site do: they share its menus
    addresses = [f"http://127.0.0.{1 + body % HOSTS}:{port}/story-{n}.html" for n, body in enumerate(order)]
    for name in ("pages", "t"):
        (folder / name).mkdir()
    os.chmod(folder, 0o755)  # noqa: PTH101, S103  (nginx' workers are another user)
    write_site(folder / "pages", bodies, order, addresses)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = [nginx, "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield Site(folder, addresses, len(bodies))
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit("no port is free")


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("nginx did not start")
