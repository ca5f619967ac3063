"""What is to be started: an unattended run into one corpus, as a scheduler with no memory needs it said."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from .times import Times

NOTHING_TO_DO = 3
"""Exit status of a run that found nothing to do, which is no failure."""
ALSO = ("PYTHONPATH", "SSL_CERT_FILE")
"""What a run heeds besides PATH, where it is set."""
BARE = ("/usr/local/bin", "/usr/bin", "/bin")
SIGN = "corpuscle:"
"""What marks an entry as ours; the path of its corpus follows."""


class ScheduleError(Exception):
    """A schedule that can't be made, read or removed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Job:
    """Runs into one corpus at given times."""

    db: Path
    """Absolute."""
    times: tuple[Times, ...]
    options: tuple[str, ...] = ()
    """More options of `corpuscle run`."""
    python: str = field(default_factory=lambda: os.path.abspath(sys.executable))  # noqa: PTH100  (a venv's python is a link)
    environment: Mapping[str, str] = field(default_factory=lambda: inherited(os.environ))

    @classmethod
    def of(cls, db: Path, times: tuple[Times, ...], options: tuple[str, ...] = ()) -> Self:
        """Make one for the interpreter and environment that run now; raises ScheduleError."""
        path = db.absolute()
        if not str(path).isprintable():
            # one that could break out of the line that it stands in
            msg = f"{str(path)!r} has characters that can't stand in a schedule: rename it"
            raise ScheduleError(msg)
        return cls(path, times, options)

    @property
    def folder(self) -> Path:
        """Where it runs: settings, seeds and lists lie there."""
        return self.db.parent

    @property
    def log(self) -> Path:
        """What it writes what happened to."""
        return self.db.with_suffix(".log")

    @property
    def command(self) -> tuple[str, ...]:
        """Program and arguments."""
        # -P: a folder named crawler beside the corpus is not to be run in our place
        program = (self.python, "-P", "-m", "crawler", "run")
        return (*program, "--db", str(self.db), "--quiet", "--log", str(self.log), *self.options)

    @property
    def name(self) -> str:
        """A name for files, like no other corpus's."""
        return name_of(self.db)

    def with_bare_path(self) -> Self:
        """Return one with the shortest PATH that does."""
        path = dict.fromkeys((str(Path(self.python).parent), *BARE))
        return type(self)(
            self.db, self.times, self.options, self.python, {**self.environment, "PATH": ":".join(path)}
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A schedule that was installed."""

    on: str
    """cron, systemd or github."""
    db: Path
    times: tuple[str, ...]
    where: str
    """File or crontab that it stands in."""


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a run needs of an environment: schedulers give it hardly any."""
    folders = environment.get("PATH", "").split(":")
    real = [folder for folder in dict.fromkeys(folders) if folder.startswith("/") and Path(folder).is_dir()]
    also = {name: environment[name] for name in ALSO if environment.get(name)}
    return {"PATH": ":".join(real or BARE)} | also


def number_of(db: Path) -> int:
    """Return a number that is the same for a path whenever it is asked for."""
    return int.from_bytes(hashlib.sha256(bytes(db)).digest()[:4])


def name_of(db: Path) -> str:
    """Name a corpus for files: what its folder and file are called, and a number."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{db.parent.name}-{db.stem}".lower()).strip("-")[:40]
    return f"corpuscle-{plain}-{number_of(db):08x}"
