"""What is remembered of a host: the files in which it speaks to machines, so that a restart need not ask."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ... import urls

ROBOTS = "/robots.txt"
TDMREP = "/.well-known/tdmrep.json"
LOAD = """select status, fetched_at, expires_at, text, coalesce(trouble, '') as trouble, http_status
from site_files where origin = ? and path = ?"""
SAVE = """insert or replace into site_files
(origin, path, host, status, http_status, fetched_at, expires_at, trouble, text)
values (:origin, :path, :host, :status, :http_status, :fetched_at, :expires_at,
  nullif(:trouble, ''), :text)"""
KNOW = "insert into hosts (host) values (?) on conflict do nothing"
# A host that can't be reached has not taken back what it asked for.
KEEP_ROBOTS = """update hosts set robots_status = :status,
delay = iif(:status = 'unreachable', delay, :delay) where host = :host"""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site as it was had: `status` is ok, missing or unreachable."""

    status: str
    fetched_at: str
    expires_at: str
    text: str = ""
    trouble: str = ""
    """Why it could not be had."""
    http_status: int | None = None


class Hosts:
    """The memory of hosts, in the tables `hosts` and `site_files`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def site_file(self, origin: str, path: str) -> SiteFile | None:
        """Return a file of a site if it was ever asked for; `origin` is scheme, host and port."""
        row = self.connection.execute(LOAD, (origin, path)).fetchone()
        return SiteFile(**dict(row)) if row else None

    def keep_site_file(self, origin: str, path: str, file: SiteFile, delay: float | None = None) -> None:
        """Remember a file of a site, and the delay in seconds that a robots.txt asks for."""
        host = urls.host(f"{origin}/")
        self.connection.execute(KNOW, (host,))
        values = {name: getattr(file, name) for name in SiteFile.__slots__}
        self.connection.execute(SAVE, values | {"origin": origin, "path": path, "host": host})
        if path == ROBOTS:
            self.connection.execute(KEEP_ROBOTS, {"status": file.status, "delay": delay, "host": host})
