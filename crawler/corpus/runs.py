"""Runs: when, how far, with which settings, and what ended each."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from typing import TYPE_CHECKING

from .. import clock
from ..vocabulary import Vocabulary

if TYPE_CHECKING:  # a report reads how runs ended, and needs no settings
    from ..settings import Settings


class Stop(Vocabulary):
    """What ended a run, with a sentence for people."""

    PAGES = "pages", "the page budget is spent; run again to go on"
    MINUTES = "minutes", "the time is up; run again to go on"
    PER_HOST = "per-host", "every host left has had its share of pages; run again to go on"
    DAILY = "daily", "every host left has had its pages for today (UTC); run again tomorrow to go on"
    HOURS = "hours", "the hours in which to fetch are over; run again within them to go on"
    OFFLINE = "offline", "nothing could be reached any more; run again when the network is back"
    DEPTH = "depth", "everything up to the depth budget is read; a larger --depth goes on"
    UNPROMISING = (
        "unpromising",
        "what is left has little chance to be on the subject; a lower min_chance, or --breadth, goes on",
    )
    FRONTIER = "frontier", "everything found is read"
    ASKED = "asked", "every query was asked"
    DUE = "due", "everything that was due was visited"
    WAITING = "waiting", "what is left waits for a host or a second try; run again later"
    INTERRUPTED = "interrupted", "stopped by hand; run again to go on"
    FILES = "files", "everything that was given is in the corpus"
    FAILED = "failed", "our own code failed; nothing that was saved is lost"
    KILLED = "killed", "the process died; the next run took up what it had claimed"


STATUS = {Stop.INTERRUPTED: "interrupted", Stop.FAILED: "failed", Stop.KILLED: "killed"}

START = """insert into runs (started_at, status, process, version, settings)
values (?, 'running', ?, ?, ?) returning id"""
FINISH = "update runs set finished_at = ?, status = ?, stop_reason = ? where id = ?"
BURY = "update runs set status = 'killed', stop_reason = 'killed' where status = 'running' returning id"


def bury(connection: sqlite3.Connection) -> list[int]:
    """Close the runs whose process died; return their ids."""
    return [run for (run,) in connection.execute(BURY).fetchall()]


def start_run(connection: sqlite3.Connection, settings: Settings) -> int:
    """Open a run; return its id."""
    from importlib.metadata import version  # noqa: PLC0415  (parses mail; only a run that starts needs it)

    as_text = json.dumps(settings.as_dict(), ensure_ascii=False)
    values = (clock.now(), process_name(), version("corpuscle"), as_text)
    (run,) = connection.execute(START, values).fetchone()
    return int(run)


def finish_run(connection: sqlite3.Connection, run: int, stop: Stop) -> None:
    """Close a run."""
    status = STATUS.get(stop, "finished")
    connection.execute(FINISH, (clock.now(), status, stop, run))


def process_name() -> str:
    """Name this process for people on this and other machines."""
    return f"process {os.getpid()} on {socket.gethostname()}"
