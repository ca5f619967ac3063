"""What is remembered of a host: its robots.txt, so that a restart need not ask again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

LOAD = "select robots_status, robots_at, robots, robots_trouble from hosts where host = ?"
COLUMNS = ("robots_status", "robots_at", "robots", "robots_trouble")
SAVE = """insert into hosts (host, robots_status, robots_at, robots, robots_trouble, delay)
values (?, ?, ?, ?, ?, ?)
on conflict (host) do update set robots_status = excluded.robots_status,
  robots_trouble = excluded.robots_trouble,
  robots_at = excluded.robots_at, robots = excluded.robots, delay = excluded.delay"""


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A robots.txt as it was had: `status` is ok, missing or unreachable."""

    status: str
    fetched_at: str
    text: str = ""
    trouble: str = ""
    """Why it could not be had."""


class Hosts:
    """The memory of hosts in the table `hosts`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open corpus."""
        self.connection = connection

    def robots(self, host: str) -> RobotsFile | None:
        """Return the robots.txt of a host if it was ever fetched."""
        row = self.connection.execute(LOAD, (host,)).fetchone()
        if row is None or row["robots_at"] is None:
            return None
        status, at, text, trouble = (row[name] or "" for name in COLUMNS)
        return RobotsFile(status, at, text, trouble)

    def keep_robots(self, host: str, robots: RobotsFile, delay: float | None) -> None:
        """Remember a robots.txt and the delay it asks for, in seconds."""
        trouble = robots.trouble or None
        values = (host, robots.status, robots.fetched_at, robots.text, trouble, delay)
        self.connection.execute(SAVE, values)
