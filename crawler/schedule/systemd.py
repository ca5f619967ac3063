"""systemd: a timer and a service of this user, in files of their own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from . import programs
from .job import NOTHING_TO_DO, SIGN, Entry, Job, ScheduleError

TIMES = "# times: "
SERVICE = """# {sign}{db}
[Unit]
Description=Corpuscle: unattended run into {db}

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}
ExecStart={command}
SuccessExitStatus={nothing}
Nice=10
"""
# Persistent: what was missed while the machine was off is made up for once, when it is on again.
TIMER = """# {sign}{db}
{times}
[Unit]
Description=Corpuscle: when to run into {db}

[Timer]
{calendars}
Persistent=true

[Install]
WantedBy=timers.target
"""
WANTS = "timers.target.wants"


def is_there() -> bool:
    """Say whether systemd starts things for this user."""
    return (
        programs.has("systemctl") and not programs.run("systemctl", "--user", "show-environment").returncode
    )


def folder() -> Path:
    """Where the units of this user lie."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "systemd" / "user"


def stamp(name: str) -> Path:
    """Where systemd keeps when a persistent timer last ran."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "systemd" / "timers" / f"stamp-{name}.timer"


def units(job: Job) -> dict[str, str]:
    """Return the files of a job by name."""
    calendars = [calendar for times in job.times for calendar in times.calendars()]
    environment = "\n".join(
        f"Environment={quoted(f'{name}={value}')}" for name, value in job.environment.items()
    )
    service = SERVICE.format(
        sign=SIGN,
        db=plain(job.db),
        folder=plain(job.folder),
        environment=environment,
        command=" ".join(quoted(word).replace("$", "$$") for word in job.command),
        nothing=NOTHING_TO_DO,
    )
    timer = TIMER.format(
        sign=SIGN,
        db=plain(job.db),
        times="\n".join(f"{TIMES}{times.text}" for times in job.times),
        calendars="\n".join(f"OnCalendar={calendar}" for calendar in calendars),
    )
    return {f"{job.name}.service": service, f"{job.name}.timer": timer}


def plain(path: Path) -> str:
    """Write a path that stands for itself to the end of a line."""
    return str(path).replace("%", "%%")


def quoted(word: str) -> str:
    """Write a word as systemd reads it back."""
    backslashed = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{backslashed}"'.replace("%", "%%")


def install(job: Job) -> list[str]:
    """Write the units, and have the timer started; return the files. All or nothing."""
    if not is_there():
        msg = "systemd starts nothing for this user here (`systemctl --user` fails): use --on cron"
        raise ScheduleError(msg)
    files = {folder() / name: text for name, text in units(job).items()}
    folder().mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, "utf-8")
    for command in (("daemon-reload",), ("enable", f"{job.name}.timer"), ("restart", f"{job.name}.timer")):
        done = programs.run("systemctl", "--user", *command)
        if done.returncode:
            take_away(job.name)
            msg = f"systemd did not take the timer, and nothing was left behind: {programs.said(done)}"
            raise ScheduleError(msg)
    return [str(path) for path in files]


def entries() -> Iterator[Entry]:
    """Yield what is installed."""
    for path in sorted(folder().glob("corpuscle-*.timer")):
        lines = path.read_text("utf-8", "surrogateescape").splitlines()
        sign = f"# {SIGN}"
        if lines and lines[0].startswith(sign):
            times = tuple(line.removeprefix(TIMES) for line in lines if line.startswith(TIMES))
            db = lines[0].removeprefix(sign).replace("%%", "%")
            yield Entry("systemd", Path(db), times, str(path))


def remove(entry: Entry) -> list[str]:
    """Stop a timer and remove all that there is of it."""
    return take_away(Path(entry.where).stem)


def take_away(name: str) -> list[str]:
    """Remove what there is of a name, as far as there is any; return the files."""
    reachable = is_there()
    if reachable:
        programs.run("systemctl", "--user", "disable", "--now", f"{name}.timer")
    files = [folder() / f"{name}.timer", folder() / f"{name}.service"]
    there = [path for path in files if path.exists()]
    for path in (*files, folder() / WANTS / f"{name}.timer", stamp(name)):
        path.unlink(missing_ok=True)
    for path in (folder() / WANTS, stamp(name).parent):
        with contextlib.suppress(OSError):  # not empty: somebody else's are there
            path.rmdir()
    if reachable:
        programs.run("systemctl", "--user", "daemon-reload")
        programs.run("systemctl", "--user", "reset-failed", f"{name}.service")
    return [str(path) for path in there]
