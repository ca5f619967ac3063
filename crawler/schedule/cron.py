"""Cron: one line per time in the crontab of this user, each with our sign; other lines are not ours."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from . import programs
from .job import NOTHING_TO_DO, SIGN, Entry, Job, ScheduleError

TAG = f" # {SIGN}"
FIELDS = 5
# Debian's cron reads 999 bytes of a command, and drops the rest without a word.
LONGEST = 999
# How those that are around say that a user has no crontab yet; anything else they say is a reason to
# touch nothing: what can't be read must not be written over.
NO_CRONTAB = (b"no crontab for", b"can't open")
WHERE = "crontab"


def is_there() -> bool:
    """Say whether there is a crontab to put a line into."""
    return programs.has("crontab")


def lines(job: Job) -> list[str]:
    """Return the lines of a crontab; raises ScheduleError where cron could not read them."""
    command = command_of(job)
    if len(command.encode()) > LONGEST:
        command = command_of(job.with_bare_path())
    if len(command.encode()) > LONGEST:
        msg = (
            f"the command is {len(command.encode())} bytes long, and cron reads {LONGEST} at most: move the "
            "corpus to a folder with a shorter path, or use --on systemd"
        )
        raise ScheduleError(msg)
    return [f"{times.text} {command}" for times in job.times]


def command_of(job: Job) -> str:
    """Return what follows the times on a line."""
    given = " ".join(f"{name}={shlex.quote(value)}" for name, value in job.environment.items())
    shell = f"cd {shlex.quote(str(job.folder))} && {given} {shlex.join(job.command)}"
    return escaped(f"{shell} || [ $? -eq {NOTHING_TO_DO} ]{TAG}{job.db}")


def escaped(text: str) -> str:
    """Write a command so that cron hands it on as it is: % would be the end of a line to it."""
    if "\\" in text:
        msg = "cron can't be given a path with a backslash: rename it, or use --on systemd"
        raise ScheduleError(msg)
    return text.replace("%", "\\%")


def install(job: Job) -> list[str]:
    """Put the lines of a job in place of those that its corpus has; return where they are."""
    new = lines(job)
    others = [line for line in crontab() if corpus_of(line) != job.db]
    if others and not others[-1].endswith(b"\n"):
        others[-1] += b"\n"
    write(b"".join((*others, *(f"{line}\n".encode() for line in new))))
    return [WHERE]


def entries() -> Iterator[Entry]:
    """Yield what is installed, a corpus at a time."""
    found: dict[Path, list[str]] = {}
    for line in crontab() if is_there() else ():
        db = corpus_of(line)
        if db:
            times = b" ".join(line.split(None, FIELDS)[:FIELDS]).decode()
            found.setdefault(db, []).append(times)
    for db, all_times in found.items():
        yield Entry("cron", db, tuple(all_times), WHERE)


def remove(entry: Entry) -> list[str]:
    """Take the lines of a corpus out; a crontab that had nothing else goes too."""
    write(b"".join(line for line in crontab() if corpus_of(line) != entry.db))
    return [WHERE]


def crontab() -> list[bytes]:
    """Return the lines of this user's crontab, with their ends."""
    done = programs.run("crontab", "-l")
    if done.returncode == 0:
        return done.stdout.splitlines(keepends=True)
    if any(words in done.stderr for words in NO_CRONTAB):
        return []
    msg = f"the crontab can't be read, so it was left alone: {programs.said(done)}"
    raise ScheduleError(msg)


def write(text: bytes) -> None:
    """Put a crontab in place of the one there is."""
    done = programs.run("crontab", "-", given=text) if text else programs.run("crontab", "-r")
    if done.returncode:
        msg = f"the crontab was left as it was: {programs.said(done)}"
        raise ScheduleError(msg)


def corpus_of(line: bytes) -> Path | None:
    """Return the corpus that a line of ours is for; None for the lines of others."""
    if line.lstrip().startswith(b"#"):
        return None
    text = line.rstrip(b"\r\n").replace(b"\\%", b"%").decode("utf-8", "surrogateescape")
    command, *paths = text.split(TAG)
    for number, _ in enumerate(paths):
        # a path may have the sign in it, and a line of somebody's too; only ours names its corpus twice
        path = TAG.join(paths[number:])
        if f" --db {shlex.quote(path)} " in TAG.join((command, *paths[:number])):
            return Path(path)
    return None
